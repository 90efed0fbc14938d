"""The parts of a running system, for the tests to start, stop and kill: broker, worker, portal."""

import ctypes
import json
import os
import pathlib
import re
import secrets
import signal
import socket
import subprocess
import threading
import time

import pika
import pika.exceptions

import exact

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BROKER = str(REPOSITORY / "Tests/lib/broker.sh")
APPLICATIONS = "rebated.applications"
DECISIONS = "rebated.decisions"
TASKS = "rebated.tasks"
REVIEWS = "rebated.reviews"
DEAD = "rebated.dead"

_libc = ctypes.CDLL(None, use_errno=True)


def binary() -> str:
    """The release build, or what REBATED_TEST_BINARY names."""
    return os.environ.get("REBATED_TEST_BINARY") or str(REPOSITORY / ".build/release/rebated")


def _end_with_us():
    """Runs in a child before it starts: a child that outlives a killed test run would disturb the next."""
    _libc.prctl(1, signal.SIGKILL)


def until(check, seconds, what):
    """Asks until the answer is true, and returns it; fails loudly at the deadline."""
    deadline = time.monotonic() + seconds
    while True:
        answer = check()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"after {seconds} s still not: {what() if callable(what) else what}")
        time.sleep(0.02)


def connection(system):
    """A portal's connection, to whichever of the addresses answers."""
    return pika.BlockingConnection([pika.URLParameters(url + "?heartbeat=30") for url in system.url.split(",")])


def patiently(portal, publish, seconds=120):
    """Publishes again what the broker could not route or did not want, as a portal does that has to be sure; after
    some attempts on a connection of its own, for a channel may go on refusing in the name of a leader that has died."""
    deadline = time.monotonic() + seconds
    attempts = 0
    while True:
        try:
            return publish()
        except (pika.exceptions.UnroutableError, pika.exceptions.NackError) as refusal:
            attempts += 1
            if time.monotonic() > deadline:
                raise
            if attempts % 20 == 0:
                print(f"{attempts} attempts: {refusal!r}"[:300])
                portal.close_quietly()
                portal.connect()
            time.sleep(0.1)


