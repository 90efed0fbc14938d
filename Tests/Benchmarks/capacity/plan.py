"""How much of what serves a rate, from what was measured: arithmetic, which the simulation then tries."""

import math

from capacity.simulate import Costs
from common.figures import column, median

FULL = 0.6          # of a resource, at most, planned for: beyond it waiting grows faster than the load
NETWORK = 0.0005    # seconds, assumed: a round trip between machines of one data centre
TRIPS = 2           # of a transaction: one that locks and reads, one that writes and commits
BOTH = 0.5          # assumed: of what one queue takes in and another gives out, a queue does that does both at once


def _of(measured, subject, name):
    return median(column([m["figures"] for m in measured["throughput"]["measurements"]
                          if m["key"].get("part") == "throughput" and m["key"]["subject"] == subject], name))


def copies(measured):
    """What three replicas of a queue cost beside one, in processor time of all nodes together."""
    one, three = (median(column([m["figures"] for m in measured["growth"]["measurements"] if m["key"]["axis"] == "replicas"
                                 and m["key"]["subject"] == "relay" and m["key"]["step"] == step], "broker_us"))
                  for step in (1, 3))
    return three / one


def commits(measured):
    """Seconds of a transaction in PostgreSQL: (for itself, for each application in it), a line through one and 256."""
    whole = {int(step): median([line["microseconds"] for line in measured["micro"]["edges"]
                                if (line["what"], line["where"], line["step"]) == ("ledger", "PostgreSQL", step)])
             * int(step) / 1e6 for step in ("1", "256")}
    each = (whole[256] - whole[1]) / 255
    return whole[1] - each, each


def costs(measured):
    """For machines apart from each other, with queues of three replicas."""
    own, each = commits(measured)
    database = _of(measured, "postgresql", "database_us") / 1e6
    return Costs(worker=_of(measured, "postgresql", "client_us") / 1e6,
                 broker=_of(measured, "postgresql", "broker_us") / 1e6 * copies(measured), database=database,
                 commit=own + TRIPS * NETWORK, settling=max(each - database, 0))


def queue_rate(measured):
    """Applications a second through one queue at most: its leader is one process, which works on one processor."""
    return _of(measured, "relay", "per_second") * BOTH


def lock_rate(costs, batch=256):
    """Applications a second of one program at most, in full batches."""
    return batch / (costs.commit + (costs.settling + costs.database) * batch)


def needs(measured, rate):
    """What serves a rate, none of it fuller than planned for."""
    c = costs(measured)

    def processors(seconds):
        return max(1, math.ceil(rate * seconds / FULL))
    return {"rate": rate, "worker processors": processors(c.worker), "workers": max(2, math.ceil(processors(c.worker) / 2)),
            "broker processors": processors(c.broker), "broker nodes": max(3, math.ceil(processors(c.broker) / 8)),
            "queues": max(1, math.ceil(rate / queue_rate(measured) / FULL)),
            "database processors": processors(c.database),
            "of one program's lock": rate / lock_rate(c)}


def first_to_give_out(measured, workers=2, worker_processors=2, broker_processors=12, database_processors=4):
    """[(resource, applications a second that it takes)], the least first: a small deployment, full to the brim."""
    c = costs(measured)
    return sorted([("the workers' processors", workers * worker_processors / c.worker),
                   ("the broker's processors", broker_processors / c.broker),
                   ("the applications' queue", queue_rate(measured)),
                   ("the database's processors", database_processors / c.database),
                   ("the program's lock", lock_rate(c))], key=lambda pair: pair[1])
