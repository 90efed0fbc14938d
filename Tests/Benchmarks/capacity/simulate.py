"""A simulation of a deployment: applications arrive at random, wait for a processor or a lock, and are decided.

Discrete events, one seed, no clock but its own: the same input gives the same output. It knows what a formula does not:
that a worker settles whatever is ready in one transaction, that a transaction holds its programs' locks for as long as
it takes, and that everything waits for everything else.
"""

import collections
import dataclasses
import heapq
import itertools
import random

SETTLE_AT_MOST, DECIDE_AT_ONCE, PREFETCH = 256, 32, 1024


class Clock:
    """What happens next."""

    def __init__(self):
        self.now, self.heap, self.number = 0.0, [], itertools.count()

    def after(self, seconds, action):
        heapq.heappush(self.heap, (self.now + seconds, next(self.number), action))

    def run(self, until):
        while self.heap and self.heap[0][0] <= until:
            self.now, _, action = heapq.heappop(self.heap)
            action()


class Pool:
    """So many processors, with one line before them: M/M/c where times are exponential."""

    def __init__(self, clock, processors):
        self.clock, self.idle, self.processors = clock, processors, processors
        self.line, self.busy = collections.deque(), 0.0

    def use(self, seconds, then):
        self.line.append((seconds, then))
        self._next()

    def _next(self):
        while self.idle and self.line:
            seconds, then = self.line.popleft()
            self.idle -= 1
            self.busy += seconds

            def end(then=then):
                self.idle += 1
                then()
                self._next()
            self.clock.after(seconds, end)

    def load(self, seconds):
        return self.busy / seconds / self.processors


class Lock:
    """A program's row: one transaction at a time, in the order in which they ask."""

    def __init__(self, clock):
        self.clock, self.held, self.line, self.since, self.busy = clock, False, collections.deque(), 0.0, 0.0

    def take(self, then):
        if self.held:
            return self.line.append(then)
        self.held, self.since = True, self.clock.now
        then()

    def release(self):
        self.busy += self.clock.now - self.since
        self.held = False
        if self.line:
            self.take(self.line.popleft())


@dataclasses.dataclass(frozen=True)
class Costs:
    """Seconds of processor time for one application, and of waiting for one transaction."""

    worker: float
    broker: float                   # all nodes and replicas together
    database: float
    commit: float                   # waiting for the disk and the network, while the locks are held
    settling: float = 0.0           # of an application while the locks are held, beside the database's own time


@dataclasses.dataclass(frozen=True)
class Deployment:
    """Who works: processors of each, or one pool for all, as on the machine that is measured on."""

    workers: int
    worker_processors: int
    broker_processors: int
    database_processors: int
    programs: tuple = (0.5, 0.2, 0.15, 0.1, 0.05)   # shares
    by_program: bool = False        # a queue for each program, with workers of its own
    shards: int = 1                 # databases, each with some of the programs or customers, and locks of its own
    shared_processors: int = 0      # everything on so many, instead


