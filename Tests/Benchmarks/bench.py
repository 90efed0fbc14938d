"""Measures `rebated run` beside a bare relay in C: see Tests/bench, which starts this."""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "endtoend"))

import house  # noqa: E402
import material  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
OUT = "bench.decisions"
SIZE = 3072


def application(number):
    """An application of 3 KB in its envelope: four lines that are decided, nothing left out, its own home."""
    lines = [material.heat_pump("m1"), material.furnace("m2"), material.thermostats("m3"),
             material.air_conditioner("m4")]
    data = material.application(f"B-{number:06d}", customer=f"C-{number:06d}", site=f"S-{number:06d}", measures=lines)
    event = {"specversion": "1.0", "id": f"b-{number:06d}", "source": "portal-bench",
             "type": "rebated.application.submitted.v1", "subject": data["application"],
             "time": "2026-03-02T09:15:04Z", "datacontenttype": "application/json", "data": data}

    def text():
        return json.dumps(event, separators=(",", ":"))
    kinds = ("invoice", "photo", "permit", "load_calculation")
    while SIZE - len(text()) > 200:
        i = len(data["documents"])
        data["documents"].append({"kind": kinds[i % 4], "name": f"{kinds[i % 4]}-{number:06d}-{i}.pdf",
                                  "media_type": "application/pdf", "model_numbers": ["HP-3", "GF-96", "T-1", "CA-17"]})
    data["documents"][0]["name"] = "i" * (SIZE - len(text())) + data["documents"][0]["name"]
    return text()


