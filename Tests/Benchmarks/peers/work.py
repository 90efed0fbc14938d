"""The work of the peers: an application's JSON is read, a share of every line's cost is summed up in exact decimals,
and a decision of about 2 KB is written as JSON. No rules, no limits, no ledger."""

import json
import os
from decimal import Decimal

CENT, SHARE = Decimal("0.01"), Decimal("0.35")
SIZE = int(os.environ.get("BENCH_OUT_SIZE", "2048"))


def decide(event):
    data, total, lines = event["data"], Decimal(0), []
    for measure in data["measures"]:
        cost = Decimal(measure["cost"])
        amount = (cost * SHARE).quantize(CENT)
        total += amount
        lines.append({"id": measure["id"], "measure": measure["measure"], "calculated": str(amount),
                      "awarded": str(amount), "models": [unit["model"] for unit in measure["units"]],
                      "reasons": ["eligible", "share of the cost"]})
    decision = {"application": data["application"], "revision": data["revision"], "program": data["program"],
                "status": "approved" if total < 10_000 else "in_review", "total": str(total), "measures": lines,
                "customer": data["customer"]["id"], "site": data["site"]["id"]}
    return {"specversion": "1.0", "id": event["id"], "type": "decided", "subject": data["application"], "data": decision,
            "filler": PADDING}


def answer(body):
    return json.dumps(decide(json.loads(body)), separators=(",", ":")).encode()


# What a decision of one line lacks to the size.
PADDING = "p" * max(SIZE - 480, 0)
