"""Many workers, few customers: whoever comes first, the limits hold, and nobody is served twice."""

import copy
import random
import sqlite3
import time

import pytest

import material

pytestmark = pytest.mark.faults
each_ledger = pytest.mark.parametrize("ledger", ["sqlite", "postgres"], indirect=True)


@each_ledger
@pytest.mark.parametrize("identity", ["one message id", "different message ids"])
def test_handed_in_twice_at_once(trial, identity):
    """The same application for two workers that take one message each."""
    workers = [trial.worker("--prefetch=1", "--batch=1") for _ in range(2)]
    for number in range(60):
        data = material.competing(number)
        trial.send(data)
        if identity == "one message id":
            trial.repeat()
        else:
            trial.send(data)
    assert len(workers) == 2
    trial.prove(f"each application twice at once, {identity}, 2 workers")


@pytest.mark.parametrize("ledger, count", [("sqlite", 3), ("postgres", 8)], indirect=["ledger"])
def test_limits_bind_on_every_one(trial, count):
    """All applications are of three customers in two homes: every one meets a limit that another has just used."""
    def few(number):
        data = material.competing(number)
        data["customer"]["id"], data["site"]["id"] = f"C-{number % 3}", f"S-{number % 2}"
        return data
    # All of it waits when the workers come, so that they meet.
    feed = trial.feed_items(map(few, range(400)))
    feed.end()
    for _ in range(count):
        trial.worker("--batch=4", "--prefetch=8", ready=False)
    trial.recovering()
    trial.prove(f"{count} workers, 3 customers, 2 homes, one budget")
    assert trial.bound > 5, "no limit was ever met"
    if count == 8:
        idle = [worker for worker in trial.system.workers if '"decided"' not in worker.log]
        assert len(idle) < 4, f"{len(idle)} of 8 workers had nothing to do"


@each_ledger
def test_duplicates_and_disorder(trial):
    """20 % come twice or more, some in two revisions, in any order, to three workers."""
    chance = random.Random(7)
    pile = []
    for number in range(300):
        data = material.competing(number)
        pile += [data] * (chance.randint(2, 4) if number % 5 == 0 else 1)
        if number % 9 == 0:
            pile.append({**data, "revision": 2, "site": {**data["site"], "heating": "electric"}})
    chance.shuffle(pile)
    for _ in range(3):
        trial.worker("--batch=8", "--prefetch=24")
    trial.feed_items(pile)
    trial.prove("20 % duplicates, second revisions, any order, 3 workers")


def boiler(number):
    line = {"id": "m1", "measure": "heating-cooling", "cost": "8000.00", "other_incentives": "0.00",
            "units": [{"type": "water_boiler", "fuel": "gas", "afue": 95}]}
    return {"application": f"W-{number:04d}", "revision": 1, "program": "worcester-energy", "submitted_on": "2026-03-02",
            "customer": {"id": f"C-{number % 9}"}, "site": {"id": f"S-{number % 7}", "existing": True, "dwelling_units": 2},
            "measures": [line]}


@each_ledger
def test_reviews_and_withdrawals(trial):
    """Reviewers answer, applicants withdraw, some say it twice, and workers are killed all the while."""
    chance = random.Random(11)
    feed = trial.feed_items(map(boiler, range(120)), pace=60)
    workers = [trial.worker("--batch=8") for _ in range(2)]
    answered, withdrawn, kills = set(), set(), 0
    deadline = time.monotonic() + 60
    while feed.is_alive() or len(answered) + len(withdrawn - answered) < 120:
        assert time.monotonic() < deadline, f"only {len(answered)} tasks were opened\n" + workers[0].log[-2000:]
        for answer in list(trial.collector.answers):
            if answer.type == "rebated.task.opened.v1" and answer.data["application"] not in answered:
                identity = answer.data["application"]
                answered.add(identity)
                data = {"task": answer.data["task"], "outcome": chance.choice(["approve", "approve", "deny"]),
                        "reviewer": "m.ortiz"}
                trial.mail.outcomes["worcester-energy", identity, 1] = data
                trial.send(("completed", data))
                if chance.random() < 0.2:
                    trial.repeat()
                if chance.random() < 0.2:
                    withdrawn.add(identity)
                    trial.send(("withdrawn", {"program": "worcester-energy", "application": identity}))
        if kills < 12 and chance.random() < 0.3:
            which = chance.randrange(2)
            workers[which].kill()
            trial.recovering()
            kills += 1
            workers[which] = trial.worker("--batch=8", ready=False)
        time.sleep(0.05)
    trial.prove(f"{len(answered)} reviews, {len(withdrawn)} withdrawals, {kills} times SIGKILL")


def test_the_proof_sees_faults(trial):
    """What is held against every scenario would show each kind of damage: tried by doing it."""
    trial.submit(range(80))
    trial.worker()
    trial.prove("nothing: the proof is given something to find")
    trial.budget = "30000.00"
    with pytest.raises(AssertionError, match="the oracle says"):
        trial._hold([])
    trial.budget = "45000.00"
    never = trial.mail.content["efficiency-works", "A-99999", 1] = "{}"
    trial.mail.traces["efficiency-works", "A-99999", 1] = ["t"]
    with pytest.raises(AssertionError, match="1 lost"):
        trial._hold([])
    del trial.mail.traces["efficiency-works", "A-99999", 1]
    again = copy.copy(next(answer for answer in trial.collector.answers if answer.key))
    again.identity = never
    trial.collector.answers.append(again)
    with pytest.raises(AssertionError, match="1 doubled"):
        trial._hold([])
    trial.collector.answers.pop()
    again = copy.copy(trial.collector.answers[0])
    again.digest = b""
    trial.collector.answers.append(again)
    with pytest.raises(AssertionError, match="copies that differ"):
        trial._hold([])
    trial.collector.answers.pop()
    trial._hold([])
    with sqlite3.connect(trial.system.ledger.file) as ledger:
        ledger.execute("update balance set cents = cents + 1")
    with pytest.raises(AssertionError, match="PROBLEM"):
        trial._hold([])
