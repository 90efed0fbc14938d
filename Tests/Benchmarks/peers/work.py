"""The work of the peers: an application's JSON is read, a share of every line's cost is summed up in exact decimals,
and a decision is written as JSON, in the shape and of the size that a worker's decision has: 2 KB for one line. No
rules, no limits, no ledger."""

import json
from decimal import Decimal

CENT, SHARE = Decimal("0.01"), Decimal("0.35")
MESSAGE = "The equipment is of a kind that the program gives a rebate for, and it is new."
CITE = 'Measure guidelines, section %d: "Eligible equipment is new, and installed by a participating contractor."'


def findings(number, measure):
    """What a decision says of each rule, with the facts that it would have looked at."""
    facts = measure["units"][0]
    return [{"rule": f"RULE-{rule}", "result": "met", "message": MESSAGE, "cite": CITE % rule,
             "facts": {f"measures[{number}].units[0].{name}": facts[name] for name in list(facts)[:rule]}}
            for rule in range(1, 5)]


def decide(event):
    data, total, lines = event["data"], Decimal(0), []
    for number, measure in enumerate(data["measures"]):
        cost = Decimal(measure["cost"])
        amount = (cost * SHARE).quantize(CENT)
        total += amount
        lines.append({"id": measure["id"], "measure": measure["measure"], "tier": None, "status": "approved",
                      "calculated": str(amount), "awarded": str(amount), "contractor_reward": "0.00",
                      "limits": [{"limit": "SHARE", "scope": "line", "key": f"{data['application']}/{measure['id']}",
                                  "maximum": measure["cost"], "used_before": "0.00", "reduced_by": "0.00"}],
                      "findings": findings(number, measure)})
    decision = {"application": data["application"], "revision": data["revision"], "program": data["program"],
                "status": "approved", "total": str(total), "contractor_reward": "0.00", "customer_amount": str(total),
                "measures": lines, "findings": [], "missing": [], "tasks": []}
    return {"specversion": "1.0", "id": event["id"], "source": "peer", "type": "rebated.decision.made.v1",
            "subject": data["application"], "time": event["time"], "datacontenttype": "application/json",
            "data": decision}


def answer(body):
    return json.dumps(decide(json.loads(body)), separators=(",", ":")).encode()