class Simulation:
    """One run of a deployment."""

    def __init__(self, deployment, costs, rate, seed=1):
        self.deployment, self.costs, self.rate, self.random = deployment, costs, rate, random.Random(seed)
        self.clock = clock = Clock()
        d = deployment
        if d.shared_processors:
            shared = Pool(clock, d.shared_processors)
            self.broker, self.databases, pools = shared, [shared], [shared] * d.workers
        else:
            self.broker = Pool(clock, d.broker_processors)
            self.databases = [Pool(clock, d.database_processors) for _ in range(d.shards)]
            pools = [Pool(clock, d.worker_processors) for _ in range(d.workers)]
        self.pools = pools
        self.locks = {(program, shard): Lock(clock) for program in range(len(d.programs)) for shard in range(d.shards)}
        # By program: workers are dealt out in proportion to what the programs bring.
        ways = [[program] for program in range(len(d.programs))] if d.by_program else [list(range(len(d.programs)))]
        shares = [sum(d.programs[program] for program in way) for way in ways]
        counts = [max(1, round(d.workers * share)) for share in shares]
        self.lines = [collections.deque() for _ in ways]
        self.line_of = {program: line for line, way in enumerate(ways) for program in way}
        members = itertools.cycle(pools)
        self.workers = [[_Worker(self, next(members), self.lines[line]) for _ in range(counts[line])]
                        for line in range(len(ways))]
        self.taken = []             # (when it arrived, how long it took)
        self.arrived = 0

    def run(self, seconds, warmup=1.0):
        """Figures of everything that arrived after the warm-up."""
        self._arrive()
        self.clock.run(seconds)
        times = sorted(took for at, took in self.taken if at >= warmup)
        decided = sum(1 for at, took in self.taken if at + took >= warmup)
        busiest = max(self.locks.values(), key=lambda lock: lock.busy)

        def share(part):
            return times[min(len(times) - 1, int(part * len(times)))] if times else float("inf")
        return {"arrived": self.arrived, "decided": len(self.taken), "per_second": decided / (seconds - warmup),
                "p50": share(0.5), "p99": share(0.99), "waiting": self.arrived - len(self.taken),
                "worker": max(pool.load(seconds) for pool in self.pools), "broker": self.broker.load(seconds),
                "database": max(pool.load(seconds) for pool in self.databases), "lock": busiest.busy / seconds}

    def _arrive(self):
        program = self.random.choices(range(len(self.deployment.programs)), self.deployment.programs)[0]
        application = (self.clock.now, program, self.random.randrange(self.deployment.shards))
        self.arrived += 1
        line = self.line_of[program]

        def queued():
            self.lines[line].append(application)
            worker = min(self.workers[line], key=lambda worker: worker.held)
            worker.look()
        self.broker.use(self.costs.broker / 2, queued)
        self.clock.after(self.random.expovariate(self.rate), self._arrive)

    def end(self, applications):
        for at, _, _ in applications:
            self.taken.append((at, self.clock.now - at))


class _Worker:
    """Decides what is in its line, and settles what is decided: one transaction at a time, the next is made ready."""

    def __init__(self, simulation, pool, line):
        self.simulation, self.pool, self.line = simulation, pool, line
        self.held, self.deciding, self.settling, self.ready = 0, 0, False, collections.deque()

    def look(self):
        while self.line and self.held < PREFETCH and self.deciding < self.pool.processors:
            batch = [self.line.popleft() for _ in range(min(DECIDE_AT_ONCE, len(self.line)))]
            self.held += len(batch)
            self.deciding += 1
            self.pool.use(self.simulation.costs.worker * len(batch), lambda batch=batch: self._decided(batch))

    def _decided(self, batch):
        self.deciding -= 1
        self.ready.extend(batch)
        self._settle()
        self.look()

    def _settle(self):
        if self.settling or not self.ready:
            return
        # A transaction is one database's: the first one's, and all that belong there.
        shard = self.ready[0][2]
        batch = [a for a in itertools.islice(self.ready, SETTLE_AT_MOST) if a[2] == shard]
        chosen = set(map(id, batch))
        self.ready = collections.deque(a for a in self.ready if id(a) not in chosen)
        self.settling = True
        locks = [self.simulation.locks[program, shard] for program in sorted({a[1] for a in batch})]
        self._lock(locks, 0, batch, self.simulation.databases[shard])

    def _lock(self, locks, number, batch, database):
        """One after the other, in their order, as the ledger does it."""
        if number < len(locks):
            return locks[number].take(lambda: self._lock(locks, number + 1, batch, database))
        costs, clock = self.simulation.costs, self.simulation.clock

        def written():
            clock.after(costs.commit + costs.settling * len(batch), committed)

        def committed():
            for lock in locks:
                lock.release()
            self.settling = False
            self.simulation.broker.use(costs.broker / 2 * len(batch), lambda: self._published(batch))
            self._settle()
        database.use(costs.database * len(batch), written)

    def _published(self, batch):
        self.held -= len(batch)
        self.simulation.end(batch)
        self.look()