class Broker:
    """A private RabbitMQ node."""

    def __init__(self, folder: pathlib.Path):
        self.folder, self.spare, self.used = folder, [], []
        self.start()

    def _helper(self, *arguments):
        done = subprocess.run([BROKER, *arguments], capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, f"broker.sh {arguments}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def start(self):
        self._helper("start", str(self.folder))

    def stop(self):
        self._helper("stop", str(self.folder))

    def kill(self):
        self._helper("kill", str(self.folder))

    def ctl(self, *arguments):
        return self._helper("ctl", str(self.folder), "--quiet", *arguments)

    def eval(self, expression):
        return self.ctl("eval", expression)

    @property
    def port(self) -> int:
        return int((self.folder / "port").read_text())

    @property
    def pid(self) -> int:
        """Of the virtual machine."""
        return int((self.folder / "node.pid").read_text())

    def url(self, vhost="/"):
        return self._helper("url", str(self.folder)).rstrip("/") + "/" + vhost.replace("/", "%2F")

    def new_vhost(self) -> str:
        """A virtual host with rebated's policies; made several at once, for each call of rabbitmqctl takes its time."""
        if not self.spare:
            self._delete(self.used)
            self.used = []
            names = ["t-" + secrets.token_hex(4) for _ in range(8)]
            printed = subprocess.run([binary(), "topology", "definitions"], capture_output=True, text=True, timeout=60)
            policies = json.loads(printed.stdout)["policies"]
            everything = {"configure": ".*", "write": ".*", "read": ".*"}
            definitions = self.folder / f"{names[0]}.json"
            definitions.write_text(json.dumps({
                "vhosts": [{"name": name} for name in names],
                "permissions": [{"user": "guest", "vhost": name, **everything} for name in names],
                "policies": [{**policy, "vhost": name} for name in names for policy in policies],
            }))
            self.ctl("import_definitions", str(definitions))
            definitions.unlink()
            self.spare = names
        return self.spare.pop()

    def _delete(self, vhosts):
        """Queues that nobody needs any more would make each start of the broker slower."""
        if vhosts:
            names = ", ".join(f'<<"{name}">>' for name in vhosts)
            self.eval(f'[rabbit_vhost:delete(Name, <<"tests">>) || Name <- [{names}]], done.')

    def queues(self, vhost) -> dict:
        """(ready, unacknowledged) of every quorum queue that holds something.

        Asked of the queues themselves: what `list_queues` prints of quorum queues is seconds old.
        """
        printed = self.ctl("eval", f"""
            [begin
                Leader = amqqueue:get_pid(Q),
                {{ok, {{_, Total}}, _}} = ra:local_query(Leader, fun rabbit_fifo:query_messages_total/1),
                {{ok, {{_, Unacked}}, _}} = ra:local_query(Leader, fun rabbit_fifo:query_messages_checked_out/1),
                {{resource, _, queue, Name}} = amqqueue:get_name(Q),
                {{Name, Total - Unacked, Unacked}}
            end || Q <- rabbit_amqqueue:list(<<"{vhost}">>), amqqueue:get_type(Q) =:= rabbit_quorum_queue].""")
        counts = re.findall(r'{<<"([^"]*)">>,\s*(\d+),\s*(\d+)}', printed)
        return {name: (int(ready), int(unacked)) for name, ready, unacked in counts if int(ready) or int(unacked)}


class System:
    """One virtual host with the topology applied, a ledger, and the workers and portals of a test."""

    # Where workers find the broker, if not where everybody else does: behind a proxy, or as another user.
    worker_url = None

    def __init__(self, broker: Broker, folder: pathlib.Path, ledger=None):
        self.broker, self.folder = broker, folder
        self.vhost = broker.new_vhost()
        self.url = broker.url(self.vhost)
        self.ledger = ledger or folder / "ledger.sqlite"
        self.workers = []
        self.portals = []
        self.rebated("topology", "apply")

    def environment(self, **more):
        own = {"REBATED_BROKER": self.worker_url or self.url, "REBATED_LEDGER": str(self.ledger)}
        others = {name: value for name, value in os.environ.items() if not name.startswith("REBATED_")}
        return {**others, **own, **more}

    def rebated(self, *arguments, seconds=60):
        done = subprocess.run([binary(), *arguments], env=self.environment(), capture_output=True, text=True,
                              timeout=seconds)
        assert done.returncode == 0, f"rebated {arguments} ended with {done.returncode}: {done.stderr}{done.stdout}"
        return done.stdout

    def worker(self, *arguments, ready=True, program=None, **environment):
        worker = Worker(self, len(self.workers), arguments, environment, program or binary())
        self.workers.append(worker)
        if ready:
            worker.wait_until_consuming()
        return worker

    def portal(self, **options):
        portal = Portal(self, **options)
        self.portals.append(portal)
        return portal

    def close(self):
        for worker in self.workers:
            worker.kill()
        for portal in self.portals:
            portal.close()
        self.broker.used.append(self.vhost)


class Worker:
    """`rebated run`, with all that it writes in one file."""

    def __init__(self, system, number, arguments, environment, program):
        self.system = system
        self.log_file = system.folder / f"worker-{number}.log"
        with open(self.log_file, "wb") as log:
            self.process = subprocess.Popen(
                [program, "run", *arguments], env=system.environment(**environment), stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_end_with_us)

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="backslashreplace")

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def wait_until_consuming(self, seconds=60):
        def consuming():
            assert self.running, f"the worker ended with {self.process.returncode}:\n{self.log[-4000:]}"
            return f"consuming from {APPLICATIONS}" in self.log
        until(consuming, seconds, lambda: f"the worker consumes; its log:\n{self.log[-2000:]}")

    def kill(self):
        if self.running:
            self.process.kill()
        self.process.wait()

    def terminate(self, seconds=60) -> int:
        # Before it says anything, it has not yet asked to hear signals, and would die of this one without harm.
        until(lambda: self.log or not self.running, 30, "the worker says something")
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)


