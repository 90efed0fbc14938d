"""Where a decision meets the ledger and the broker: a commit for each size of a batch, publishing, consuming. What a
disk and a broker take varies with the machine: these figures have no thresholds."""

import json
import subprocess

from common.messages import template
from common.place import Place, ledgers

BATCHES = ["1", "16", "64", "256"]
APPLICATIONS = 24_000   # enough for every size


def _lines(output):
    for line in output.splitlines():
        what, step, count, nanoseconds, processor = line.split("\t")
        if int(count):
            yield {"what": what, "step": step, "count": int(count), "microseconds": float(nanoseconds) / 1e3,
                   "processor_microseconds": float(processor) / 1e3}


def _run(program, *arguments):
    return _lines(subprocess.run([program, *arguments], check=True, capture_output=True, text=True, timeout=300).stdout)


def ledger(program, place: Place):
    """Microseconds of one application in commits of several sizes, in a file and in PostgreSQL."""
    text = json.dumps(json.loads(template(3_072))["data"])
    file = place.file("applications", "\n".join(
        text.replace("@@@@@@@", f"{number:07d}") for number in range(APPLICATIONS)) + "\n")
    for line in _run(program, "ledger", str(place.folder / "micro.sqlite"), file, *BATCHES):
        yield {**line, "where": "SQLite"}
    database = ledgers.Database(place.server)
    try:
        for line in _run(program, "ledger", database.url, file, *BATCHES):
            yield {**line, "where": "PostgreSQL"}
    finally:
        database.close()


def amqp(program, place: Place, count=20_000, size=2_048):
    """Microseconds of one message, published with a confirm, and consumed and acknowledged; a quorum queue."""
    for line in _run(program, "amqp", place.broker.url(), "bench.micro", str(count), str(size)):
        yield {**line, "where": "AMQP", "step": f"{size} bytes"}
    place.broker.eval('rabbit_amqqueue:with(rabbit_misc:r(<<"/">>, queue, <<"bench.micro">>), fun(Q) -> '
                      'rabbit_amqqueue:delete(Q, false, false, <<"bench">>) end).')
