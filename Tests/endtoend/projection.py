"""What of a decision or a rejection must be right: see Tests/Cases/README.md."""

RESULTS = ("not_met", "unknown", "review")


def _results(findings):
    return {result: sorted(f["rule"] for f in findings if f["result"] == result) for result in RESULTS}


def of_decision(decision):
    whole = ("application", "revision", "status", "total", "contractor_reward", "customer_amount")
    line = ("id", "measure", "tier", "status", "calculated", "awarded", "contractor_reward")
    return {
        **{name: decision[name] for name in whole},
        **_results(decision["findings"]),
        "measures": [
            {**{name: m[name] for name in line}, **_results(m["findings"])} for m in decision["measures"]
        ],
        "tasks": sorted([[t["kind"], t["rule"], t.get("measure")] for t in decision["tasks"]], key=str),
        "missing": sorted(decision["missing"]),
    }


def of_rejection(rejection):
    return {"rejected": sorted({error["path"] for error in rejection["errors"]})}


def of_printed(line):
    """Of one line of `rebated decide`."""
    return of_rejection(line["rejected"]) if "rejected" in line else of_decision(line)


def expected(projection):
    """The projection that a case expects, its tasks in the order that of_decision gives."""
    if "tasks" in projection:
        return {**projection, "tasks": sorted(projection["tasks"], key=str)}
    return projection


def differences(decided, expect, path=""):
    """Where two lists of projections differ, one line a difference, so that a failure can be read."""
    if isinstance(decided, dict) and isinstance(expect, dict):
        return [line for name in {**expect, **decided} for line in differences(
            decided.get(name, "nothing"), expect.get(name, "nothing"), f"{path}.{name}".lstrip("."))]
    simple = all(not isinstance(value, (dict, list)) for value in (decided or []) + (expect or [])) \
        if isinstance(decided, list) and isinstance(expect, list) else True
    if not simple and len(decided) == len(expect):
        return [line for i, both in enumerate(zip(decided, expect)) for line in differences(*both, f"{path}[{i}]")]
    return [] if decided == expect else [f"{path}: is {decided}, should be {expect}"]
