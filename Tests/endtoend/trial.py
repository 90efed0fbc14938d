"""One fault scenario: applications go in, something breaks, and in the end all is held against what must be true.

    lost      what the broker confirmed to the portal and that is not decided, or whose decision was never told
    doubled   revisions that were decided or told under more than one id, or decided again
    overrun   limits and budgets under which more is awarded than there is

Besides: every decision is the one that the serial oracle makes, which is `rebated decide` in memory with the same
applications in the order of the ledger; copies of an event are alike byte for byte; the ledger's own check finds
nothing; queues and dead letters hold only what the scenario put there.
"""

import collections
import hashlib
import random
import re
import subprocess
import sys
import threading
import time
from decimal import Decimal

import pika.exceptions

import exact
import house
import journal
import material

PROGRAM = "efficiency-works"
BUDGET = "45000.00"
DECIDED, REJECTED = "rebated.decision.made.v1", "rebated.application.rejected.v1"
_DECIDED_AT = re.compile(r'"decided_at":"[^"]*"')


class Told:
    """An event that was told: its name and its outline, so that many can be kept."""

    __slots__ = ("identity", "type", "trace", "key", "digest", "data")

    def __init__(self, answer, keeps):
        event = answer.event
        self.identity, self.type, self.trace = answer.properties.message_id, answer.type, answer.trace
        data = event["data"]
        self.key = None
        if self.type == DECIDED:
            self.key = data["program"], data["application"], int(data["revision"])
        # A rejection of a message without a time of its own tells when the copy was made.
        body = exact.dumps({**event, "time": None}).encode() if self.type == REJECTED else bytes(answer.body)
        self.digest = hashlib.sha256(body).digest()
        self.data = data if keeps else None


class Collector(threading.Thread):
    """Takes what comes back, when it comes, whatever becomes of its connection."""

    def __init__(self, system, queue, keeps=True):
        super().__init__(daemon=True)
        self.system, self.queue, self.keeps = system, queue, keeps
        self.answers = []                               # all
        self.first = {}                                 # event id → when it was first seen
        self.traces, self.decided = set(), set()        # what was answered, and decided
        self.decisions = 0
        self.paused = self.ended = False
        self.idle = threading.Event()
        self.start()

    def run(self):
        while not self.ended:
            if self.paused:
                self.idle.set()
                time.sleep(0.02)
                continue
            self.idle.clear()
            try:
                connection = house.connection(self.system)
                channel = connection.channel()
                channel.basic_qos(prefetch_count=200)
                channel.basic_consume(self.queue, self._take)
                while not self.ended and not self.paused and channel.is_open:
                    connection.process_data_events(time_limit=0.05)
                connection.close()
            except (pika.exceptions.AMQPError, OSError):
                time.sleep(0.1)

    def _take(self, channel, method, properties, body):
        # What was taken before this connection and not acked in time is no copy that a worker made.
        if not (method.redelivered and properties.message_id in self.first):
            told = Told(house.Answer(method, properties, body), self.keeps)
            self.first.setdefault(told.identity, time.monotonic())
            self.traces.add(told.trace)
            if told.key:
                self.decided.add(told.key)
                self.decisions += 1
            self.answers.append(told)
        channel.basic_ack(method.delivery_tag)

    def pause(self):
        self.paused = True
        house.until(self.idle.is_set, 30, "the collector pauses")

    def resume(self):
        self.paused = False
        self.idle.clear()

    def close(self):
        self.ended = True
        self.join(30)


class Mail:
    """What was sent and confirmed: the portal's own record."""

    def __init__(self):
        self.content = {}                               # (program, application, revision) → JSON text
        self.traces = collections.defaultdict(list)     # the same → trace ids of its copies
        self.outcomes = {}                              # the same → the reviewer's outcome, JSON text
        self.others = {}                                # trace id → what it was: a withdrawal, an outcome

    def sent(self, data, trace):
        key = data["program"], data["application"], data["revision"]
        self.content[key] = exact.dumps(data)
        self.traces[key].append(trace)


