"""SIGHUP, and what is rotated under load: nothing lost, nothing twice, and nothing delivered again by it."""

import contextlib
import re
import secrets
import signal
import socket
import subprocess
import threading
import time

import pytest

import desk
import house
import material
import supervisor

GOES_ON = "the worker goes on with changed settings: "
CONSUMING = "consuming from rebated.applications"

# Deliveries that the broker may hand out again over several changes of workers: one or two, as a rule, and far fewer than
# the hundreds that a worker has in hand when it is told to change.
FEW = 40


class Load:
    """Applications that are submitted all the while, in a thread of their own."""

    def __init__(self, system):
        self.system, self.sent = system, 0
        self.collector = system.portal()
        self.redelivered = redeliveries(system.broker)
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._submit)

    def _submit(self):
        portal = house.Portal(self.system, collects=False)
        while not self.ended.is_set():
            key = f"{self.system.vhost}-{self.sent}"
            portal.submit(material.application(f"A-{key}", customer=f"C-{key}", site=f"S-{key}"))
            self.sent += 1
        portal.close()

    def __enter__(self):
        self.thread.start()
        house.until(lambda: self.collector.collect(0.05), 60, "the first decision")
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def decide(self, count):
        """Waits for that many decisions more."""
        wanted = len(self.collector.answers) + count
        answers = self.collector.collect(60, lambda answers: len(answers) >= wanted)
        assert len(answers) >= wanted

    def settle(self):
        """Ends it, and waits for the last decision; returns how many answers, and how many different ones."""
        self.__exit__()
        answers = self.collector.collect(60, lambda answers: len(answers) >= self.sent)
        # What came twice would come soon.
        answers = self.collector.collect(0.5)
        return len(answers), len({answer.properties.message_id for answer in answers})

    def is_whole(self, is_cut=False):
        """Whether each was decided and told once; and, unless the broker cut connections, hardly any handed out again.

        What was being published over a connection that is cut is published again, as a copy with the same id.
        """
        answers, different = self.settle()
        assert different == self.sent
        if not is_cut:
            assert answers == self.sent
            # What a quorum queue sends in the very moment of a cancel it takes back and hands out again. A worker waits
            # for a moment in which nothing is under way, but can't see what the broker is about to send.
            again = redeliveries(self.system.broker) - self.redelivered
            assert again <= FEW, f"{again} were delivered again"


def redeliveries(broker):
    """How often the broker has handed a message out again, since it was started."""
    return sum(int(count) for count in re.findall(r"messages_redelivered_total => (\d+)",
                                                  broker.eval("rabbit_global_counters:overview().")))


def configured(system, file, *arguments, **environment):
    """A worker that has its settings from a file."""
    return system.worker("--config", str(file), *arguments, REBATED_BROKER="", REBATED_LEDGER="", **environment)


def hang_up(worker, answer, seconds=30):
    """Sends SIGHUP and waits for what the log says to it."""
    before = worker.log.count(answer)
    worker.process.send_signal(signal.SIGHUP)
    house.until(lambda: worker.log.count(answer) > before, seconds, lambda: f"{answer!r} in:\n{worker.log[-3000:]}")
    assert worker.running


def consumes(worker, times):
    """Waits until it has begun to consume so many times."""
    house.until(lambda: worker.log.count(CONSUMING) >= times, 30, lambda: f"{times} times in:\n{worker.log[-3000:]}")


def write(file, **settings):
    file.write_text("".join(f"{name.replace('_', '-')}: {value}\n" for name, value in settings.items()))


