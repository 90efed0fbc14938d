"""`rebated outbox`: what is decided and not yet with the broker."""

import json
import subprocess

import pytest

import house
import material

# Everything is tried with both kinds of ledger.
pytestmark = pytest.mark.parametrize("ledger", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def system(broker, tmp_path, ledger):
    system = house.System(broker, tmp_path, ledger)
    yield system
    system.close()


def run(system, *arguments, status=0):
    done = subprocess.run([house.binary(), *arguments], env=system.environment(), capture_output=True, text=True,
                          timeout=60)
    assert done.returncode == status, f"{arguments}: {done.returncode}: {done.stderr}{done.stdout}"
    return done.stdout + done.stderr


def events(system, *options):
    return [json.loads(line) for line in run(system, "outbox", "list", "--json", *options).splitlines()]


def unroutable(system, count=3):
    """A worker has decided applications whose portal has no queue; it has ended."""
    portal = system.portal(collects=False)
    portal.channel.queue_unbind("rebated.decisions.guest", house.DECISIONS, "decision.*.*.guest")
    worker = system.worker()
    for number in range(count):
        portal.submit(material.application(f"O-{number}", customer=f"C-{number}", site=f"S-{number}"))
    house.until(lambda: len(events(system, "--returned")) == count, 30, lambda: worker.log[-2000:])
    assert worker.terminate() == 0
    return portal


def test_a_returned_event_is_listed_and_published_once_its_queue_is_bound(system):
    portal = unroutable(system)
    listed = events(system)
    assert {event["application"] for event in listed} == {"O-0", "O-1", "O-2"}
    for event in listed:
        assert event["exchange"] == house.DECISIONS and event["type"] == "rebated.decision.made.v1"
        assert event["routing_key"] == "decision.approved.efficiency-works.guest" and "312" in event["returned"]
    told = run(system, "outbox", "list")
    assert "returned: 312" in told and "0 pending, 3 returned" in told

    assert "0 published, 0 returned" in run(system, "outbox", "publish"), "returned ones only on demand"
    told = run(system, "outbox", "publish", "--returned", status=1)
    assert "0 published, 3 returned" in told
    assert [event["id"] for event in events(system, "--returned")] == [event["id"] for event in listed]

    portal.channel.queue_bind("rebated.decisions.guest", house.DECISIONS, "decision.*.*.guest")
    assert "3 published, 0 returned" in run(system, "outbox", "publish", "--returned")
    assert events(system) == []
    published = portal.take_all("rebated.decisions.guest")
    assert {answer.properties.message_id for answer in published} == {event["id"] for event in listed}
    assert len(published) == 3


def test_two_at_once_and_a_worker_publish_each_event_once(system):
    portal = unroutable(system, count=40)
    portal.channel.queue_bind("rebated.decisions.guest", house.DECISIONS, "decision.*.*.guest")
    system.worker(ready=False)
    both = [subprocess.Popen([house.binary(), "outbox", "publish", "--returned"], env=system.environment(),
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    for process in both:
        told, _ = process.communicate(timeout=60)
        assert process.returncode == 0, told
    portal.collect(30, lambda answers: len(answers) >= 40, queue="rebated.decisions.guest")
    house.until(lambda: events(system) == [], 30, "the outbox is empty")
    portal.answers += portal.take_all("rebated.decisions.guest")
    assert len(portal.answers) == len({answer.properties.message_id for answer in portal.answers}) == 40


def test_an_exchange_that_is_missing_is_told_and_loses_nothing(system):
    portal = unroutable(system)
    portal.channel.exchange_delete(house.DECISIONS)
    told = run(system, "outbox", "publish", "--returned", status=1)
    assert "rebated.decisions" in told and "404" in told
    assert len(events(system)) == 3


def test_without_a_broker_nothing_is_lost(system):
    unroutable(system)
    system.url = "amqp://guest:guest@127.0.0.1:1/"
    assert "127.0.0.1:1" in run(system, "outbox", "publish", "--returned", status=69)
    assert len(events(system, "--returned")) == 3
