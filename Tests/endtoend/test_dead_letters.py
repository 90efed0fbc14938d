"""`rebated dead-letters`: looking takes nothing away, replaying loses nothing, dropping keeps what was asked for."""

import json
import signal
import stat
import subprocess
import time

import pika
import pytest

import house
import material


def run(system, *arguments, status=0, url=None):
    environment = system.environment()
    if url:
        environment["REBATED_BROKER"] = url
    done = subprocess.run([house.binary(), "dead-letters", *arguments], env=environment, capture_output=True, text=True,
                          timeout=120)
    assert done.returncode == status, f"{arguments}: {done.returncode}: {done.stderr}{done.stdout}"
    return done.stdout + done.stderr


def letters(system, *options):
    return [json.loads(line) for line in run(system, "list", "--all", "--json", *options).splitlines()]


def application(identity):
    return material.application(identity, customer=f"C-{identity}", site=f"S-{identity}")


def set_aside(portal, identity, reason="ledger-fault", key="submitted.efficiency-works", exchange=house.APPLICATIONS,
              body=None, **headers):
    """Publishes what a worker would have set aside."""
    story = {"x-reason": reason, "x-problem": "the ledger fails on this message alone: a test",
             "x-set-aside-at": "2026-03-02T09:15:04Z", "x-from-exchange": exchange, "x-from-routing-key": key,
             "x-from-queue": house.APPLICATIONS, "x-deliveries": 3, "x-from-user": "guest", **headers}
    portal.publish(body or json.dumps(application(identity)), key=key, exchange=house.DEAD, headers=story, user=None,
                   content_type="application/json", message_id=f"m-{identity}", correlation_id=identity,
                   type="rebated.application.submitted.v1", app_id="portal-test")


def ready(system, queue):
    return system.broker.queues(system.vhost).get(queue, (0, 0))[0]


def waits(system, queue, count):
    house.until(lambda: ready(system, queue) == count, 20,
                lambda: f"{count} in {queue}: {system.broker.queues(system.vhost)}")


@pytest.fixture
def portal(system):
    system.rebated("budget", "set", "efficiency-works", "none")
    return system.portal(collects=False)


def test_looking_takes_nothing_away_and_keeps_the_order(system, portal):
    for number in range(12):
        set_aside(portal, f"D-{number}", reason=["ledger-fault", "kills-workers"][number % 3 == 0])
    listed = letters(system)
    assert [letter["application"] for letter in listed] == [f"D-{number}" for number in range(12)]
    assert letters(system) == listed, "the same again"
    assert len({letter["id"] for letter in listed}) == 12
    told = run(system, "list", "--examples", "2")
    assert told.index("ledger-fault  8") < told.index("kills-workers  4"), "the largest group first"
    assert "12 letters" in told and "efficiency-works 8" in told and listed[1]["id"][:12] in told
    assert [letter["application"] for letter in letters(system, "--reason", "kills-workers")] == [
        "D-0", "D-3", "D-6", "D-9"]

    shown = run(system, "show", listed[4]["id"][:8])
    for text in ("ledger-fault: the ledger fails", "2026-03-02T09:15:04Z", "exchange rebated.applications", "m-D-4",
                 "delivered 3 times", "x-from-queue: rebated.applications"):
        assert text in shown, shown
    for text in material.PERSONAL:
        assert text not in shown + told
    whole = run(system, "show", listed[4]["id"], "--body")
    assert material.PERSONAL[0] in whole and '"application": "D-4"' in whole
    assert "there is no dead letter" in run(system, "show", "0" * 12, status=1)
    waits(system, house.DEAD, 12)
    assert [json.loads(a.body)["application"] for a in portal.take_all(house.DEAD)] == [f"D-{n}" for n in range(12)]


def test_what_the_broker_set_aside_itself_is_understood(system, portal):
    portal.submit(application("B-1"), bare=True)
    method, _, _ = portal.channel.basic_get(house.APPLICATIONS)
    portal.channel.basic_reject(method.delivery_tag, requeue=False)
    waits(system, house.DEAD, 1)
    (letter,) = letters(system)
    assert (letter["reason"], letter["queue"], letter["program"]) == (
        "rejected", house.APPLICATIONS, "efficiency-works")
    system.worker()
    run(system, "replay", letter["id"], "--yes")
    answers = portal.collect(30, lambda answers: answers, queue="rebated.decisions.guest")
    assert answers[0].data["status"] == "approved"
    assert letters(system) == []


