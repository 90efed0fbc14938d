"""SIGTERM finishes what is in hand and loses nothing; a second start has nothing to repair."""

import time

import house
import material

COUNT = 3000


def test_a_worker_under_load_drains_and_ends_well(system):
    portal = system.portal()
    for number in range(COUNT):
        portal.submit(material.application(f"D-{number}", customer=f"C-{number}", site=f"S-{number}"))
    # Few in hand, so that the worker is never done before it is told to stop.
    worker = system.worker("--drain=20s", "--prefetch=200", ready=False)
    house.until(lambda: portal.collect(0.05), 60, "the first decision")
    began = time.monotonic()
    assert worker.terminate() == 0, worker.log[-3000:]
    assert time.monotonic() - began < 20
    left = system.broker.queues(system.vhost).get(house.APPLICATIONS, (0, 0))
    assert left[1] == 0, "unacknowledged messages after an orderly stop"
    assert left[0] > 0, "the worker was too fast for this test: send more"

    portal.answers += portal.take_all(portal.queue)
    assert decided(portal) == (COUNT - left[0], COUNT - left[0]), "what was acknowledged is decided, and nothing else"

    system.worker()
    portal.collect(60, lambda answers: len(answers) >= COUNT)
    assert decided(portal) == (COUNT, COUNT)


def decided(portal):
    """(answers, different ones among them)"""
    return len(portal.answers), len({answer.properties.message_id for answer in portal.answers})


def test_an_idle_worker_ends_at_once(system):
    worker = system.worker()
    began = time.monotonic()
    assert worker.terminate() == 0, worker.log
    assert time.monotonic() - began < 5
