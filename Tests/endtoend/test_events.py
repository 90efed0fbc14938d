"""Every kind of message that the worker publishes is valid against the schema of the envelope and of its data."""

import collections
import json

import pytest

import house
import schemas

SAMPLES = sorted((house.REPOSITORY / "Deploy/samples").glob("*.json"))
DECISION = "rebated.decision.made.v1"
REJECTION = "rebated.application.rejected.v1"
OPENED = "rebated.task.opened.v1"
CLOSED = "rebated.task.closed.v1"
REVIEW_REJECTED = "rebated.review.rejected.v1"


@pytest.fixture(scope="module")
def portal(shared_system):
    shared_system.worker()
    return shared_system.portal()


@pytest.fixture(scope="module")
def published(portal):
    """What the worker says to all samples, a reviewer, a withdrawal, and much that can't be taken."""
    answers, tasks = [], []
    for path in SAMPLES:
        sample = json.loads(path.read_text())
        trace = portal.submit(path.read_text(), program=sample["program"])
        decision = portal.answer(trace, (DECISION,))
        tasks += [(sample, task) for task in decision.data["tasks"]]
    for number, (sample, task) in enumerate(tasks[1:]):
        verdict = "approve" if number % 2 else "deny"
        outcome = {"task": task["task"], "outcome": verdict, "reviewer": "r-1", "note": "ü"}
        portal.answer(portal.submit(outcome, program=sample["program"], kind="completed"),
                      (DECISION, CLOSED, REVIEW_REJECTED))
    sample, task = tasks[0]
    withdrawal = {"program": sample["program"], "application": sample["application"], "reason": None}
    portal.answer(portal.submit(withdrawal, program=sample["program"], kind="withdrawn"), (DECISION,))
    for outcome in ({"task": task["task"], "outcome": "approve", "reviewer": "r-1"}, {"task": "x", "outcome": 1}, {}):
        portal.answer(portal.submit(outcome, program=sample["program"], kind="completed"), (REVIEW_REJECTED,))
    for body in ({}, {"application": ""}, {"application": "ü"}, {**sample, "revision": 0},
                 {**sample, "measures": None}):
        portal.answer(portal.submit(body), (REJECTION,))
    for body in ("hello", "[]", "null", json.dumps(sample)):
        portal.answer(portal.publish(body), (REJECTION,))
    answers += portal.collect(1)
    return answers


def test_all_kinds_are_published(published):
    counts = collections.Counter(answer.type for answer in published)
    assert set(counts) == {DECISION, REJECTION, OPENED, CLOSED, REVIEW_REJECTED}, counts


def test_all_are_valid(published):
    faults = [f"{answer.type}: {fault}" for answer in published
              for fault in schemas.faults("event", schemas.loads(answer.body))]
    assert faults == []


def test_the_schema_is_named(published):
    for answer in published:
        assert answer.event["dataschema"] == schemas.ALL[answer.type]["$id"]


def test_a_portals_event_is_valid_and_one_of_another_kind_is_not():
    data = json.loads(SAMPLES[0].read_text())
    event = {"specversion": "1.0", "id": "1", "source": "portal", "type": "rebated.application.submitted.v1",
             "data": data, "partitionkey": "extension attributes are let through"}
    assert schemas.faults("event", event) == []
    for change in ({"specversion": "0.3"}, {"id": ""}, {"source": 1}, {"type": "com.example.other"}, {"data": None},
                   {"data": {**data, "revision": 0}}, {"type": DECISION}):
        assert schemas.faults("event", {**event, **change}) != [], change
