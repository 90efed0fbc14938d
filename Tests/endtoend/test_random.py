"""2,000 random applications to each program, with revisions, repetitions and withdrawals between them and answers to
their tasks at the end, decided twice."""

import collections
import decimal
import random
import re

import pytest

import cases
import drawing
import exact
import house
import schemas
from decide import decide

APPLICATIONS = 2000
BUDGET = decimal.Decimal(400_000)
_DECIDED_AT = re.compile(r'"decided_at":"[^"]*"')


def models(program):
    """The applications among the acceptance cases that are taken."""
    return [schemas.loads(exact.dumps(item)) for case in cases.load() if case.program == program
            for item, answer in zip(case.items, case.expect) if "measures" in item and "rejected" not in answer]


def stream(program):
    """Applications, some of them sent again, revised, or withdrawn later on."""
    chance = random.Random(f"{program} 2,000")
    draw = drawing.Drawing(program, chance, models(program))
    items, sent = [], []
    for number in range(APPLICATIONS):
        if sent and chance.random() < 0.12:
            earlier = chance.choice(sent)
            kind = chance.randrange(3)
            if kind == 0:
                items.append(("repeated", earlier))
            elif kind == 1:
                items.append(("withdrawn", {"withdrawn": {"program": program, "application": earlier["application"]}}))
            else:
                revised = {**draw.application(number), "application": earlier["application"],
                           "revision": earlier["revision"] + 1}
                sent[sent.index(earlier)] = revised
                items.append(("new", revised))
        application = draw.application(number)
        sent.append(application)
        items.append(("new", application))
    return items


def outcomes(program, decisions):
    """A reviewer's answer to every task that is open at last."""
    chance = random.Random(f"{program} reviews")
    rulebook = (house.REPOSITORY / f"Sources/Rulebook/Programs/{program}.yaml").read_text()
    sets_amount = re.findall(r"- id: (\S+)(?:(?!- id: ).)*?sets_amount: true", rulebook, re.DOTALL)
    for decision in decisions:
        for task in decision["tasks"]:
            outcome = chance.choice(("approve", "approve", "approve", "deny", "request_information"))
            amount = {"amount": f"{chance.randrange(12000)}.50"} if task["rule"] in sets_amount else {}
            yield "reviewed", {"review": {"task": task["task"], "outcome": outcome, "reviewer": "r-1", **amount}}


class Balances:
    """What every limit has given so far."""

    def __init__(self):
        self.used = collections.Counter()
        self.held = collections.defaultdict(list)

    def take(self, decision, problems):
        """Books a decision, and notes where it goes beyond a limit."""
        for key, amount in self.held.pop(decision["application"], []):
            self.used[key] -= amount
        within = collections.Counter()
        for line in decision["measures"]:
            awarded = decimal.Decimal(line["awarded"])
            # What the budget did not cover counts under the other limits for the lines that follow, and is not booked.
            refused = sum(decimal.Decimal(use["reduced_by"]) for use in line["limits"] if use["scope"] == "program")
            for use in line["limits"]:
                key = (use["limit"], use["key"])
                where = f"{decision['application']} {line['id']} {key}"
                before = decimal.Decimal(use["used_before"])
                if use["scope"] == "line":
                    expected = 0
                else:
                    expected = self.used[key] + within[key]
                    within[key] += awarded + (0 if use["scope"] == "program" else refused)
                    self.held[decision["application"]].append((key, awarded))
                if before != expected:
                    problems.append(f"{where}: {before} used before, should be {expected}")
                if use["maximum"] is not None and awarded > max(decimal.Decimal(use["maximum"]) - before, 0):
                    problems.append(f"{where}: {awarded} awarded of {use['maximum']}, {before} used before")
        for key, amount in self.held[decision["application"]]:
            self.used[key] += amount


@pytest.mark.parametrize("program", schemas.PROGRAMS)
def test_random_applications(program):
    items = stream(program)
    budget = f"--budget={program}={BUDGET}.00"
    first = decide([schemas.dumps(item) for _, item in items], budget)
    last = {decision["application"]: decision for decision in map(schemas.loads, first) if "rejected" not in decision}
    items += outcomes(program, last.values())
    lines = decide([schemas.dumps(item) for _, item in items], budget)
    differing = [one for one, two in zip(first, lines) if _DECIDED_AT.sub("", one) != _DECIDED_AT.sub("", two)]
    assert differing == [], "decided twice, decided differently"

    balances, present, problems, statuses = Balances(), {}, [], collections.Counter()
    for (kind, item), line in zip(items, lines):
        decision = schemas.loads(line)
        if "rejected" in decision:
            problems.append(f"{schemas.dumps(item)}: rejected: {decision['rejected']}")
            continue
        identity = decision["application"]
        problems += [f"{identity}: {fault}" for fault in schemas.faults(schemas.DECISION, decision)]
        if kind == "repeated" and present[identity] != line:
            problems.append(f"{identity}: sent again, answered differently")
        # While other tasks are open, an outcome changes nothing but their list.
        if kind in ("new", "withdrawn") or kind == "reviewed" and not decision["tasks"]:
            balances.take(decision, problems)
            statuses[decision["status"]] += 1
        present[identity] = line
    assert problems == []
    assert sum(kind == "new" for kind, _ in items) >= APPLICATIONS
    assert len(statuses) >= 5, f"too much alike to show anything: {statuses}"