class Feed(threading.Thread):
    """Submits applications on a connection of its own, at some pace, while the test does something else."""

    def __init__(self, trial, items, pace):
        super().__init__(daemon=True)
        self.trial, self.items, self.pace, self.count, self.failure = trial, items, pace, 0, None
        self.stopped = False
        self.start()

    def run(self):
        try:
            with house.Portal(self.trial.system, collects=False) as portal:
                for item in self.items:
                    if self.stopped:
                        return
                    self.trial.send(item, portal)
                    self.count += 1
                    if self.pace:
                        time.sleep(1 / self.pace)
        except BaseException as failure:   # told by `end`, which the test calls
            self.failure = failure

    def end(self, seconds=120):
        self.join(seconds)
        assert not self.is_alive(), f"after {seconds} s the portal has sent only {self.count}"
        if self.failure:
            raise self.failure

    def reached(self, count, seconds=60):
        house.until(lambda: self.count >= count or self.failure, seconds, f"{count} applications are sent")
        assert not self.failure, self.failure


class Trial:
    """A system in which something is going to break."""

    def __init__(self, system, *, budget=BUDGET, rulebooks=None, keeps=True):
        self.system, self.budget, self.rulebooks = system, budget, rulebooks
        self.mail, self.feeds, self.marks = Mail(), [], []
        self.portal = system.portal()
        self.portal.declare_collector()
        self.collector = Collector(system, self.portal.queue, keeps)
        self.chance = random.Random(len(system.vhost))
        self.row = {}

    def close(self):
        for feed in self.feeds:
            feed.stopped = True
        self.system.close()
        self.collector.close()

    # What goes in.

    def send(self, item, portal=None):
        """An application, or ("withdrawn" | "completed", data)."""
        portal = portal or self.portal
        kind, data = item if isinstance(item, tuple) else ("submitted", item)
        program = data.get("program") or data["task"].split("/")[0]
        trace = house.patiently(
            portal, lambda: portal.submit(data, kind=kind, program=program, bare=self.chance.random() < 0.5))
        if kind == "submitted":
            self.mail.sent(data, trace)
        else:
            self.mail.others[trace] = kind
        return trace

    def repeat(self):
        """Publishes the last message once more, with all its properties, as a portal does that heard no confirm."""
        body, options, trace = self.portal.last
        self.portal.publish(body, **{**options, "trace": trace})

    def poison(self, data):
        """An application that is going to lie in the dead letters, and is no part of the books."""
        return self.portal.submit(data)

    def submit(self, numbers):
        for number in numbers:
            self.send(material.competing(number))

    def feed(self, numbers, pace=None):
        """Begins to submit in the background."""
        return self.feed_items(map(material.competing, numbers), pace)

    def feed_items(self, items, pace=None):
        feed = Feed(self, items, pace)
        self.feeds.append(feed)
        return feed

    # Who works.

    def worker(self, *arguments, fault=None, ready=True, **environment):
        options = [f"--budget={PROGRAM}={self.budget}"] if self.budget else []
        if self.rulebooks:
            options.append(f"--rulebooks={self.rulebooks}")
        if fault:
            environment["REBATED_FAULT"] = fault
        return self.system.worker(*options, *arguments, ready=ready and not fault, **environment)

    def until_dead(self, worker, seconds=30, meanwhile=lambda: None):
        """Waits for a worker that is to kill itself."""
        house.until(lambda: meanwhile() or not worker.running, seconds,
                    lambda: f"the worker is dead; its log:\n{worker.log[-2000:]}")
        assert worker.process.returncode == -9, f"{worker.process.returncode}: {worker.log[-2000:]}"

    def behind(self, proxy):
        """Workers reach the broker through the proxy, everybody else as before."""
        self.system.worker_url = self.system.url.replace(f":{self.system.broker.port}/", f":{proxy.port}/")

    def until_told(self, worker, *words, seconds=30):
        """Waits until the worker's log has one of the words."""
        house.until(lambda: any(word in worker.log for word in words), seconds,
                    lambda: f"the log tells {' or '.join(words)}:\n{worker.log[-3000:]}")

    def running(self):
        return [worker for worker in self.system.workers if worker.running]

    def recovering(self):
        """From now on it is counted until the next decision is told."""
        self.marks.append(time.monotonic())

    # What came back.

    def decided(self):
        return self.collector.decisions

    def until_decided(self, count, seconds=60):
        house.until(lambda: self.decided() >= count, seconds,
                    lambda: f"{count} decisions, only {self.decided()}; {self._logs()}")

    def undecided(self):
        """How many of the applications that were sent are not decided yet."""
        return len(self.mail.content) - len(self.collector.decided)

    def unanswered(self):
        decided, traces = self.collector.decided, self.collector.traces
        silent = [key for key, own in list(self.mail.traces.items())
                  if key not in decided and not any(trace in traces for trace in own)]
        return silent + [trace for trace in list(self.mail.others) if trace not in traces]

    def until_answered(self, seconds=90):
        for feed in self.feeds:
            feed.end()
        house.until(lambda: not self.unanswered(), seconds, self._silence)

    def _silence(self):
        silent = self.unanswered()
        return f"all is answered, but for {len(silent)}, such as {silent[:3]}; {self._logs()}"

    def _logs(self):
        return "\n".join(f"worker {w.log_file.name} ({'running' if w.running else w.process.returncode}):\n{w.log[-1500:]}"
                         for w in self.system.workers[-4:])

    # The proof.

    def prove(self, done, *, dead=(), answered=True, seconds=90, orderly=True):
        """Waits until all is done, ends the workers, and holds everything against what must be true.

        `dead`: trace ids of what has to lie in the dead letters, alone.
        """
        if answered:
            self.until_answered(seconds)
        workers = self.running()
        assert workers, "nobody is left to answer"
        self._until_idle(seconds)
        for worker in workers:
            status = worker.terminate()
            assert status == 0 or not orderly, f"ended with {status}: {worker.log[-3000:]}"
        time.sleep(0.05)
        self._drain()
        self.row.update(done=done, applications=len(self.mail.content) + len(dead))
        self._hold(dead)

    def _until_idle(self, seconds):
        with house.Portal(self.system, collects=False) as portal:
            def idle():
                return all(portal.ready(name) == 0 for name in self._work_queues())
            house.until(idle, seconds, lambda: f"the work queues are empty; {self._logs()}")

    @staticmethod
    def _work_queues():
        return [house.APPLICATIONS, house.REVIEWS, *(f"rebated.retry.{delay}" for delay in ("10s", "1m", "10m"))]

    def _drain(self):
        """Until the collector has all that was told."""
        with house.Portal(self.system, collects=False) as portal:
            house.until(lambda: portal.ready(self.portal.queue) == 0, 30, "the answers are collected")
            left = {name: portal.ready(name) for name in self._work_queues()}
            assert not any(left.values()), f"left in the queues: {left}"
            self.letters = portal.take_all(house.DEAD)
        seen = -1
        while seen != len(self.collector.answers):
            seen = len(self.collector.answers)
            time.sleep(0.1)

    def _hold(self, dead):
        told = collections.defaultdict(set)          # (program, application, revision) → event ids
        digests = collections.defaultdict(set)       # event id → what it said
        refused = set()                              # trace ids
        for answer in self.collector.answers:
            digests[answer.identity].add(answer.digest)
            if answer.key:
                told[answer.key].add(answer.identity)
            elif answer.type == REJECTED:
                refused.add(answer.trace)
        kept = self._hold_against_oracle()

        lost = [key for key, traces in self.mail.traces.items()
                if not (kept[key] and {event for _, event in kept[key]} <= told[key])
                and not (not kept[key] and set(traces) <= refused)]
        doubled = [key for key in {*told, *kept}
                   if len(told[key] | {event for _, event in kept[key]}) > len({number for number, _ in kept[key]})
                   or len(kept[key]) != len({number for number, _ in kept[key]})
                   or len(kept[key]) != len({event for _, event in kept[key]})]
        self.row.update(lost=len(lost), doubled=len(doubled), overrun=len(self.overrun),
                        copies=len(self.collector.answers) - len(digests), seconds=self._recovery())
        assert lost == [], f"{len(lost)} lost"
        assert doubled == [], f"{len(doubled)} doubled"
        assert self.overrun == []
        assert [identity for identity, copies in digests.items() if len(copies) > 1] == [], "copies that differ"
        assert {key for key in kept if kept[key]} <= set(self.mail.content), "decided, but never sent"
        assert self.differing == [], "\n".join(self.differing[:3])
        letters = sorted(str(letter.trace) for letter in self.letters)
        assert letters == sorted(dead), [letter.properties.headers for letter in self.letters]
        faults = journal.faults(self.system)
        assert faults == [], faults

    def _hold_against_oracle(self):
        """The same applications, one after the other in the order of the ledger, by a program that knows no fault.

        Returns (number, event id) of every decision on each (program, application, revision). One decision after the
        other, so that a long journal takes no more memory than a short one.
        """
        kept = collections.defaultdict(list)
        oracles, limits = {}, Limits()
        self.differing = []
        try:
            for row in journal.read(self.system):
                if row.program not in oracles:
                    options = [f"--budget={PROGRAM}={self.budget}"] if self.budget and row.program == PROGRAM else []
                    if self.rulebooks:
                        options.append(f"--rulebooks={self.rulebooks}")
                    oracles[row.program] = Oracle(*options)
                line = oracles[row.program].decide(self._cause(row, kept))
                kept[row.key].append((row.number, row.event))
                limits.take(row)
                body, line = (_DECIDED_AT.sub("", text) for text in (row.body, line))
                if body != line:
                    self.differing.append(f"{row.key} number {row.number} is\n{body}\nthe oracle says\n{line}")
        finally:
            for oracle in oracles.values():
                oracle.close()
        self.overrun, self.bound = limits.overrun(), limits.bound
        return kept

    def _cause(self, row, kept):
        """What made the ledger write this: the application, its withdrawal or a reviewer's outcome."""
        if not kept[row.key]:
            assert row.key in self.mail.content, f"{row.key} is decided, but was never sent"
            return self.mail.content[row.key]
        if row.status == "withdrawn":
            return exact.dumps({"withdrawn": {"program": row.program, "application": row.application}})
        assert row.key in self.mail.outcomes, f"{row.key} is decided again, and nobody asked for it"
        return exact.dumps({"review": self.mail.outcomes[row.key]})

    def _recovery(self):
        """The longest time from a mark to the next decision that was new."""
        moments = sorted(self.collector.first.values())
        waits = [min((moment - mark for moment in moments if moment > mark), default=0.0) for mark in self.marks]
        return round(max(waits), 1) if waits else None