def test_settings_change_under_load(system, tmp_path):
    file = tmp_path / "rebated.yaml"
    sound = {"broker": system.url, "ledger": system.ledger}
    write(file, prefetch=100, **sound)
    worker = configured(system, file, "--drain=20s")
    process = worker.process.pid
    with Load(system) as load:
        write(file, prefetch=100, log_level="notice", **sound)
        hang_up(worker, "in force now: log-level")
        load.decide(50)
        told = worker.log.count('"level":"info"')
        load.decide(50)
        assert worker.log.count('"level":"info"') == told
        write(file, prefetch=300, batch=50, **sound)
        hang_up(worker, GOES_ON + "prefetch, batch, log-level")
        consumes(worker, times=2)
        for times, prefetch in enumerate((50, 400), start=3):
            write(file, prefetch=prefetch, **sound)
            hang_up(worker, GOES_ON)
            # Told to change again before it consumes, it would not begin to.
            consumes(worker, times)
        hang_up(worker, "nothing has changed that a running worker can take up")
        load.is_whole()
    assert worker.log.count(CONSUMING) == 4
    assert worker.process.pid == process and worker.terminate() == 0, worker.log[-3000:]


def test_what_is_wrong_is_refused_and_the_old_stays(system, tmp_path):
    file = tmp_path / "rebated.yaml"
    sound = {"broker": system.url, "ledger": system.ledger}
    write(file, **sound)
    worker = configured(system, file)
    refused = "refused, those in force stay"
    wrong = system.url.replace("guest:guest", "guest:hush-hush")
    with Load(system) as load:
        for settings, words in [
            ({**sound, "prefetch": "many"}, "rebated.yaml:3:1: “many”"),
            ({**sound, "prefech": 5}, "did you mean “prefetch”"),
            ({**sound, "broker": wrong}, "refused user 'guest'"),
            ({**sound, "broker": system.url + "-none"}, "changed: broker"),
            ({**sound, "ledger": "/does/not/exist/ledger.sqlite"}, "no ledger can be made"),
        ]:
            write(file, **settings)
            hang_up(worker, refused)
            assert words in worker.log, words
        write(file, log_format="json", **sound)
        hang_up(worker, "log-format has changed, which takes effect when the process starts again")
        load.is_whole()
    assert "hush-hush" not in worker.log
    assert worker.log.count(CONSUMING) == 1
    write(file, prefetch=77, **sound)
    hang_up(worker, GOES_ON + "prefetch")
    assert worker.terminate() == 0


def test_a_stop_wins_over_a_reload_and_takes_seconds(system, tmp_path):
    file = tmp_path / "rebated.yaml"
    write(file, broker=system.url, ledger=system.ledger, prefetch=50)
    worker = configured(system, file)
    with Load(system) as load:
        write(file, broker=system.url, ledger=system.ledger, prefetch=60)
        worker.process.send_signal(signal.SIGHUP)
        worker.process.send_signal(signal.SIGHUP)
        began = time.monotonic()
        assert worker.terminate() == 0, worker.log[-3000:]
        assert time.monotonic() - began < 15
        assert system.broker.queues(system.vhost).get(house.APPLICATIONS, (0, 0))[1] == 0
        configured(system, file)
        load.is_whole()


def test_a_broker_password_is_rotated(system, tmp_path):
    broker, user = system.broker, "w-" + secrets.token_hex(4)
    broker.ctl("add_user", user, "first")
    broker.ctl("set_permissions", "-p", system.vhost, user, ".*", ".*", ".*")
    password = tmp_path / "password"
    password.write_text("first\n")
    password.chmod(0o600)
    address = system.url.replace("guest:guest", user)
    worker = system.worker("--broker", address, "--broker-password-file", str(password), "--prefetch=50")
    try:
        with Load(system) as load:
            # With SIGHUP: the present worker finishes, the next one logs in anew.
            broker.ctl("change_password", user, "second")
            hang_up(worker, "nothing has changed that a running worker can take up")
            password.write_text("never\n")
            hang_up(worker, "refused, those in force stay")
            password.write_text("second\n")
            hang_up(worker, GOES_ON + "broker-password-file")
            load.is_whole()
        with Load(system) as load:
            # Without: the broker ends the connections, and the next attempt finds the new password.
            broker.ctl("change_password", user, "third")
            password.write_text("third\n")
            before = worker.log.count("consuming from rebated.applications")
            broker.ctl("close_all_user_connections", user, "rotated")
            house.until(lambda: worker.log.count("consuming from rebated.applications") > before, 30, "it consumes again")
            load.is_whole(is_cut=True)
        assert worker.terminate() == 0
    finally:
        broker.ctl("delete_user", user)


