"""Reviews from outside: every rule that asks a person, every answer, and what comes back to whom."""

import functools
import json
import threading

import pytest

import cases
import exact
import house
import schemas

DECIDED, OPENED, CLOSED = "rebated.decision.made.v1", "rebated.task.opened.v1", "rebated.task.closed.v1"
REFUSED = "rebated.review.rejected.v1"

# Of each rule that asks a person, as the programs' documents have it: kind, weeks until an answer is due, what the
# question turns on, choices with the suggested one first, whether the reviewer sets the amount.
RULES = {
    "MCEC-C": ("classification", None, ["small-scale or commercial-scale"], ["commercial-scale", "small-scale"], False),
    "MCEC-R": ("award-review", 4, ["What is the award?"], [], True),
    "NYS-2-5": ("oversizing", None, ["%", "justified?"], [], False),
    "NYS-2-7": ("utility-discretion", None, ["multifamily", "discretion"], [], False),
    "NYS-3-7": ("oversizing", None, ["%", "justified?"], [], False),
    "NYS-4-1": ("custom-engineering", None, ["MMBtu"], [], False),
    "NYS-6-1": ("custom-engineering", None, ["MMBtu"], [], False),
    "PH-3": ("condo-sizing", None, ["%", "acceptable?"], [], False),
    "PH-7": ("award-amount", None, ["amount"], [], True),
    "WE-3": ("final-determination", None, ["eligible"], [], False),
    "WE-OT-4": ("other-measure", None, ["other measure"], [], False),
}


@functools.cache
def material():
    """For each rule an application that it asks a person about."""
    found = {}
    for case in cases.load():
        for expected, item in zip(case.expect, case.items):
            for _, rule, _ in expected.get("tasks", []) if "program" in item else []:
                found.setdefault(rule, item)
    return found


def application(rule, identity, **changes):
    item = json.loads(exact.dumps(material()[rule]))
    return {**item, "application": identity, "customer": {**item["customer"], "id": "C-" + identity},
            "site": {**item["site"], "id": "S-" + identity}, **changes}


@pytest.fixture(scope="module")
def system(shared_system):
    shared_system.worker()
    return shared_system


class Conversation:
    """A portal and the reviewers, about one application."""

    def __init__(self, portal, rule, identity, **changes):
        self.portal, self.rule = portal, rule
        self.application = application(rule, identity, **changes)
        self.program = self.application["program"]
        self.trace = portal.submit(self.application, program=self.program)
        self.decision = portal.answer(self.trace, [DECIDED])
        names = [task["task"] for task in self.decision.data["tasks"]]
        portal.collect(30, lambda answers: {a.data["task"] for a in answers if a.type == OPENED} >= set(names))
        self.tasks = {a.data["rule"]: a for a in portal.answers if a.type == OPENED and a.trace == self.trace}

    def task(self, rule=None):
        return self.tasks[rule or self.rule].data["task"]

    def send(self, outcome, rule=None, program=None, **others):
        """Sends an answer, and gives its trace."""
        answer = {"task": self.task(rule), "outcome": outcome, "reviewer": "dana", **others}
        return self.portal.submit(answer, program=program or self.program, kind="completed")

    def answer(self, outcome, rule=None, **others):
        """What comes of an answer: a decision, the end of the task, or why it was not taken."""
        trace = self.send(outcome, rule, **others)
        first = self.portal.answer(trace, [CLOSED, REFUSED])
        if first.type == REFUSED:
            assert first.routing_key == f"rejected.{others.get('reviewer', 'dana')}"
            assert schemas.faults(REFUSED, schemas.loads(first.body)["data"]) == []
            return first
        assert first.data == {"task": self.task(rule), "application": self.application["application"],
                              "reason": "completed"}
        self.tasks.pop(rule or self.rule)
        return first if self.tasks else self.portal.answer(trace, [DECIDED])

    def answer_all(self, **first):
        """Approves whatever is asked, the rule of the conversation as told; the last decision."""
        last = None
        for rule in [self.rule] + [rule for rule in self.tasks if rule != self.rule]:
            others = first if rule == self.rule else {}
            if RULES[rule][4]:
                others = {"amount": "1200.00", **others}
            last = self.answer("approve", rule, **others)
        return last


