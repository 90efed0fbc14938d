"""`rebated budget`: what a program has to give, who waits for it, and what is free given on to them."""

import json
import subprocess

import pytest

import house
import material

PROGRAM = "efficiency-works"

# Everything is tried with both kinds of ledger.
pytestmark = pytest.mark.parametrize("ledger", ["sqlite", "postgres"], indirect=True)


def pump(identity):
    """An application for 500.00."""
    return material.application(identity, customer=f"C-{identity}", site=f"S-{identity}")


def fan(identity):
    """An application for 275.00."""
    line = {"id": "m1", "measure": "whole-house-fan", "motorized_insulated_dampers": True, "units": [{}]}
    return material.application(identity, customer=f"C-{identity}", site=f"S-{identity}", measures=[line])


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


class Books:
    """A ledger without a broker: applications come by `rebated decide`."""

    def __init__(self, path):
        self.path = str(path)

    def run(self, *arguments, status=0, **options):
        done = subprocess.run([house.binary(), *arguments, "--ledger", self.path], capture_output=True, text=True,
                              timeout=60, **options)
        assert done.returncode == status, f"{arguments}: {done.returncode}: {done.stderr}{done.stdout}"
        return done.stdout + (done.stderr if status else "")

    def decide(self, *items):
        return lines(self.run("decide", input="\n".join(json.dumps(item) for item in items)))

    def show(self):
        return json.loads(self.run("budget", "show", PROGRAM, "--json"))

    def release(self, *options):
        return lines(self.run("budget", "release", PROGRAM, "--json", *options))


@pytest.fixture
def books(ledger):
    return Books(ledger)


@pytest.fixture
def system(broker, tmp_path, ledger):
    system = house.System(broker, tmp_path, ledger)
    yield system
    system.close()


def test_a_budget_is_set_and_shown(books):
    told = books.run("budget", "set", PROGRAM, "1200")
    assert "none → 1200.00" in told and "set by " in told
    assert "already" in books.run("budget", "set", PROGRAM, "1200.00")
    first, second, third = books.decide(pump("A-1"), pump("A-2"), pump("A-3"))
    assert [d["status"] for d in (first, second, third)] == ["approved", "approved", "waitlisted"]
    state = books.show()
    assert (state["budget"], state["awarded"], state["reserved"], state["left"]) == ("1200.00", "1000.00", "0.00", "200.00")
    assert state["waiting"] == 1
    assert [(w["place"], w["application"], w["needs"]) for w in state["waitlist"]] == [(1, "A-3", "500.00")]
    assert state["waitlist"][0]["waiting_since"] == third["decided_at"]
    shown = books.run("budget", "show", PROGRAM)
    assert "A-3" in shown and "1 application waits" in shown and "200.00" in shown
    everything = books.run("budget", "show")
    assert PROGRAM in everything and "1200.00" in everything
    lowered = books.run("budget", "set", PROGRAM, "900")
    assert "100.00 more than that is promised or paid" in lowered and "budget release" in lowered
    assert "900.00 → none" in books.run("budget", "set", PROGRAM, "none")
    assert books.show()["budget"] is None


def test_what_is_wrong_is_told(books, tmp_path):
    unknown = books.run("budget", "set", "efficiency-wroks", "1", status=64)
    assert "no known program" in unknown and PROGRAM in unknown
    assert "no amount" in books.run("budget", "set", PROGRAM, "12.5", status=64)
    assert "no amount" in books.run("budget", "set", PROGRAM, "lots", status=64)
    books.path = str(tmp_path / "missing")
    assert "there is no ledger" in books.run("budget", "show", status=64)
    assert "there is no ledger" in books.run("budget", "release", PROGRAM, status=64)


def test_a_release_offers_the_oldest_first_and_goes_past_who_does_not_fit(books):
    books.run("budget", "set", PROGRAM, "0")
    books.decide(pump("A-1"), fan("A-2"), pump("A-3"), fan("A-4"))
    books.run("budget", "set", PROGRAM, "600.00")
    strict = books.release("--dry-run", "--strict")
    assert [(i["application"], i["status"]) for i in strict] == [("A-1", "approved"), ("A-2", "waitlisted")]
    assert books.show()["waiting"] == 4, "a dry run changes nothing"
    books.run("budget", "set", PROGRAM, "300.00")
    assert [i["status"] for i in books.release("--strict")] == ["waitlisted"]
    assert [(i["application"], i["status"]) for i in books.release("--dry-run", "--limit", "1")] == [
        ("A-1", "waitlisted"), ("A-2", "approved")]
    assert [(i["application"], i["status"]) for i in books.release()] == [
        ("A-1", "waitlisted"), ("A-2", "approved"), ("A-3", "waitlisted"), ("A-4", "waitlisted")]
    waits = books.release()[0]
    assert (waits["needs"], waits["left"]) == ("500.00", "25.00")
    assert [w["application"] for w in books.show()["waitlist"]] == ["A-1", "A-3", "A-4"]
    told = books.run("budget", "release", PROGRAM)
    assert "still waits: needs 500.00, 25.00 left" in told and "0 decided anew" in told


