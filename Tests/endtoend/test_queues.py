"""The queues that `rebated topology apply` makes, as a portal and a reviewer find them: nobody else listens."""

import json

import house

SAMPLES = house.REPOSITORY / "Deploy/samples"


def next_message(portal, queue, seconds=30):
    portal.answers.clear()
    portal.collect(seconds, lambda answers: answers, queue=queue)
    assert portal.answers, f"nothing in {queue}:\n" + "\n".join(w.log[-2000:] for w in portal.system.workers)
    return portal.answers[0]


def test_a_task_goes_to_the_programs_reviewers_and_their_answer_to_the_portal(system):
    worker = system.worker()
    portal = system.portal(collects=False)
    trace = portal.submit(json.loads((SAMPLES / "worcester-low-income-boiler.json").read_text()),
                          program="worcester-energy")
    decision = next_message(portal, "rebated.decisions.guest")
    assert decision.routing_key == "decision.in_review.worcester-energy.guest"
    assert (decision.trace, decision.properties.correlation_id) == (trace, "WE-2026-0311")
    assert decision.properties.delivery_mode == 2
    assert decision.properties.content_type == "application/cloudevents+json"
    assert decision.event["id"] == decision.properties.message_id

    task = next_message(portal, "rebated.tasks.worcester-energy")
    assert task.type == "rebated.task.opened.v1"
    assert task.routing_key == "opened.final-determination.worcester-energy"
    assert [task.data["task"]] == [open_task["task"] for open_task in decision.data["tasks"]]

    portal.submit({"task": task.data["task"], "outcome": "approve", "reviewer": "r-7"}, program="worcester-energy",
                  kind="completed")
    assert next_message(portal, "rebated.tasks.worcester-energy").data["reason"] == "completed"
    final = next_message(portal, "rebated.decisions.guest")
    assert (final.data["status"], final.data["total"]) == ("approved", "5000.00")
    assert worker.terminate() == 0


def test_a_submission_without_a_user_is_answered_on_the_queue_of_nobody(system):
    system.worker()
    portal = system.portal(collects=False)
    portal.submit({"application": "N-1"}, user=None)
    answer = next_message(portal, "rebated.decisions.-")
    assert answer.routing_key == "rejected.-.-"
    assert answer.data["application"] == "N-1"


def test_what_no_queue_takes_is_published_again_at_the_next_start(system):
    portal = system.portal(collects=False)
    worker = system.worker()
    portal.channel.queue_unbind("rebated.decisions.guest", house.DECISIONS, "rejected.*.guest")
    portal.submit({"application": "N-2"})
    house.until(lambda: "rejected." in worker.log, 30, lambda: f"a word on it in the log:\n{worker.log}")
    house.until(lambda: not system.broker.queues(system.vhost).get(house.APPLICATIONS), 30, "it is acknowledged")
    assert worker.terminate() == 0
    portal.channel.queue_bind("rebated.decisions.guest", house.DECISIONS, "rejected.*.guest")
    system.worker()
    assert next_message(portal, "rebated.decisions.guest").data["application"] == "N-2"