def test_a_poison_message_goes_again_to_the_portal_that_sent_it(system, portal):
    broker = system.broker
    broker.ctl("add_user", "city", "city")
    broker.ctl("set_permissions", "-p", system.vhost, "city", ".*", ".*", ".*")
    system.rebated("topology", "apply", "--portal", "city")
    url, system.url = system.url, system.url.replace("guest:guest", "city:city")
    city = system.portal(user="city", collects=False)
    system.url = url
    trace = city.submit(application("P-1"))
    city.submit({"application": "P-2"})
    for _ in range(12):
        tags = [city.channel.basic_get(house.APPLICATIONS)[0].delivery_tag for _ in range(2)]
        city.channel.basic_nack(max(tags), multiple=True, requeue=True)
    worker = system.worker()
    waits(system, house.DEAD, 2)
    assert worker.terminate() == 0
    assert {letter["reason"] for letter in letters(system)} == {"delivered-too-often"}

    file = str(system.folder / "selection")
    told = run(system, "replay", "--reason", "delivered-too-often", "--selection", file)
    assert "would be approved, 500.00" in told and "would be rejected: " in told and "customer.id" in told
    assert "nothing was done" in told
    assert "is there already" in run(system, "replay", "--all", "--selection", file, status=64)
    assert len(letters(system)) == 2
    system.worker()
    assert "2 sent again" in run(system, "replay", "--selection", file, "--yes")
    city.collect(30, lambda answers: len(answers) >= 2, queue="rebated.decisions.city")
    decided, rejected = sorted(city.answers, key=lambda answer: answer.routing_key)
    assert (decided.routing_key, decided.trace) == ("decision.approved.efficiency-works.city", trace)
    assert rejected.routing_key == "rejected.-.city"
    history = run(system, "history")
    assert "dead-letters replay" in history and "2 letters" in history and "delivered-too-often 2" in history
    broker.ctl("delete_user", "city")


def test_only_what_was_chosen_goes_and_only_once_it_is_fixed(system, portal):
    for number in range(6):
        set_aside(portal, f"C-{number}")
    ids = [letter["id"] for letter in letters(system)]
    for wrong in (["--all"], ["--reason", "ledger-fault"], ["--program", "efficiency-works"]):
        assert "must be fixed" in run(system, "replay", *wrong, "--yes", status=64)
    assert "name letters" in run(system, "replay", status=64)
    assert "there is no dead letter" in run(system, "replay", "0" * 12, "--yes", status=1)
    assert run(system, "history") == "", "nothing was done, nothing is recorded"
    assert "no id of a dead letter" in run(system, "replay", "xyz", status=64)
    told = run(system, "replay", ids[1][:10], ids[4], "--yes")
    assert "2 sent again, 0 stayed" in told
    assert [letter["application"] for letter in letters(system)] == ["C-0", "C-2", "C-3", "C-5"]
    sent = portal.take_all(house.APPLICATIONS)
    assert [json.loads(a.body)["application"] for a in sent] == ["C-1", "C-4"]
    for answer in sent:
        headers = answer.properties.headers
        assert (headers["x-replayed"], headers["x-from-user"], answer.properties.user_id) == (1, "guest", "guest")
        assert not {"x-reason", "x-problem", "x-set-aside-at", "x-deliveries", "x-from-queue"} & set(headers)
        assert answer.routing_key == "submitted.efficiency-works" and answer.properties.delivery_mode == 2
    # Gone meanwhile: told, and no reason to stop.
    assert "there is no dead letter" in run(system, "replay", ids[1], ids[2], "--yes", status=1)
    assert [letter["application"] for letter in letters(system)] == ["C-0", "C-3", "C-5"]