@pytest.fixture
def talk(system):
    portals = []

    def start(rule, identity, **changes):
        portals.append(house.Portal(system))
        return Conversation(portals[-1], rule, identity, **changes)
    yield start
    for portal in portals:
        portal.close()


def finding(decision, rule):
    of_lines = [found for line in decision["measures"] for found in line["findings"]]
    return next(found for found in decision["findings"] + of_lines if found["rule"] == rule)


def test_every_rule_that_asks_a_person_is_among_these():
    text = "".join(file.read_text() for file in (house.REPOSITORY / "Sources/Rulebook/Programs").glob("*.yaml"))
    assert text.count("fails_to: review") == len(RULES)
    assert set(material()) == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_task_tells_all_that_a_reviewer_needs(talk, rule):
    kind, weeks, words, choices, sets_amount = RULES[rule]
    conversation = talk(rule, f"T-{rule}")
    opened = conversation.tasks[rule]
    task, decision = opened.data, conversation.decision.data
    program = conversation.program
    assert schemas.faults(OPENED, schemas.loads(opened.body)["data"]) == []
    assert opened.routing_key == f"opened.{kind}.{program}"
    assert opened.properties.correlation_id == f"T-{rule}" == task["application"]
    assert (task["kind"], task["rule"], task["program"]) == (kind, rule, program)
    name = f"{program}/T-{rule}/{task['revision']}/{rule}"
    assert task["task"] == (f"{name}/{task['measure']}" if "measure" in task else name)
    assert "{" not in task["question"] and "null" not in task["question"]
    assert [word for word in words if word not in task["question"]] == []
    assert (task.get("suggested"), sorted(task.get("choices", []))) == (choices[0] if choices else None, sorted(choices))
    assert task["allowed"] == ["approve", "deny", "request_information"] + ["set_amount"] * sets_amount
    if weeks:
        assert task["due_on"] == _days_after(conversation.application["submitted_on"], 7 * weeks)
    # The context: the decision so far, and the facts that the question turns on.
    assert decision["status"] == "in_review"
    assert task["context"]["decision"] == decision
    assert task["context"]["facts"] == finding(decision, rule).get("facts", {})
    assert finding(decision, rule)["result"] == "review"


def _days_after(date, days):
    import datetime
    return str(datetime.date.fromisoformat(date) + datetime.timedelta(days=days))


@pytest.mark.parametrize("rule", RULES)
def test_an_approval_meets_the_rule_and_leads_to_the_second_decision(talk, rule):
    conversation = talk(rule, f"A-{rule}")
    last = conversation.answer_all()
    assert finding(last.data, rule)["result"] == "met"
    assert last.data["status"] in ("approved", "partially_approved") and last.data["tasks"] == []
    assert last.event["id"] != conversation.decision.event["id"]
    assert last.properties.correlation_id == f"A-{rule}"
    assert last.routing_key == f"decision.{last.data['status']}.{conversation.program}.guest"


@pytest.mark.parametrize("rule", RULES)
def test_a_denial_denies_with_the_reviewers_words(talk, rule):
    conversation = talk(rule, f"D-{rule}")
    denied = conversation.tasks[rule].data
    note = "Not as it stands: see our letter."
    last = conversation.answer("deny", note=note)
    for other in list(conversation.tasks):
        last = conversation.answer("approve", other, **({"amount": "10.00"} if RULES[other][4] else {}))
    found = finding(last.data, rule)
    assert (found["result"], found["message"]) == ("not_met", note)
    lines = [line for line in last.data["measures"] if denied.get("measure") in (None, line["id"])]
    assert {line["status"] for line in lines} == {"denied"}
    assert {line["awarded"] for line in lines} == {"0.00"}