def test_what_a_withdrawal_frees_goes_on_as_a_new_application_would_get_it(books, tmp_path):
    books.run("budget", "set", PROGRAM, "1000")
    books.decide(pump("A-1"), pump("A-2"), pump("A-3"), pump("A-4"))
    books.decide({"withdrawn": {"program": PROGRAM, "application": "A-1"}})
    told = books.run("budget", "release", PROGRAM)
    assert "A-3  approved  500.00" in told and "A-4  still waits" in told
    assert "a running worker publishes" in told
    (offered,) = books.decide(pump("A-3"))
    # The same by a fresh submission at the same point, in a ledger of its own.
    other = Books(tmp_path / "other.sqlite")
    other.run("budget", "set", PROGRAM, "1000")
    other.decide(pump("A-2"))
    (fresh,) = other.decide(pump("A-3"))
    assert {**offered, "decided_at": ""} == {**fresh, "decided_at": ""}
    books.run("ledger", "verify")


def test_a_long_waitlist_is_released_batch_by_batch_and_never_beyond_the_budget(books):
    books.run("budget", "set", PROGRAM, "0")
    books.decide(*[pump(f"L-{number}") for number in range(230)])
    books.run("budget", "set", PROGRAM, "60000")
    settled = books.release()
    assert [i["application"] for i in settled] == [f"L-{number}" for number in range(230)]
    assert [i["status"] for i in settled] == ["approved"] * 120 + ["waitlisted"] * 110
    state = books.show()
    assert (state["awarded"], state["left"], state["waiting"]) == ("60000.00", "0.00", 110)


def test_a_running_worker_publishes_what_a_release_decided(system):
    worker = system.worker("--budget", f"{PROGRAM}=500")
    portal = system.portal()
    for identity in ("A-1", "A-2"):
        portal.submit(pump(identity))
    portal.collect(30, lambda answers: len(answers) >= 2)
    assert sorted(a.data["status"] for a in portal.answers) == ["approved", "waitlisted"]
    waiting = next(a for a in portal.answers if a.data["status"] == "waitlisted")
    system.rebated("budget", "set", PROGRAM, "1000")
    identity = waiting.data["application"]
    assert f"{identity}  approved  500.00" in system.rebated("budget", "release", PROGRAM)
    portal.collect(30, lambda answers: len(answers) >= 3)
    offered = portal.answers[2]
    assert (offered.data["application"], offered.data["status"]) == (identity, "approved")
    assert (offered.trace, offered.routing_key) == (waiting.trace, f"decision.approved.{PROGRAM}.guest")
    assert offered.properties.message_id != waiting.properties.message_id
    # The portal asks again, and is told what stands now.
    again = portal.submit(pump(identity))
    assert portal.answer(again, ["rebated.decision.made.v1"]).body == offered.body
    assert "nobody waits" in system.rebated("budget", "release", PROGRAM)
    assert worker.terminate() == 0


def test_without_a_worker_the_outbox_is_published_by_hand(system):
    worker = system.worker("--budget", f"{PROGRAM}=0")
    portal = system.portal()
    portal.submit(pump("A-1"))
    portal.collect(30, lambda answers: answers)
    assert worker.terminate() == 0
    system.rebated("budget", "set", PROGRAM, "none")
    system.rebated("budget", "release", PROGRAM)
    assert "1 pending" in system.rebated("outbox", "list")
    assert "1 published, 0 returned" in system.rebated("outbox", "publish")
    portal.collect(30, lambda answers: len(answers) >= 2)
    assert portal.answers[1].data["status"] == "approved"
    assert "0 pending, 0 returned" in system.rebated("outbox", "list")


def test_releases_beside_workers_never_give_more_than_the_budget(system):
    count = 120
    workers = [system.worker(), system.worker()]
    system.rebated("budget", "set", PROGRAM, "10000")
    portal = system.portal()
    for number in range(count):
        portal.submit(pump(f"R-{number}"))
    budget = 10_000
    while budget < 40_000:
        budget += 10_000
        system.rebated("budget", "set", PROGRAM, str(budget))
        both = [subprocess.Popen([house.binary(), "budget", "release", PROGRAM], env=system.environment(),
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
        portal.submit({"program": PROGRAM, "application": f"R-{budget // 1000}"}, kind="withdrawn")
        for process in both:
            told, _ = process.communicate(timeout=60)
            assert process.returncode == 0, told
        state = json.loads(system.rebated("budget", "show", PROGRAM, "--json"))
        assert float(state["left"]) >= 0, state
    house.until(lambda: not system.broker.queues(system.vhost).get(house.APPLICATIONS), 60, "all are decided")
    system.rebated("budget", "release", PROGRAM)
    state = json.loads(system.rebated("budget", "show", PROGRAM, "--json"))
    assert (state["left"], state["awarded"]) == ("0.00", "40000.00") and state["waiting"] == count - 3 - 80
    system.rebated("ledger", "verify")
    # Whoever was told last that they get something does: 80 of them, and nobody twice under one id.
    house.until(lambda: "0 pending" in system.rebated("outbox", "list"), 30, "all is published")
    portal.collect(5)
    told = {}
    for answer in portal.answers:
        assert told.setdefault(answer.properties.message_id, answer.body) == answer.body
    last = {}
    for answer in portal.answers:
        identity = answer.data["application"]
        if identity not in last or answer.data["decided_at"] >= last[identity].data["decided_at"]:
            last[identity] = answer
    assert sum(answer.data["status"] == "approved" for answer in last.values()) in range(80, 84)
    assert all(worker.terminate() == 0 for worker in workers)