def test_what_no_queue_takes_stays_where_it_is(system, portal):
    set_aside(portal, "U-1", key="odd.efficiency-works")
    set_aside(portal, "U-2")
    set_aside(portal, "U-3", exchange="no.such.exchange")
    ids = [letter["id"] for letter in letters(system)]
    told = run(system, "replay", *ids, "--yes", status=1)
    assert "1 sent again, 2 stayed" in told
    assert "stays: no queue takes it (312" in told and "no.such.exchange" in told
    assert [letter["application"] for letter in letters(system)] == ["U-1", "U-3"]
    assert ready(system, house.APPLICATIONS) == 1


@pytest.mark.faults
@pytest.mark.parametrize("moment", [0.02, 0.2])
def test_a_replay_that_is_killed_loses_nothing(system, portal, moment):
    count = 600
    for number in range(count):
        set_aside(portal, f"K-{number}")
    file = str(system.folder / "selection")
    run(system, "replay", "--all", "--selection", file)
    process = subprocess.Popen([house.binary(), "dead-letters", "replay", "--selection", file, "--yes"],
                               env=system.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with house.Portal(system, collects=False) as watcher:
        def began():
            return watcher.channel.queue_declare(house.APPLICATIONS, passive=True).method.message_count
        house.until(lambda: began() or process.poll() is not None, 30, "the first is sent again")
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    house.until(lambda: sum(q[1] for q in system.broker.queues(system.vhost).values()) == 0, 30, "all is given back")
    left = [letter["application"] for letter in letters(system)]
    sent = ready(system, house.APPLICATIONS)
    assert count <= len(left) + sent <= count + 2 * 64, "a copy perhaps, never a loss"

    run(system, "replay", "--selection", file, "--yes", status=1 if len(left) < count else 0)
    assert letters(system) == []
    told = [json.loads(a.body)["application"] for a in portal.take_all(house.APPLICATIONS)]
    assert set(told) == {f"K-{number}" for number in range(count)}
    history = run(system, "history")
    assert history.count("begun") == 2 and history.count("ended") == (1 if left else history.count("ended"))


def test_what_is_dropped_is_kept_in_a_file_first(system, portal):
    for number in range(3):
        set_aside(portal, f"X-{number}")
    set_aside(portal, "X-3", body=b"\xff\x00 no text")
    assert "4 letters; nothing was done" in run(system, "drop", "--all")
    assert len(letters(system)) == 4
    ids = [letter["id"] for letter in letters(system)]
    kept = system.folder / "kept.jsonl"
    assert "2 dropped" in run(system, "drop", ids[0], ids[3], "--yes", "--to", str(kept))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    first, last = [json.loads(line) for line in kept.read_text().splitlines()]
    assert json.loads(first["body"]) == application("X-0") and first["id"] == ids[0]
    assert first["headers"]["x-reason"] == "ledger-fault" and first["properties"]["message_id"] == "m-X-0"
    assert last["body_base64"] and "body" not in last
    assert [letter["application"] for letter in letters(system)] == ["X-1", "X-2"]
    assert "is there already" in run(system, "drop", ids[1], "--yes", "--to", str(kept), status=64)
    history = run(system, "history", "--json")
    latest = json.loads(history.splitlines()[0])
    assert latest["action"] == "dead-letters drop" and latest["by"] and latest["detail"]["letters"] == 2
    assert latest["detail"]["reasons"] == {"ledger-fault": 2}
    for text in [*material.PERSONAL, "C-X-0"]:
        assert text not in history


def test_large_letters_are_looked_at_a_few_at_a_time(system, portal):
    for number in range(60):
        set_aside(portal, f"L-{number}", body=json.dumps(application(f"L-{number}")) + " " * (1 << 20))
    assert "60 letters" in run(system, "list")
    told = run(system, "replay", "--all")
    assert told.count("would be approved, 500.00") == 60
    assert [letter["application"] for letter in letters(system)] == [f"L-{number}" for number in range(60)]


def test_nothing_there_and_no_broker(system, portal):
    assert "0 letters" in run(system, "list")
    told = run(system, "list", status=69, url="amqp://guest:guest@127.0.0.1:1/")
    assert "rebated: " in told
    portal.channel.queue_delete(house.DEAD)
    assert "topology apply" in run(system, "list", status=69)
