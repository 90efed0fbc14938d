"""What is measured: each is a program that takes applications from the queue and publishes decisions."""

import dataclasses
import os
import pathlib
import subprocess
import sys

from common import place as places
from common.machine import REPOSITORY

import house

PEERS = pathlib.Path(__file__).resolve().parents[1] / "peers"
KEY = "decision.approved.efficiency-works.guest"
PREFETCH = 1024
JARS = ["amqp-client", "jackson-databind", "jackson-core", "jackson-annotations", "slf4j-api", "slf4j-nop"]
CLASSPATH = ":".join(f"/usr/share/java/{jar}.jar" for jar in JARS)
CELERY = [sys.executable, "-m", "celery", "-A", "celery_app", "worker", "-c", "2", "-l", "ERROR"]


@dataclasses.dataclass(frozen=True)
class Subject:
    name: str
    title: str
    command: list
    kind: str                   # relay, worker, or the language of a peer
    ledger: str = "sqlite"      # that its System gets; only workers use it
    style: str = ""             # plain as users write it, or tuned
    # Celery's messages are its own.
    is_celery: bool = False

    def start(self, place, system):
        """A context in which it runs."""
        commands = {"relay": self._relay, "worker": lambda *_: [house.binary(), "run", "--log-level=notice"]}
        command = commands.get(self.kind, lambda *_: self.command)(place, system)
        return places.running(command, {**system.environment(), **_told(system)}, system.folder / "log",
                              folder=None if self.kind in commands else PEERS)

    def fill(self, place, system, template, count, **options):
        if not self.is_celery:
            return place.fill(system, template, count, **options)
        subprocess.run([sys.executable, "celery_fill.py", template, str(count), house.APPLICATIONS, places.KEY],
                       cwd=PEERS, env={**os.environ, **_told(system)}, check=True, timeout=300)

    @staticmethod
    def _relay(place, system):
        return [place.relay, str(place.broker.port), system.vhost, house.APPLICATIONS, house.DECISIONS, KEY,
                str(PREFETCH), "2048"]


def _told(system):
    return {"BENCH_URL": system.url, "BENCH_QUEUE": house.APPLICATIONS, "BENCH_EXCHANGE": house.DECISIONS,
            "BENCH_KEY": KEY, "BENCH_PREFETCH": str(PREFETCH), "PYTHONDONTWRITEBYTECODE": "1"}


def _python(name):
    return [sys.executable, name + ".py"]


def java_classes(folder):
    """Compiles the Java peer; the folder with its class."""
    subprocess.run(["javac", "-cp", CLASSPATH, "-d", folder, str(PEERS / "Peer.java")], check=True, timeout=120)
    return folder


def everything(folder):
    java = ["java", "-cp", f"{folder}:{CLASSPATH}", "Peer"]
    return [
        Subject("relay", "bare relay in C", [], "relay"),
        Subject("sqlite", "rebated, SQLite", [], "worker"),
        Subject("postgresql", "rebated, PostgreSQL", [], "worker", "postgresql"),
        Subject("pika", "pika, plain", _python("pika_plain"), "python", style="plain"),
        Subject("pika-tuned", "pika, tuned", _python("pika_tuned"), "python", style="tuned"),
        Subject("aio-pika", "aio-pika, plain", _python("aio_pika_plain"), "python", style="plain"),
        Subject("aio-pika-tuned", "aio-pika, tuned", _python("aio_pika_tuned"), "python", style="tuned"),
        Subject("celery", "Celery, plain", CELERY, "python", style="plain", is_celery=True),
        Subject("celery-tuned", "Celery, tuned", [*CELERY, "--without-gossip", "--without-mingle", "--without-heartbeat",
                "-O", "fair"], "python", style="tuned", is_celery=True),
        Subject("java", "Java client, plain", java, "java", style="plain"),
        Subject("java-tuned", "Java client, tuned", [*java, "tuned"], "java", style="tuned"),
    ]