@pytest.mark.parametrize("rule", RULES)
def test_a_request_for_information_makes_it_incomplete_and_names_no_fact(talk, rule):
    conversation = talk(rule, f"I-{rule}")
    last = conversation.answer("request_information", note="Please send the load calculation.")
    for other in list(conversation.tasks):
        last = conversation.answer("approve", other, **({"amount": "10.00"} if RULES[other][4] else {}))
    assert finding(last.data, rule)["result"] == "unknown"
    assert (last.data["status"], last.data["missing"], last.data["total"]) == ("incomplete", [], "0.00")
    # A higher revision opens the question anew.
    again = {**conversation.application, "revision": conversation.application["revision"] + 1}
    trace = conversation.portal.submit(again, program=conversation.program)
    anew = conversation.portal.answer(trace, [DECIDED]).data
    assert anew["status"] == "in_review" and rule in [task["rule"] for task in anew["tasks"]]


@pytest.mark.parametrize("rule", [rule for rule in RULES if RULES[rule][4]])
def test_the_reviewer_sets_the_amount(talk, rule):
    conversation = talk(rule, f"M-{rule}")
    last = conversation.answer_all(amount="4321.09")
    assert (last.data["total"], last.data["measures"][0]["calculated"]) == ("4321.09", "4321.09")


def test_of_the_choices_the_suggested_one_is_taken_unless_another_is_named(talk):
    assert talk("MCEC-C", "C-1").answer_all().data["measures"][0]["tier"] == "commercial-scale"
    assert talk("MCEC-C", "C-2").answer_all(choice="small-scale").data["measures"][0]["tier"] == "small-scale"


FORBIDDEN = [
    ("MCEC-C", "approve", {"choice": "medium-scale"}, "choice: must be one of"),
    ("MCEC-C", "approve", {"choice": 7}, "choice: must be one of"),
    ("NYS-2-5", "approve", {"choice": "commercial-scale"}, "choice: this task offers no choice"),
    ("NYS-2-5", "approve", {"amount": "100.00"}, "amount: is not allowed"),
    ("MCEC-R", "approve", {}, "amount: is required"),
    ("PH-7", "approve", {"amount": "12.345"}, "amount: is required"),
    ("PH-7", "approve", {"amount": "-1.00"}, "amount: is required"),
    ("PH-7", "approve", {"amount": "many"}, "amount: is required"),
    ("WE-3", "set_amount", {}, "outcome: must be one of approve, deny, request_information"),
    ("WE-3", "reject", {}, "outcome: must be one of"),
    ("WE-3", "approve", {"reviewer": "  "}, "reviewer: is required"),
    ("WE-3", "approve", {"task": "worcester-energy/nobody/1/WE-3"}, "task: is not known"),
    ("WE-3", "approve", {"colour": "blue"}, "colour: is no field of an outcome"),
]


@pytest.mark.parametrize("number", range(len(FORBIDDEN)), ids=lambda number: FORBIDDEN[number][3])
def test_what_is_not_allowed_is_told_with_its_path_and_has_no_effect(talk, number):
    rule, outcome, others, problem = FORBIDDEN[number]
    conversation = talk(rule, f"F-{number}")
    trace = conversation.send(outcome, **others)
    refused = conversation.portal.answer(trace, [REFUSED])
    assert problem in refused.data["problem"]
    assert refused.data["task"] == others.get("task", conversation.task())
    # The task is open as before.
    assert conversation.answer_all().data["status"] in ("approved", "partially_approved")


def test_amount_and_choice_beside_another_outcome_than_approval_have_no_effect(talk):
    denied = talk("NYS-2-5", "E-1").answer("deny", amount="5.00", choice="any")
    assert denied.data["status"] == "denied"