class Oracle:
    """`rebated decide`, asked for one item after the other. It decides what it has read when nothing more has come, so
    an answer to each is awaited."""

    def __init__(self, *options):
        self.process = subprocess.Popen([house.binary(), "decide", *options], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def decide(self, item):
        self.process.stdin.write(item + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the oracle ended with {self.process.wait()}"
        return exact.dumps(exact.loads(line))

    def close(self):
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


class Limits:
    """What is awarded under each limit by the decisions that stand at last."""

    def __init__(self):
        self.present = {}                            # (program, application) → [(limit, line's award)]
        self.maximum = {}
        self.reduced = set()

    def take(self, row):
        uses = []
        for line in exact.loads(row.body)["measures"]:
            for use in line["limits"]:
                if use["scope"] != "line":
                    limit = sys.intern(f"{row.program} {use['limit']} {use['key']}")
                    uses.append((limit, Decimal(line["awarded"])))
                    self.maximum[limit] = max(self.maximum.get(limit, Decimal(0)), Decimal(use["maximum"]))
                    if Decimal(use["reduced_by"]):
                        self.reduced.add(limit)
        self.present[row.program, row.application] = uses

    @property
    def bound(self):
        """How many limits had not enough for all."""
        return len(self.reduced)

    def overrun(self):
        awarded = collections.Counter()
        for uses in self.present.values():
            for limit, amount in uses:
                awarded[limit] += amount
        return [f"{limit}: {amount} of {self.maximum[limit]}" for limit, amount in awarded.items()
                if amount > self.maximum[limit]]
