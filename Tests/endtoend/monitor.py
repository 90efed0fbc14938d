"""What a worker tells over HTTP, as a monitoring system reads it."""

import json
import re
import subprocess
import urllib.error
import urllib.request

import house

SAMPLE = re.compile(r'^([a-z_]+)(?:\{(.*)\})? (\S+)$')
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\]|\\.)*)"')


def get(url, method="GET"):
    """(status, headers, text)"""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=10) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


class Monitor:
    """The site of one worker, which was started with `--http=127.0.0.1:0`."""

    def __init__(self, worker):
        self.worker = worker
        found = house.until(lambda: re.search(r"/metrics at (http://[0-9.:]+)", worker.log) or not worker.running, 30,
                            lambda: f"the worker tells where it serves:\n{worker.log}")
        assert worker.running, worker.log
        self.url = found[1]

    def get(self, path):
        return get(self.url + path)

    @property
    def live(self) -> bool:
        return self.get("/live")[0] == 200

    @property
    def ready(self) -> dict:
        """What `/ready` says; the status agrees with it."""
        status, headers, text = self.get("/ready")
        assert headers["content-type"] == "application/json"
        said = json.loads(text)
        assert said["ready"] == (status == 200)
        return said

    @property
    def problems(self) -> dict:
        return {name: check["problem"] for name, check in self.ready["checks"].items() if not check["ok"]}

    def until_red(self, check, *words, seconds=30):
        """Waits until a check fails, and says one of these words; the process stays alive."""
        def red():
            assert self.live
            problem = self.problems.get(check, "")
            return any(word in problem for word in words) and problem
        return house.until(red, seconds, lambda: f"{check} says {words}: {self.ready}\n{self.worker.log[-2000:]}")

    def until_ready(self, seconds=60):
        house.until(lambda: self.ready["ready"], seconds, lambda: f"ready again: {self.problems}")

    @property
    def text(self) -> str:
        return self.get("/metrics")[2]

    @property
    def samples(self) -> dict:
        """{(name, ((label, value), …)): number}"""
        lines = [SAMPLE.match(line) for line in self.text.splitlines() if not line.startswith("#")]
        return {(found[1], tuple(LABEL.findall(found[2] or ""))): float(found[3]) for found in lines}

    def value(self, name, **labels) -> float:
        """The sum of a metric's samples with these labels; fails if there is none."""
        found = [number for (other, having), number in self.samples.items()
                 if other == name and labels.items() <= dict(having).items()]
        assert found, f"no {name} with {labels}"
        return sum(found)

    def until_value(self, expected, name, seconds=30, **labels):
        house.until(lambda: self.value(name, **labels) == expected, seconds,
                    lambda: f"{name} {labels} is {expected}: {self.value(name, **labels)}")


def faults(text) -> str:
    """What `promtool check metrics` finds."""
    done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr + ("" if done.returncode == 0 else f"(status {done.returncode})")
