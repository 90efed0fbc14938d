"""Bad input at the doors that are queues: an exact answer, and no effect. (Rubbish of all kinds: test_faults_storm.)"""

import json

import pytest

import house
import material

WORCESTER = json.loads((house.REPOSITORY / "Deploy/samples/worcester-low-income-boiler.json").read_text())
DECIDED, REJECTED = "rebated.decision.made.v1", "rebated.application.rejected.v1"
REFUSED, CLOSED = "rebated.review.rejected.v1", "rebated.task.closed.v1"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def portal(shared_system):
    shared_system.worker("--trusted-users=nobody-else")
    with house.Portal(shared_system) as portal:
        yield portal


def review(portal, identity):
    """An application in review; its task."""
    application = {**WORCESTER, "application": identity, "customer": {"id": identity},
                   "site": {**WORCESTER["site"], "id": identity}}
    trace = portal.submit(application, program="worcester-energy")
    decision = portal.answer(trace, [DECIDED]).data
    assert decision["status"] == "in_review"
    return decision["tasks"][0]["task"]


def test_an_application_of_50_mib_is_answered_with_its_size(portal):
    body = json.dumps({**material.application("B-1"), "note": "x" * (50 << 20)})
    trace = portal.publish(body, content_type="application/json", type="rebated.application.submitted.v1")
    answer = portal.answer(trace, [REJECTED], seconds=60)
    assert f"the message has {len(body)} bytes" in answer.data["errors"][0]["problem"]


@pytest.mark.parametrize("content_type,body", [
    ("text/csv", b"application,revision\nB-2,1\n"), ("application/xml", b"<application>B-2</application>"),
    ("application/x-www-form-urlencoded", b"application=B-2"), ("application/cloudevents+json", b"\x1f\x8b\x08\x00"),
])
def test_what_is_no_json_is_told_whatever_it_calls_itself(portal, content_type, body):
    trace = portal.publish(body, content_type=content_type)
    assert "not JSON" in portal.answer(trace, [REJECTED]).data["errors"][0]["problem"]


def test_bare_data_that_calls_itself_an_event_is_told_what_an_event_needs(portal):
    trace = portal.publish(json.dumps(material.application("B-3")), content_type="application/cloudevents+json")
    paths = [error["path"] for error in portal.answer(trace, [REJECTED]).data["errors"]]
    assert paths == ["specversion", "id", "source", "type", "data"]


def test_html_in_names_and_notes_is_text(portal):
    application = material.application("B-4", customer="B-4", site="B-4")
    application["customer"]["name"] = SCRIPT
    decided = portal.answer(portal.submit(application), [DECIDED])
    assert decided.data["status"] == "approved" and SCRIPT not in decided.body.decode()
    task = review(portal, "B-5")
    trace = portal.submit({"task": task, "outcome": "deny", "reviewer": "dana", "note": SCRIPT}, kind="completed",
                          program="worcester-energy")
    findings = portal.answer(trace, [DECIDED]).data["findings"]
    assert SCRIPT in [finding["message"] for finding in findings]


def test_a_reviewer_with_a_key_pattern_for_a_name_reaches_nobody_else(portal):
    task = review(portal, "B-6")
    trace = portal.submit({"task": task, "outcome": "maybe", "reviewer": "#"}, kind="completed",
                          program="worcester-energy")
    assert portal.answer(trace, [REFUSED]).routing_key == "rejected.#"


def test_a_replayed_outcome_is_told_nothing_new_and_another_under_its_id_has_no_effect(portal):
    task = review(portal, "B-7")
    trace = portal.submit({"task": task, "outcome": "approve", "reviewer": "dana"}, kind="completed",
                          program="worcester-energy")
    decided = portal.answer(trace, [DECIDED])
    body, options, _ = portal.last
    again = portal.publish(body, **options)
    assert portal.answer(again, [DECIDED]).event["id"] == decided.event["id"]
    # The same id with another answer: what is recorded stays.
    forged = portal.publish(body.replace('"approve"', '"deny"'), **options)
    assert portal.answer(forged, [DECIDED]).data["status"] == "approved"


@pytest.mark.parametrize("kind,exchange,key", [
    ("review.completed", house.APPLICATIONS, "submitted.worcester-energy"),
    ("decision.made", house.APPLICATIONS, "submitted.worcester-energy"),
    ("application.submitted", house.REVIEWS, "completed.worcester-energy"),
])
def test_a_message_at_the_wrong_door_is_turned_away(portal, kind, exchange, key):
    trace = portal.publish(json.dumps({"application": "B-8"}), content_type="application/json",
                           type=f"rebated.{kind}.v1", exchange=exchange, key=key)
    assert [error["path"] for error in portal.answer(trace, [REJECTED]).data["errors"]] == ["type"]


def test_what_is_put_straight_into_the_queue_has_no_key_to_differ_from(portal):
    application = material.application("B-9", customer="B-9", site="B-9")
    trace = portal.publish(json.dumps(application), content_type="application/json", exchange="",
                           key=house.APPLICATIONS, type="rebated.application.submitted.v1")
    assert portal.answer(trace, [DECIDED]).data["status"] == "approved"


def test_keys_that_differ_are_told_beside_all_other_problems(portal):
    wrong = {**WORCESTER, "application": "B-10", "measures": []}
    trace = portal.submit(wrong, program="efficiency-works")
    paths = [error["path"] for error in portal.answer(trace, [REJECTED]).data["errors"]]
    assert sorted(paths) == ["measures", "program"]
