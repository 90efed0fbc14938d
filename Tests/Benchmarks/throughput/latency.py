"""An open loop: applications arrive at a rate, whatever the subject does; how long until the decision is there?"""

import json
import subprocess
import time

from common import machine
from common.place import OUT
from throughput import drain

WARMUP = 2


def latency(place, subject, template, rate, seconds):
    """Milliseconds from when an application was to be sent until its decision had come."""
    with place.system(subject.ledger) as system, subject.start(place, system) as process:
        _wait_until_consuming(system, process)
        command = place.loading("pace", system, template, queue=OUT, rate=f"{rate:.1f}", warmup=WARMUP, limit=20,
                                count=int(rate * (seconds + WARMUP)))
        before = drain.snapshot(place, [process.pid], 0)
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 90)
        if done.returncode != 0:
            raise SystemExit(f"{subject.title} at {rate:.0f}/s: {done.stderr}")
        figures = json.loads(done.stdout)
        after = drain.snapshot(place, [process.pid], figures["sent"] - figures["missing"])
        used = drain.compare(before, after, machine.session_memory(process.pid))
        return {**figures, **{name: used[name] for name in ("client_us", "peak_mib")}}


def _wait_until_consuming(system, process, seconds=30):
    deadline = time.monotonic() + seconds
    while not system.channel.queue_declare("rebated.applications", passive=True).method.consumer_count:
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"nobody consumes:\n{(system.folder / 'log').read_text(errors='replace')[-3000:]}")
        time.sleep(0.05)
    time.sleep(0.5)  # what else a start brings along
