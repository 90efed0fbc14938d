"""What a ledger has recorded, in its own order, as `rebated ledger export` tells it; and what it finds wrong with
itself."""

import dataclasses
import subprocess

import exact
import house


@dataclasses.dataclass
class Row:
    """A decision."""

    program: str
    application: str
    revision: int
    number: int
    status: str
    event: str
    body: str

    @property
    def key(self):
        return self.program, self.application, self.revision


def _exported(system):
    """(kind, value) of every line."""
    with subprocess.Popen([house.binary(), "ledger", "export"], env=system.environment(), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            yield next(iter(exact.loads(line).items()))
        problem = process.stderr.read()
    assert process.returncode == 0, f"ledger export ended with {process.returncode}: {problem}"


def read(system):
    """Every decision, each program's in the order of its journal."""
    last = {}
    for kind, value in _exported(system):
        if kind in ("decision", "budget"):
            program, sequence = value["program"], int(value["sequence"])
            assert sequence == last.get(program, 0) + 1, f"link {sequence} of {program} after {last.get(program)}"
            last[program] = sequence
        if kind == "decision":
            body = value["body"] if isinstance(value["body"], dict) else exact.loads(value["body"])
            yield Row(value["program"], value["application"], int(value["revision"]), int(value["number"]),
                      value["status"], value["event"], exact.dumps(body))


def faults(system):
    """What the ledger finds wrong with itself, and what it has not yet published."""
    found = [value for kind, value in _exported(system) if kind == "event"]
    verified = subprocess.run([house.binary(), "ledger", "verify"], env=system.environment(), capture_output=True,
                              text=True, timeout=300)
    if verified.returncode != 0:
        found.append(verified.stdout + verified.stderr)
    return found + system.ledger.problems()
