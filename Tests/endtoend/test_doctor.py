"""`rebated doctor`: a sound system has no fault, and each planted fault is found, named and told with its cure."""

import contextlib
import http.server
import json
import os
import pathlib
import secrets
import socket
import sqlite3
import subprocess
import threading
import time

import pika
import pytest

import house

LIBRARIES = list(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
READY = {"ready": True, "checks": {"broker": {"ok": True}}, "draining": False, "safe_to_stop": False, "version": "0.1.0"}


class Answers(http.server.ThreadingHTTPServer):
    """What a worker says at /ready, by a server of the test's own: workers of others on this machine don't matter."""

    def __init__(self, answer):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = json.dumps(answer).encode()
                self.send_response(200 if answer["ready"] else 503)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass
        super().__init__(("127.0.0.1", 0), Handler)
        self.socket.settimeout(1)  # who is gone again before it is accepted holds nothing up
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class Findings:
    """What a run of the doctor found."""

    def __init__(self, done):
        assert done.returncode in (0, 1), done.stderr
        self.text, self.status = done.stdout + done.stderr, done.returncode
        report = json.loads(done.stdout)
        self.checks = {check["name"]: check for check in report["checks"]}
        assert len(self.checks) == len(report["checks"]), "two checks have one name"
        assert self.status == (0 if report["ok"] else 1)
        for check in report["checks"]:
            assert check["remedy"] or check["result"] in ("ok", "skipped"), check

    @property
    def faults(self):
        return {name for name, check in self.checks.items() if check["result"] == "fault"}

    def fault(self, name, *words):
        """The check found it, and says these words of it, of what to do among others."""
        check = self.checks[name]
        told = check["found"] + " -> " + (check["remedy"] or "")
        assert check["result"] == "fault", check
        for word in words:
            assert word in told, check
        return check


@pytest.fixture(scope="module")
def worker_site():
    with Answers(READY) as site:
        yield site


@pytest.fixture
def doctor(worker_site):
    def examine(system, *arguments, site=worker_site, before=(), **environment):
        command = [*before, house.binary(), "doctor", "--json", "--worker", site.url, *arguments]
        return Findings(subprocess.run(command, env=system.environment(**environment), capture_output=True, text=True,
                                       timeout=90))
    return examine


@pytest.fixture(scope="module")
def sound(shared_system):
    """A system at work: a worker, a decision, nothing wrong."""
    shared_system.worker()
    with shared_system.portal() as portal:
        portal.answer(portal.submit({"application": "D-1", "revision": 1, "program": "efficiency-works"}),
                      ["rebated.application.rejected.v1", "rebated.decision.made.v1"])
    return shared_system


@pytest.fixture(scope="module")
def management(broker):
    """The management API of the broker, for as long as this module runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    plugins = broker.folder / "enabled_plugins"
    before = plugins.read_text()
    plugins.write_text("[rabbitmq_management].\n")
    broker.eval(f'application:load(rabbitmq_management), '
                f'application:set_env(rabbitmq_management, tcp_config, [{{port, {port}}}, {{ip, "127.0.0.1"}}]), '
                f'rabbit_plugins:ensure("{plugins}").')
    yield f"http://127.0.0.1:{port}"
    plugins.write_text(before)
    broker.eval(f'rabbit_plugins:ensure("{plugins}").')


def channel_of(system):
    connection = house.connection(system)
    return connection, connection.channel()


def test_a_sound_system_has_no_fault(sound, doctor, management):
    found = doctor(sound, "--management", management)
    assert found.status == 0 and not found.faults, found.text
    expected = {
        "settings", "broker host", "broker port", "broker encryption", "broker login", "broker vhost",
        "broker heartbeat", "broker version", "broker alarms", "broker clock", "permission to consume",
        "permission to publish", "topology", "queue arguments", "policies", "bindings", "consumers", "backlog",
        "retry queues", "dead letters", "ledger", "ledger schema", "ledger writing", "ledger room", "ledger disk",
        "ledger log", "outbox", "portal queues", "journal", "rulebooks", "rulebook dates", "versions", "workers",
    }
    assert expected <= found.checks.keys(), expected - found.checks.keys()
    assert not [name for name in expected if found.checks[name]["result"] == "skipped"], found.text
    # It looked without changing anything, also into the queues.
    assert sound.broker.queues(sound.vhost) == {} or "rebated.dead" not in sound.broker.queues(sound.vhost)


def test_people_read_it_too(sound, worker_site):
    done = subprocess.run([house.binary(), "doctor", "--worker", worker_site.url], env=sound.environment(),
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout
    assert "\x1b" not in done.stdout
    assert "nothing is wrong" in done.stdout.splitlines()[-1]
    assert "guest:guest" not in done.stdout


def closed_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_a_broker_that_is_down(sound, doctor):
    found = doctor(sound, REBATED_BROKER=f"amqp://guest:s3cret@127.0.0.1:{closed_port()}/")
    found.fault("broker port", "refused", "systemctl start rabbitmq-server")
    assert found.checks["topology"]["result"] == "skipped" and found.checks["ledger"]["result"] == "ok"
    assert "s3cret" not in found.text


def test_a_wrong_password_and_a_missing_vhost(sound, doctor):
    found = doctor(sound, REBATED_BROKER=sound.url.replace("guest:guest", "guest:s3cret"))
    found.fault("broker login", "ACCESS_REFUSED", "rabbitmqctl change_password guest")
    assert found.checks["broker port"]["result"] == "ok" and "s3cret" not in found.text
    found = doctor(sound, REBATED_BROKER=sound.broker.url("nowhere"))
    found.fault("broker vhost", "nowhere", "rabbitmqctl add_vhost 'nowhere'")
    assert found.checks["broker login"]["result"] == "ok"


def test_a_broker_that_hangs_does_not_hang_the_doctor(sound, doctor):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        started = time.monotonic()
        found = doctor(sound, REBATED_BROKER=f"amqp://guest:guest@127.0.0.1:{silent.getsockname()[1]}/")
    found.fault("broker login", "no connection within")
    assert time.monotonic() - started < 40


def test_queues_that_are_missing_or_differ_and_letters_that_were_set_aside(system, doctor):
    connection, channel = channel_of(system)
    channel.queue_delete("rebated.reviews")
    channel.queue_delete("rebated.retry.10s")
    channel.queue_declare("rebated.retry.10s", durable=True, arguments={"x-queue-type": "classic"})
    channel.confirm_delivery()
    properties = pika.BasicProperties(headers={"x-reason": "unanswerable"}, user_id="guest", delivery_mode=2)
    channel.basic_publish("rebated.dead", "submitted.efficiency-works", b"{}", properties)
    channel.basic_publish("rebated.applications", "submitted.efficiency-works", b"{}")
    house.until(lambda: channel.queue_declare("rebated.applications", passive=True).method.message_count == 1, 20,
                "the message waits")
    connection.close()
    found = doctor(system, "--portal", "acme.west")
    found.fault("topology", "rebated.reviews", "rebated.decisions.acme.west", "topology apply --portal acme.west")
    found.fault("queue arguments", "rebated.retry.10s", "x-queue-type", "classic", "rabbitmqctl delete_queue")
    found.fault("dead letters", "1 message", "unanswerable", "rebated dead-letters list")
    found.fault("consumers", "1 messages wait in rebated.applications", "rebated run")
    # Looking took nothing away.
    assert system.broker.queues(system.vhost) == {"rebated.dead": (1, 0), "rebated.applications": (1, 0)}


def test_policies_and_bindings_that_are_missing(system, doctor, management):
    system.broker.ctl("clear_policy", "-p", system.vhost, "rebated-retry-1m")
    connection, channel = channel_of(system)
    channel.queue_unbind("rebated.applications", "rebated.applications", "withdrawn.*")
    connection.close()
    found = doctor(system, "--management", management)
    found.fault("policies", "rebated.retry.1m", "message-ttl", "rabbitmqctl import_definitions")
    found.fault("bindings", "withdrawn.*", "rebated topology apply")


def test_a_user_who_may_not(system, doctor):
    name = "may-" + secrets.token_hex(3)
    system.broker.eval(f"""
        rabbit_auth_backend_internal:add_user(<<"{name}">>, <<"secret">>, <<"tests">>),
        rabbit_auth_backend_internal:set_permissions(<<"{name}">>, <<"{system.vhost}">>, <<"^$">>,
            <<"^rebated.(tasks|dead)$">>, <<"^rebated.applications$">>, <<"tests">>).""")
    found = doctor(system, REBATED_BROKER=system.url.replace("guest:guest", f"{name}:secret"))
    found.fault("permission to publish", name, "rebated.decisions", f"rabbitmqctl set_permissions -p '{system.vhost}'")
    found.fault("permission to consume", name, "rebated.reviews", "rabbitmqctl set_permissions")
    assert "rebated.tasks" not in found.checks["permission to publish"]["found"]
    assert found.checks["queue arguments"]["result"] == "skipped"
    system.broker.eval(f'rabbit_auth_backend_internal:delete_user(<<"{name}">>, <<"tests">>).')


def test_a_broker_that_takes_no_messages(sound, doctor):
    sound.broker.ctl("set_disk_free_limit", "900000GB")
    try:
        found = doctor(sound)
    finally:
        sound.broker.ctl("set_disk_free_limit", "50MB")
    found.fault("broker alarms", "low on disk", "rabbitmq-diagnostics alarms")
    assert found.checks["permission to publish"]["result"] == "skipped"


@pytest.fixture
def copied(sound, tmp_path):
    """A ledger with something in it, to be spoilt."""
    path = tmp_path / "copied" / "ledger.sqlite"
    path.parent.mkdir()
    with contextlib.closing(sqlite3.connect(sound.ledger)) as ledger, contextlib.closing(sqlite3.connect(path)) as copy:
        ledger.backup(copy)
    return path


@pytest.mark.parametrize("version, words", [(99, ("99", "rebated --version")), (1, ("1", "rebated ledger migrate"))])
def test_a_ledger_of_another_version(sound, doctor, copied, version, words):
    with contextlib.closing(sqlite3.connect(copied)) as ledger:
        ledger.execute(f"pragma user_version = {version}")
    doctor(sound, "--ledger", str(copied)).fault("ledger schema", *words)


def test_a_ledger_that_can_not_be_written(sound, doctor, copied, tmp_path):
    missing = tmp_path / "none" / "ledger.sqlite"
    doctor(sound, "--ledger", str(missing)).fault("ledger writing", "there is no folder", "mkdir -p")
    for path in [copied, *copied.parent.glob("*-wal"), *copied.parent.glob("*-shm")]:
        path.chmod(0o444)
    copied.parent.chmod(0o555)
    # Permissions don't hold for root.
    before = ()
    if os.geteuid() == 0:
        before = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
        for folder in [copied.parent, *copied.parent.parents][:-2]:
            folder.chmod(folder.stat().st_mode | 0o055)
    found = doctor(sound, "--ledger", str(copied), before=before)
    copied.parent.chmod(0o755)
    found.fault("ledger writing", "write", "chown")


def test_a_ledger_that_is_away(sound, doctor):
    found = doctor(sound, REBATED_LEDGER=f"postgresql://rebated:s3cret@127.0.0.1:{closed_port()}/rebated")
    found.fault("ledger", "can't be reached", "start the database")
    assert "s3cret" not in found.text and found.checks["broker login"]["result"] == "ok"


def test_a_rulebook_that_is_broken(sound, doctor, tmp_path):
    (tmp_path / "broken.yaml").write_text("program: broken\nedition: [\n")
    found = doctor(sound, "--rulebooks", str(tmp_path))
    found.fault("rulebooks", "broken.yaml:", "rebated rulebook check")


def test_settings_that_are_wrong(sound, doctor):
    doctor(sound, REBATED_PREFETCH="many").fault("settings", "REBATED_PREFETCH", "many")
    doctor(sound, REBATED_PREFECH="1").fault("settings", "REBATED_PREFECH", "REBATED_PREFETCH")


def test_a_worker_that_is_not_ready(sound, doctor):
    problem = {**READY, "ready": False, "checks": {"ledger": {"ok": False, "problem": "no room is left"}}}
    with Answers(problem) as site:
        doctor(sound, site=site).fault("workers", f"127.0.0.1:{site.server_port} is not ready", "no room is left")


def test_events_that_found_no_queue(system, doctor):
    connection, channel = channel_of(system)
    channel.queue_delete("rebated.decisions.guest")
    connection.close()
    system.worker()
    with system.portal(collects=False) as portal:
        portal.submit({"application": "D-2", "revision": 1, "program": "efficiency-works"})
    house.until(lambda: "1 returned" in system.rebated("outbox", "list"), 30, "an event is returned")
    found = doctor(system)
    found.fault("portal queues", "rebated.decisions.guest 1 (missing)", "rebated topology apply --portal guest",
                "rebated outbox publish --returned")


@pytest.mark.skipif(not LIBRARIES, reason="the Debian package faketime is not installed")
def test_a_clock_that_is_off(sound, doctor, management, postgres):
    name = "d_" + secrets.token_hex(4)
    postgres.query(f"create database {name}")
    ledger = postgres.url(name)
    sound.rebated("ledger", "migrate", "--ledger", ledger)
    # Named here, for the library would else set the variable itself, and Swift's runtime would not find its arguments.
    name_of = {kind: f"rebated_{kind}_{secrets.token_hex(4)}" for kind in ("sem", "shm")}
    clock = {"FAKETIME_SHARED": f"/{name_of['sem']} /{name_of['shm']}", "LD_PRELOAD": str(LIBRARIES[0]),
             "FAKETIME": "+5m", "DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    found = doctor(sound, "--management", management, "--ledger", ledger, **clock)
    for left in (f"sem.{name_of['sem']}", name_of["shm"]):
        pathlib.Path("/dev/shm", left).unlink(missing_ok=True)
    found.fault("ledger clock", "min ahead of", "timedatectl")
    found.fault("broker clock", "min ahead of", "timedatectl")
    assert found.checks["ledger durability"]["result"] == "ok"
    assert found.checks["ledger writing"]["result"] == "ok"
    assert found.checks["ledger schema"]["result"] == "ok"
    postgres.query(f"drop database {name} with (force)")