def test_a_second_answer_is_told_that_the_first_counts(talk):
    conversation = talk("WE-3", "S-1")
    task = conversation.task()
    assert conversation.answer("approve").data["status"] == "approved"
    late = conversation.portal.submit({"task": task, "outcome": "deny", "reviewer": "erin"}, kind="completed",
                                      program="worcester-energy")
    refused = conversation.portal.answer(late, [REFUSED])
    assert (refused.routing_key, refused.data["problem"]) == ("rejected.erin", "task: is closed: it was completed")
    present = conversation.portal.submit(conversation.application, program="worcester-energy")
    assert conversation.portal.answer(present, [DECIDED]).data["status"] == "approved"


def test_of_two_reviewers_at_once_one_counts_and_the_other_is_told(system, talk):
    for number in range(8):
        conversation = talk("WE-3", f"B-{number}")
        traces, barrier = {}, threading.Barrier(2)

        def give(reviewer, outcome):
            with house.Portal(system, collects=False) as portal:
                barrier.wait()
                traces[reviewer] = portal.submit(
                    {"task": conversation.task(), "outcome": outcome, "reviewer": reviewer}, kind="completed",
                    program="worcester-energy")
        threads = [threading.Thread(target=give, args=pair) for pair in (("dana", "approve"), ("erin", "deny"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        ends = {reviewer: conversation.portal.answer(traces[reviewer], [CLOSED, REFUSED]) for reviewer in traces}
        assert sorted(end.type for end in ends.values()) == [REFUSED, CLOSED]
        first = next(reviewer for reviewer, end in ends.items() if end.type == CLOSED)
        final = conversation.portal.answer(traces[first], [DECIDED]).data
        assert final["status"] == ("approved" if first == "dana" else "denied")
        second = next(end for end in ends.values() if end.type == REFUSED)
        assert second.routing_key == ("rejected.erin" if first == "dana" else "rejected.dana")


def test_a_copy_of_an_answer_is_told_nothing_new(talk):
    conversation = talk("WE-3", "R-1")
    portal = conversation.portal
    decided = conversation.answer("approve")
    body, options, _ = portal.last
    again = portal.publish(body, **options)
    assert portal.answer(again, [CLOSED]).data["reason"] == "completed"
    copy = portal.answer(again, [DECIDED])
    assert copy.event["id"] == decided.event["id"] and copy.data == decided.data
    assert [answer for answer in portal.answers if answer.trace == again and answer.type == REFUSED] == []


@pytest.mark.parametrize("reason", ["superseded", "withdrawn"])
def test_the_tasks_of_what_ends_otherwise_are_closed(talk, reason):
    conversation = talk("WE-OT-4", f"X-{reason}")
    portal, tasks = conversation.portal, {rule: task.data["task"] for rule, task in conversation.tasks.items()}
    assert set(tasks) == {"WE-3", "WE-OT-4"}
    if reason == "superseded":
        again = {**conversation.application, "revision": conversation.application["revision"] + 1}
        trace = portal.submit(again, program="worcester-energy")
    else:
        trace = portal.submit({"program": "worcester-energy", "application": f"X-{reason}", "reason": "sold"},
                              program="worcester-energy", kind="withdrawn")
    portal.answer(trace, [DECIDED])
    portal.collect(20, lambda answers: sum(a.type == CLOSED and a.trace == trace for a in answers) == 2)
    closed = {a.data["task"]: a.data["reason"] for a in portal.answers if a.type == CLOSED and a.trace == trace}
    assert closed == {task: reason for task in tasks.values()}
    late = conversation.answer("approve")
    assert late.data["problem"] == f"task: is closed: it was {reason}"


def test_a_task_outlives_its_message(system, talk):
    """Nothing hangs on the message in the queue: it may be acknowledged at once, or lost."""
    conversation = talk("WE-3", "Q-1")
    conversation.portal.channel.queue_purge("rebated.tasks.worcester-energy")
    worker = system.workers[-1]
    assert worker.terminate() == 0
    system.worker()
    assert conversation.answer("approve").data["status"] == "approved"
