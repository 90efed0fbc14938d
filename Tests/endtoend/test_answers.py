"""A reviewer's answer that comes again is told the same again; one that comes too late is refused."""

import json

import house

SAMPLE = house.REPOSITORY / "Deploy/samples/worcester-low-income-boiler.json"
TYPES = ["rebated.task.closed.v1", "rebated.decision.made.v1", "rebated.review.rejected.v1"]


def envelope(identity, task, outcome):
    return json.dumps({
        "specversion": "1.0", "id": identity, "source": "desk-test", "type": "rebated.review.completed.v1",
        "time": "2026-03-02T09:15:04Z", "data": {"task": task, "outcome": outcome, "reviewer": "r-7"}})


def test_a_copy_of_an_answer_is_told_the_same_and_a_late_answer_is_refused(system):
    system.worker()
    portal = system.portal()
    portal.submit(json.loads(SAMPLE.read_text()), program="worcester-energy")
    portal.collect(30, lambda answers: len(answers) >= 2)
    task = next(a for a in portal.answers if a.type == "rebated.task.opened.v1").data["task"]

    def answer(identity, outcome="approve"):
        trace = portal.publish(envelope(identity, task, outcome), exchange=house.REVIEWS,
                               key="completed.worcester-energy")
        portal.collect(30, lambda answers: any(a.trace == trace and a.type in TYPES[1:] for a in answers))
        portal.collect(0.5)
        return {a.type: (a.properties.message_id, a.body, a.routing_key)
                for a in portal.answers if a.trace == trace}

    first = answer("v-1")
    assert set(first) == set(TYPES[:2])
    assert answer("v-1") == first, "the same ids and the same bytes"
    assert set(answer("v-2", "deny")) == {TYPES[2]}
    assert answer("v-1") == first