class Portal:
    """A client that knows the contract and nothing else: it submits, and collects what comes back.

    Every message is sent with a trace id of its own, which the contract has every answer carry on.
    """

    def __init__(self, system, user="guest", collects=True):
        self.system, self.user = system, user
        self.answers = []
        self.queue = "test.answers"
        self.connection = self.channel = None
        self.since = None           # when the publication began that is waiting for its confirm
        self.closed = threading.Event()
        self.connect()
        threading.Thread(target=self._watch, daemon=True).start()
        if collects:
            self.declare_collector()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def connect(self, seconds=60):
        def attempt():
            try:
                self.connection = connection(self.system)
                self.channel = self.connection.channel()
                self.channel.confirm_delivery()
                return True
            except (pika.exceptions.AMQPError, OSError):
                time.sleep(0.2)
                return False
        until(attempt, seconds, "a connection to the broker")

    def close(self):
        self.closed.set()
        self.close_quietly()

    def close_quietly(self):
        try:
            self.connection.close()
        except (pika.exceptions.AMQPError, OSError):
            pass

    def _watch(self):
        """A confirm that doesn't come, as from a leader that has died, must not be awaited for ever: the connection is
        given up, and the message published again."""
        while not self.closed.wait(1):
            since = self.since
            if since and time.monotonic() - since > 20:
                self.since = time.monotonic()
                try:
                    self.connection._impl._transport._sock.shutdown(socket.SHUT_RDWR)
                except (AttributeError, OSError):
                    continue

    def declare_collector(self):
        """One durable queue for everything that the worker publishes to portals and reviewers."""
        self.channel.queue_declare(self.queue, durable=True, arguments={"x-queue-type": "quorum"})
        for exchange in (DECISIONS, TASKS):
            self.channel.queue_bind(self.queue, exchange, "#")

    def ready(self, queue) -> int:
        return self.channel.queue_declare(queue, passive=True).method.message_count

    def publish(self, body, **options):
        """Publishes with a confirm, again after a lost connection; returns the trace id."""
        trace = self._publish(body, **options)
        self.last = body, options, trace
        return trace

    def _publish(self, body, *, key="submitted.efficiency-works", exchange=APPLICATIONS, trace=None, headers=None,
                 content_type="application/cloudevents+json", user="the portal's", **properties):
        trace = trace or secrets.token_hex(16)
        properties = pika.BasicProperties(
            content_type=content_type, delivery_mode=2, user_id=self.user if user == "the portal's" else user,
            headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01", **(headers or {})}, **properties)
        if isinstance(body, str):
            body = body.encode()
        while True:
            try:
                self.since = time.monotonic()
                self.channel.basic_publish(exchange, key, body, properties, mandatory=True)
                return trace
            except (pika.exceptions.AMQPConnectionError, pika.exceptions.ChannelClosed, OSError):
                self.connect()
            finally:
                self.since = None

    def submit(self, data, *, program=None, bare=False, kind="submitted", **options):
        """Submits an application, as text or as a value, in an envelope or bare."""
        text = data if isinstance(data, str) else exact.dumps(data)
        program = program or "efficiency-works"
        identity = "m-" + secrets.token_hex(8)
        event_type = options.pop("type", f"rebated.{'review' if kind == 'completed' else 'application'}.{kind}.v1")
        options.setdefault("exchange", REVIEWS if kind == "completed" else APPLICATIONS)
        options.setdefault("key", f"{kind}.{program}")
        if bare:
            return self.publish(text, content_type="application/json", message_id=identity, type=event_type,
                                app_id="portal-test", timestamp=int(time.time()), **options)
        envelope = (f'{{"specversion":"1.0","id":"{identity}","source":"portal-test","type":"{event_type}",'
                    f'"time":"2026-03-02T09:15:04Z","datacontenttype":"application/json","data":{text}}}')
        return self.publish(envelope, message_id=identity, type=event_type, app_id="portal-test", **options)

    def collect(self, seconds, enough=lambda answers: False, queue=None):
        """Takes what came back, until enough is there or the time is over; returns all collected so far."""
        deadline = time.monotonic() + seconds
        while not enough(self.answers) and time.monotonic() < deadline:
            method, properties, body = self.channel.basic_get(queue or self.queue)
            if method is None:
                self.connection.sleep(0.01)
                continue
            self.answers.append(Answer(method, properties, body))
            self.channel.basic_ack(method.delivery_tag)
        return self.answers

    def answer(self, trace, types, seconds=30):
        """The answer to one message: the first of one of these types that carries its trace id."""
        def matching(answers):
            return [a for a in answers if a.trace == trace and a.type in types]
        found = matching(self.collect(seconds, matching))
        assert found, (f"no {' or '.join(types)} within {seconds} s; the worker's log ends with:\n"
                       + "\n".join(w.log[-2000:] for w in self.system.workers))
        return found[0]

    def take_all(self, queue):
        """Everything that a queue holds now."""
        taken = []
        while True:
            method, properties, body = self.channel.basic_get(queue)
            if method is None:
                return taken
            taken.append(Answer(method, properties, body))
            self.channel.basic_ack(method.delivery_tag)


class Answer:
    """A message that the worker published."""

    def __init__(self, method, properties, body):
        self.routing_key, self.properties, self.body = method.routing_key, properties, body
        parts = str((properties.headers or {}).get("traceparent", "")).split("-")
        self.trace = parts[1] if len(parts) == 4 else None
        self.type = properties.type

    @property
    def event(self):
        return exact.loads(self.body)

    @property
    def data(self):
        return self.event["data"]
