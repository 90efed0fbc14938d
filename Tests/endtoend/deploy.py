"""What the tests of Deploy/ share."""

import functools
import pathlib
import re
import subprocess

import house

DEPLOY = house.REPOSITORY / "Deploy"
DOCUMENTATION = house.REPOSITORY / "Sources/rebated/rebated.docc"


def run(*arguments, **options) -> str:
    """A tool's output; fails with it where the tool does."""
    done = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True, timeout=120, **options)
    assert done.returncode == 0, f"{arguments[0]} ended with {done.returncode}:\n{done.stdout[-6000:]}{done.stderr[-6000:]}"
    return done.stdout + done.stderr


@functools.cache
def settings() -> set:
    """What `rebated run` can be told: its long options, which are the keys of its file."""
    return set(re.findall(r"^ +--([a-z][a-z-]+)", run(house.binary(), "help", "run"), re.M)) - {"version", "help", "config"}


def seconds(text: str) -> int:
    number, unit = re.fullmatch(r"(\d+)(s|m|min)?", str(text)).groups()
    return int(number) * (60 if unit in ("m", "min") else 1)


@functools.cache
def drain() -> int:
    """The default of the setting `drain`, in seconds, and the three after which a worker ends in any case."""
    return seconds(re.search(r"--drain .*?default:\s+(\w+)", run(house.binary(), "help", "run"), re.S).group(1)) + 3


def metrics() -> set:
    """The names of the catalog, a histogram's by its base."""
    page = DOCUMENTATION / "Metrics.md"
    assert page.exists(), "the catalog of metrics is missing"
    return set(re.findall(r"\b(?:rebated|process)_[a-z_]+\b", page.read_text()))


def used_metrics(expression: str) -> set:
    """The metrics that an expression asks for; recording rules, whose names have colons, apart."""
    plain = re.sub(r'"[^"]*"', '""', expression)
    names = re.findall(r"(?<![\w:])((?:rebated|process)_[a-z_]+)(?![\w:])", plain)
    return {re.sub(r"_(bucket|count|sum)$", "", name) for name in names}


def known_settings(names):
    """Asserts that settings are known, where this build has those for operators."""
    if "http" in settings():
        assert not set(names) - settings(), f"unknown settings: {sorted(set(names) - settings())}"
