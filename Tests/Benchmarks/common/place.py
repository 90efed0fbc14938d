"""Where it is measured: a private broker, a private PostgreSQL, the programs built, and a virtual host for each try."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys

from common import machine
from common.machine import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "Tests/endtoend"))
import house  # noqa: E402
import ledgers  # noqa: E402

TOOLS = pathlib.Path(__file__).resolve().parents[1] / "tools"
OUT = "bench.decisions"
KEY = "submitted.efficiency-works"


class Place:
    """The folder with all of it. The broker runs already (Tests/bench starts it); PostgreSQL starts when it is wanted."""

    def __init__(self, folder, postgres_settings=()):
        """`postgres_settings` are lines for PostgreSQL's configuration: without any it is as Debian sets it up."""
        self.folder, self.postgres_settings = pathlib.Path(folder), postgres_settings
        self.broker = house.Broker(pathlib.Path(os.environ["REBATED_TEST_BROKER"]))
        self.nodes = [self.broker]
        self._server = None
        self.tries = 0
        self.relay, self.load = (str(self._compiled(name)) for name in ("relay", "load"))

    def _compiled(self, name):
        program = self.folder / name
        subprocess.run(["gcc", "-O2", "-o", program, TOOLS / f"{name}.c", "-lrabbitmq", "-lm"], check=True)
        return program

    @property
    def server(self):
        """PostgreSQL; it starts when it is first wanted."""
        if self._server is None:
            (self.folder / "postgres").mkdir()
            if self.postgres_settings:
                (self.folder / "postgres/settings.conf").write_text("\n".join(self.postgres_settings) + "\n")
            self._server = ledgers.Server(self.folder / "postgres")
        return self._server

    @property
    def server_pid(self):
        if self._server is None:
            return None
        return int((self._server.folder / "data/postmaster.pid").read_text().split()[0])

    def broker_cpu(self):
        """Seconds of processor time of all nodes of the broker."""
        return sum(machine.cpu(node.pid) for node in self.nodes)

    @contextlib.contextmanager
    def cluster(self, count):
        """A cluster of so many nodes in place of the broker: its quorum queues have as many replicas, up to three."""
        before, folder = (self.broker, self.nodes), self.folder / "cluster"
        subprocess.run([house.BROKER, "cluster", str(folder), str(count)], check=True, timeout=300,
                       stdout=subprocess.DEVNULL)
        self.nodes = [house.Broker(folder / str(number)) for number in range(1, count + 1)]
        self.broker = self.nodes[0]
        try:
            yield
        finally:
            for node in reversed(self.nodes):
                node.stop()
            shutil.rmtree(folder)
            self.broker, self.nodes = before

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return str(path)

    @contextlib.contextmanager
    def system(self, ledger="sqlite"):
        """A virtual host with the topology and a queue that gets every decision, and a new ledger, or a given one."""
        self.tries += 1
        folder = self.folder / f"try-{self.tries}"
        folder.mkdir()
        made = None
        if ledger == "postgresql":
            ledger = made = ledgers.Database(self.server)
        system = house.System(self.broker, folder, ledger=None if ledger == "sqlite" else ledger)
        portal = system.portal(collects=False)
        try:
            portal.channel.queue_declare(OUT, durable=True, arguments={"x-queue-type": "quorum"})
            portal.channel.queue_bind(OUT, house.DECISIONS, "#")
            system.channel = portal.channel
            yield system
        finally:
            system.close()
            self.broker.ctl("delete_vhost", system.vhost)
            self.broker.used.remove(system.vhost)
            if made:
                made.close()
            shutil.rmtree(folder)

    def loading(self, command, system, template, **options):
        """The command line of `load`."""
        given = {"port": self.broker.port, "vhost": system.vhost, "exchange": house.APPLICATIONS, "key": KEY,
                 "template": template, **options}
        return [self.load, command, *(f"{name}={value}" for name, value in given.items())]

    def fill(self, system, template, count, seconds=600, **options):
        subprocess.run(self.loading("fill", system, template, count=count, **options), check=True, timeout=seconds)

    def close(self):
        if self._server is not None:
            self._server.stop()


def decided(system):
    """How many decisions are in the queue."""
    return system.channel.queue_declare(OUT, passive=True).method.message_count


@contextlib.contextmanager
def running(command, environment, log, folder=None):
    """A process that leads a session of its own; it and all of its session are ended behind the block."""
    with open(log, "ab") as file:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=file,
                                   stderr=file, start_new_session=True, preexec_fn=house._end_with_us)
    try:
        yield process
    finally:
        _end(process)


def _end(process):
    import signal
    for number, seconds in ((signal.SIGTERM, 30), (signal.SIGKILL, 10)):
        with contextlib.suppress(ProcessLookupError):
            if number == signal.SIGTERM:
                process.terminate()
            else:
                os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            if number == signal.SIGTERM:
                # What the leader left behind of its own.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            return
