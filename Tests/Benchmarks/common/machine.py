"""What processes and the machine have used, and what machine it is."""

import datetime
import os
import pathlib
import platform
import subprocess

TICKS = os.sysconf("SC_CLK_TCK")
REPOSITORY = pathlib.Path(__file__).resolve().parents[3]


def _fields(pid):
    """Of /proc/PID/stat, from the state on; None if the process has ended."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None


def _processes():
    for entry in os.listdir("/proc"):
        if entry.isdigit() and (fields := _fields(entry)):
            yield int(entry), fields


def cpu(pid):
    """Seconds of processor time of one process, all its threads together; 0 if it has ended."""
    fields = _fields(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def session_cpu(leader):
    """Seconds of all processes of a session, and of those among their children that have ended."""
    return sum(sum(map(int, fields[11:15])) for _, fields in _processes() if int(fields[3]) == leader) / TICKS


def session_memory(leader):
    """MiB: the most that the processes of a session have held, each at its own time."""
    return sum(peak_memory(pid) for pid, fields in _processes() if int(fields[3]) == leader)


def server_cpu(pid):
    """Seconds of a server that serves each connection by a child of its own, as PostgreSQL does."""
    own = _fields(pid)
    children = sum(int(f[11]) + int(f[12]) for _, f in _processes() if int(f[1]) == pid)
    return (sum(map(int, own[11:15])) + children) / TICKS if own else 0.0


def machine_cpu():
    """Seconds of processor time that the whole machine has taken, what was stolen from it included."""
    user, nice, system, _, _, irq, softirq, steal = map(int, open("/proc/stat").readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICKS


def _status(pid, name):
    try:
        for line in open(f"/proc/{pid}/status"):
            if line.startswith(name):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def peak_memory(pid):
    """MiB: the most that one process has held."""
    return _status(pid, "VmHWM")


def memory(pid):
    """MiB: what it holds now."""
    return _status(pid, "VmRSS")


def description():
    """The machine and the programs, as far as figures depend on them."""
    def first(*command):
        done = subprocess.run(command, capture_output=True, text=True)
        return (done.stdout.strip().splitlines() or [""])[0]

    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
    total = int(open("/proc/meminfo").readline().split()[1])
    return {
        "date": datetime.date.today().isoformat(),
        "processors": os.cpu_count(),
        "processor": model or platform.machine(),
        "memory_gib": round(total / 1024 / 1024),
        "system": next((line.split("=")[1].strip().strip('"') for line in open("/etc/os-release")
                        if line.startswith("PRETTY_NAME")), platform.system()),
        "kernel": platform.release(),
        "rabbitmq": first("dpkg-query", "-W", "-f", "${Version}", "rabbitmq-server"),
        "postgresql": first("dpkg-query", "-W", "-f", "${Version}", "postgresql"),
        "librabbitmq": first("dpkg-query", "-W", "-f", "${Version}", "librabbitmq-dev"),
        "version": first("git", "-C", str(REPOSITORY), "describe", "--always", "--dirty"),
    }