class Authority:
    """A certificate authority, and a certificate that it gave to a broker."""

    def __init__(self, folder):
        folder.mkdir()
        self.authority, self.certificate, self.key = (folder / name for name in ("ca.pem", "server.pem", "server.key"))
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        self._openssl("req", "-x509", *curve, "-days", "2", "-subj", f"/CN=the {folder.name} authority", "-addext",
                      "basicConstraints=critical,CA:TRUE", "-keyout", folder / "ca.key", "-out", self.authority)
        self._openssl("req", *curve, "-subj", "/CN=localhost", "-keyout", self.key, "-out", folder / "request")
        (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        self._openssl("x509", "-req", "-in", folder / "request", "-CA", self.authority, "-CAkey", folder / "ca.key",
                      "-CAcreateserial", "-days", "2", "-extfile", folder / "names", "-out", self.certificate)

    @staticmethod
    def _openssl(*arguments):
        done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr


@contextlib.contextmanager
def listener(broker, authority):
    """The broker at a port with TLS."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = (f'[{{cacertfile,"{authority.authority}"}},{{certfile,"{authority.certificate}"}},'
               f'{{keyfile,"{authority.key}"}}]')
    broker.eval(f'rabbit_networking:start_ssl_listener({{"127.0.0.1",{port}}}, {options}, 2).')
    try:
        yield port
    finally:
        broker.eval(f"ranch:stop_listener({{acceptor, {{127,0,0,1}}, {port}}}).")


def test_certificates_are_rotated(system, tmp_path):
    served, new = Authority(tmp_path / "old"), Authority(tmp_path / "new")
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(served.authority.read_bytes())
    with listener(system.broker, served) as port:
        address = system.url.replace("amqp://", "amqps://").replace(f":{system.broker.port}/", f":{port}/")
        worker = system.worker("--broker", f"{address}?cacertfile={trusted}", "--prefetch=50")
        with Load(system) as load:
            # Who trusts only the new authority can't speak with a broker that still has the old certificate.
            trusted.write_bytes(new.authority.read_bytes())
            hang_up(worker, "refused, those in force stay")
            assert "not accepted" in worker.log
            for name in ("authority", "certificate", "key"):
                getattr(served, name).write_bytes(getattr(new, name).read_bytes())
            system.broker.eval("ssl:clear_pem_cache().")
            consuming = worker.log.count("consuming from rebated.applications")
            hang_up(worker, f"{GOES_ON}{trusted}")
            house.until(lambda: worker.log.count("consuming from rebated.applications") > consuming, 30, "it consumes again")
            load.decide(50)
            trusted.write_text("nothing")
            hang_up(worker, "refused, those in force stay")
            load.is_whole()
        assert worker.terminate() == 0, worker.log[-3000:]


@pytest.mark.parametrize("ledger", ["postgres"], indirect=True)
def test_a_database_password_is_rotated(broker, ledger, tmp_path):
    role = "r_" + secrets.token_hex(4)
    rules = ledger.server.folder / "data/pg_hba.conf"
    before = rules.read_text()
    ledger.server.query(f"create role {role} login password 'first'")
    ledger.server.query(f"alter database {ledger.name} owner to {role}")
    rules.write_text(f"host all {role} 127.0.0.1/32 scram-sha-256\n" + before)
    ledger.server.query("select pg_reload_conf()")
    password = tmp_path / "password"
    password.write_text("first\n")
    password.chmod(0o600)
    system = house.System(broker, tmp_path, ledger.url.replace("rebated@", f"{role}@", 1))
    try:
        worker = system.worker("--ledger-password-file", str(password), "--prefetch=50")
        with Load(system) as load:
            ledger.server.query(f"alter role {role} password 'second'")
            password.write_text("never\n")
            hang_up(worker, "refused, those in force stay")
            password.write_text("second\n")
            hang_up(worker, GOES_ON + "ledger-password-file")
            # And without a signal: the server ends the sessions, and the next ones find the new password.
            ledger.server.query(f"alter role {role} password 'third'")
            password.write_text("third\n")
            ledger.terminate()
            load.is_whole()
        assert worker.terminate() == 0
    finally:
        system.close()
        rules.write_text(before)
        ledger.server.query("select pg_reload_conf()")
        ledger.close()
        ledger.server.query(f"drop role if exists {role}")


@pytest.fixture
def manager(tmp_path):
    manager = supervisor.Supervisor(tmp_path)
    yield manager
    manager.close()


def test_a_service_manager_hears_how_it_is(system, tmp_path, manager):
    file = tmp_path / "rebated.yaml"
    write(file, broker=system.url, ledger=system.ledger)
    worker = configured(system, file, NOTIFY_SOCKET=manager.path, WATCHDOG_USEC="1000000")
    house.until(lambda: len(manager.times("WATCHDOG=1")) >= 4, 20, lambda: manager.heard)
    beats = manager.times("WATCHDOG=1")
    assert max(later - earlier for earlier, later in zip(beats, beats[1:])) < 1
    assert len(manager.times("READY=1")) == 1
    write(file, broker=system.url, ledger=system.ledger, prefetch=5)
    hang_up(worker, GOES_ON)
    house.until(lambda: len(manager.times("READY=1")) == 2, 20, lambda: manager.heard)
    reloading = next(lines for _, lines in manager.heard if "RELOADING=1" in lines)
    assert any(line.startswith("MONOTONIC_USEC=") for line in reloading)
    assert manager.times("RELOADING=1")[0] < manager.times("READY=1")[1]
    hang_up(worker, "nothing has changed")
    house.until(lambda: len(manager.times("READY=1")) == 3, 20, lambda: manager.heard)
    assert worker.terminate() == 0
    house.until(lambda: manager.times("STOPPING=1"), 5, lambda: manager.heard)
    assert any(line.startswith("EXTEND_TIMEOUT_USEC=30") for line in manager.lines())


def test_a_service_is_ready_though_its_broker_is_away(system, manager):
    worker = system.worker("--broker", "amqp://127.0.0.1:1", ready=False, NOTIFY_SOCKET=manager.path)
    house.until(lambda: manager.times("READY=1"), 20, lambda: worker.log)
    assert worker.terminate() == 0


def test_a_console_takes_up_who_may_use_it(system, tmp_path):
    system.worker().terminate()
    token = tmp_path / "dana"
    token.write_text("0123456789abcdef-old\n")
    console = desk.Console(system, f"--token=dana={token}")
    try:
        browser = desk.Browser(console).sign_in("0123456789abcdef-old")
        token.write_text("0123456789abcdef-new\n")
        console.process.send_signal(signal.SIGHUP)
        house.until(lambda: "the settings were read again" in console.log, 20, lambda: console.log)
        desk.Browser(console).sign_in("0123456789abcdef-new")
        assert desk.Browser(console).post("/sign-in", {"secret": "0123456789abcdef-old"}).status == 401
        assert browser.get("/tasks").status == 200
        token.write_text("short\n")
        console.process.send_signal(signal.SIGHUP)
        house.until(lambda: "refused, those in force stay" in console.log, 20, lambda: console.log)
        desk.Browser(console).sign_in("0123456789abcdef-new")
        assert console.terminate() == 0
    finally:
        console.close()