def cpu(pid):
    """Seconds of processor time that a process has taken, all its threads together."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def machine():
    """Seconds of processor time that the whole machine has taken."""
    user, nice, system, _, _, irq, softirq, steal = map(int, open("/proc/stat").readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICKS


def peak_memory(pid):
    """MiB"""
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return float("nan")


class Bench:
    def __init__(self, options):
        self.options = options
        self.folder = pathlib.Path(options.folder)
        self.broker = house.Broker(pathlib.Path(os.environ["REBATED_TEST_BROKER"]))
        self.broker_pid = int(self.broker._helper("pid", str(self.broker.folder)))
        self.port = self.broker.url().split(":")[-1].split("/")[0]
        self.relay = str(self.folder / "relay")
        subprocess.run(["gcc", "-O2", "-o", self.relay, str(HERE / "relay.c"), "-lrabbitmq"], check=True)
        self.messages = self.folder / "messages.jsonl"
        with open(self.messages, "w") as file:
            for number in range(options.count):
                file.write(application(number) + "\n")
        self.out_size = options.out_size

    def round(self, subject, number):
        folder = self.folder / f"{subject}-{number}"
        folder.mkdir()
        system = house.System(self.broker, folder)
        portal = system.portal(collects=False)
        try:
            portal.channel.queue_declare(OUT, durable=True, arguments={"x-queue-type": "quorum"})
            portal.channel.queue_bind(OUT, house.DECISIONS, "#")
            with open(self.messages) as messages:
                subprocess.run([self.relay, "fill", self.port, system.vhost, house.APPLICATIONS,
                                "submitted.efficiency-works"], stdin=messages, check=True, timeout=300)
            return self.measure(subject, system, portal)
        finally:
            system.close()
            self.broker.ctl("delete_vhost", system.vhost)
            for file in folder.iterdir():
                file.unlink()

    def measure(self, subject, system, portal):
        command = {
            "relay": [self.relay, "run", self.port, system.vhost, house.APPLICATIONS, house.DECISIONS,
                      "decision.approved.efficiency-works.guest", "1024", str(self.out_size)],
            "rebated, SQLite": [house.binary(), "run"],
        }[subject]
        count, first, memory = self.options.count, None, 0
        with open(system.folder / "log", "wb") as log:
            process = subprocess.Popen(command, env=system.environment(), stdin=subprocess.DEVNULL, stdout=log,
                                       stderr=log, preexec_fn=house._end_with_us)
        try:
            deadline = time.monotonic() + self.options.limit
            while True:
                done = portal.channel.queue_declare(OUT, passive=True).method.message_count
                now = time.monotonic(), cpu(process.pid), cpu(self.broker_pid), machine(), time.process_time(), done
                if first is None and done >= count / 10:  # the start is not measured
                    first = now
                if done >= count:
                    break
                if process.poll() is not None or now[0] > deadline:
                    raise SystemExit(f"{subject}: {done} of {count} after {self.options.limit} s or at its end:\n"
                                     + (system.folder / "log").read_text(errors="replace")[-3000:])
                # Often enough near the end, seldom enough not to be in the way.
                rate = (done - first[5]) / max(now[0] - first[0], 1e-3) if first else 0
                time.sleep(min(0.25, max(0.01, (count - done) / rate * 0.3)) if rate > 0 else 0.02)
            memory = peak_memory(process.pid)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(60)
        if subject != "relay":
            _, _, body = portal.channel.basic_get(OUT, auto_ack=True)
            self.out_size = len(body)
        seconds, client, broker, whole, own, messages = (b - a for a, b in zip(first, now))
        return {
            "per_second": messages / seconds,
            "client_us": client / messages * 1e6,
            "broker_us": broker / messages * 1e6,
            "peak_mib": memory,
            "others_cores": (whole - client - broker - own) / seconds,
        }


def table(results):
    columns = [("per_second", "applications/s", "{:,.0f}"), ("client_us", "client, µs CPU", "{:.1f}"),
               ("broker_us", "broker, µs CPU", "{:.1f}"), ("peak_mib", "peak MiB", "{:.0f}"),
               ("others_cores", "other load, cores", "{:.2f}")]
    rows = [["", *(title for _, title, _ in columns)]]
    for subject, rounds in results.items():
        cells = []
        for key, _, form in columns:
            values = sorted(r[key] for r in rounds)
            cells.append(f"{form.format(statistics.median(values))}  ({form.format(values[0])}–{form.format(values[-1])})")
        rows.append([subject, *cells])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths)).rstrip() for row in rows)


def main():
    parser = argparse.ArgumentParser(prog="Tests/bench", description="Applications per second, processor time and "
                                     "peak memory of a worker, beside a bare relay in C.")
    parser.add_argument("-n", "--count", type=int, default=20_000, help="applications in the queue (default: 20000)")
    parser.add_argument("-r", "--rounds", type=int, default=5, help="rounds of each (default: 5)")
    parser.add_argument("--only", choices=["relay", "rebated, SQLite"], help="only one of the two")
    parser.add_argument("--out-size", type=int, default=2048,
                        help="bytes that the relay publishes, until a decision of the worker tells (default: 2048)")
    parser.add_argument("--limit", type=float, default=120, help="seconds for one round (default: 120)")
    parser.add_argument("--json", default=".build/bench.json", help="where the figures go (default: .build/bench.json)")
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    options = parser.parse_args()
    bench = Bench(options)
    # The worker goes first, so that the relay publishes bodies of the size that decisions have.
    subjects = [options.only] if options.only else ["rebated, SQLite", "relay"]
    results = {subject: [] for subject in subjects}
    for number in range(options.rounds):
        for subject in subjects:
            result = bench.round(subject, number)
            results[subject].append(result)
            print(f"round {number + 1}: {subject:16s} {result['per_second']:8,.0f}/s", flush=True)
    print(f"\n{options.count} applications of {SIZE} bytes in, {bench.out_size} bytes out; quorum queues, persistent, "
          f"confirmed; SQLite with full sync.\nMedian of {options.rounds} (least–most); the two share this machine's "
          f"{os.cpu_count()} processors with the broker.\n\n{table(results)}")
    if len(results) == 2:
        rate = {subject: statistics.median(r["per_second"] for r in rounds) for subject, rounds in results.items()}
        print(f"\nThe worker keeps {rate['rebated, SQLite'] / rate['relay']:.0%} of the bare relay's rate.")
    pathlib.Path(options.json).write_text(json.dumps(
        {"count": options.count, "bytes_in": SIZE, "bytes_out": bench.out_size, "cores": os.cpu_count(),
         "rounds": results}, indent=2) + "\n")


if __name__ == "__main__":
    main()
