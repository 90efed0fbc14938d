#!/usr/bin/env python3
"""Scores `rebated feel` on cases in the line format of the DMN Technology Compatibility Kit.

    score.py CASES.jsonl [--list] [--minimum PERCENT] -- COMMAND [ARGUMENT…]

Each case has an id, an expression, a context and the value that is expected. The command reads the cases as
JSON lines and answers each with a line. A case passes if it answers the expected value; null or an error
where null is expected. Prints the counts by folder; with --list, also every case that does not pass.
"""

import argparse
import collections
import datetime
import decimal
import json
import queue
import re
import subprocess
import sys
import threading
import zoneinfo

decimal.getcontext().prec = 60
TOLERANCE = decimal.Decimal("0.00000001")
SILENCE = 20


def duration(text):
    """('months', n) or ('seconds', n)."""
    match = re.fullmatch(
        r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", text
    )
    if not match:
        return ("?", text)
    sign = -1 if match[1] else 1
    years, months, days, hours, minutes = (int(part or 0) for part in match.groups()[1:6])
    if match[2] or match[3]:
        return ("months", sign * (years * 12 + months))
    seconds = decimal.Decimal(match[7] or 0) + days * 86400 + hours * 3600 + minutes * 60
    return ("seconds", sign * seconds)


def offset(zone, date):
    """The offset in seconds, None without any."""
    if not zone:
        return None
    if zone in ("Z", "z"):
        return 0
    if zone[0] == "@":
        year, month, day = (date or (2000, 1, 1))
        moment = datetime.datetime(min(max(year, 1), 9999), month, day, tzinfo=zoneinfo.ZoneInfo(zone[1:]))
        return int(moment.utcoffset().total_seconds())
    parts = [int(part) for part in zone[1:].split(":")] + [0]
    return (-1 if zone[0] == "-" else 1) * (parts[0] * 3600 + parts[1] * 60 + parts[2])


def date(text):
    match = re.fullmatch(r"(-?)(\d{4,9})-(\d\d)-(\d\d)", text)
    return (int(match[1] + match[2]), int(match[3]), int(match[4])) if match else None


def time(text, day=None):
    match = re.fullmatch(r"(\d\d):(\d\d):(\d\d(?:\.\d+)?)(.*)", text)
    if not match:
        return None
    return (int(match[1]), int(match[2]), decimal.Decimal(match[3]), offset(match[4], day))


def date_time(text):
    day, _, clock = text.partition("T")
    return (date(day), time(clock, date(day)))


def same(expected, actual, exactly):
    if expected is None or actual is None:
        return expected is None and actual is None
    (kind, value), = expected.items()
    if kind not in actual:
        return False
    other = actual[kind]
    if kind == "number":
        difference = abs(decimal.Decimal(value) - decimal.Decimal(other))
        if not exactly:
            return difference <= TOLERANCE
        exponent = decimal.Decimal(value).as_tuple().exponent
        return difference <= decimal.Decimal(1).scaleb(min(exponent, 0)) / 2
    if kind == "duration":
        return duration(value) == duration(other)
    if kind == "date":
        return date(value) == date(other) is not None
    if kind == "time":
        return time(value) == time(other) is not None
    if kind == "dateTime":
        return date_time(value) == date_time(other)
    if kind == "list":
        return len(value) == len(other) and all(same(a, b, exactly) for a, b in zip(value, other))
    if kind == "context":
        return value.keys() == other.keys() and all(same(value[name], other[name], exactly) for name in value)
    return value == other and type(value) is type(other)


def judge(case, answer, exactly=False):
    if answer is None:
        return "failed"
    if "unsupported" in answer:
        return "unsupported"
    if case["expected"] is None:
        return "passed" if "error" in answer or answer.get("value", 0) is None else "failed"
    try:
        return "passed" if "value" in answer and same(case["expected"], answer["value"], exactly) else "failed"
    except (ArithmeticError, KeyError, TypeError, ValueError, AttributeError):
        return "failed"


class Engine:
    def __init__(self, command):
        self.command = command
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, args=(self.process, self.lines), daemon=True).start()

    @staticmethod
    def read(process, lines):
        for line in process.stdout:
            lines.put(line)
        lines.put(b"")

    def ask(self, case):
        sent = {name: case[name] for name in ("id", "expr", "context")}
        try:
            self.process.stdin.write(json.dumps(sent, ensure_ascii=False).encode() + b"\n")
            self.process.stdin.flush()
            line = self.lines.get(timeout=SILENCE)
        except (OSError, queue.Empty):
            line = b""
        if not line:
            self.process.kill()
            self.process.wait()
            self.start()
            return None
        try:
            answer = json.loads(line)
        except ValueError:
            return None
        return answer if answer.get("id") == case["id"] else None

    def stop(self):
        self.process.stdin.close()
        return self.process.wait(timeout=SILENCE)


def share(passed, total):
    return 100 * passed / total if total else 100.0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cases")
    parser.add_argument("--list", action="store_true", help="print every case that does not pass")
    parser.add_argument("--minimum", type=float, default=0, help="exit 1 below this share in percent")
    arguments, command = parser.parse_known_args()
    if command[:1] == ["--"]:
        command = command[1:]
    engine = Engine(command)
    folders = collections.defaultdict(collections.Counter)
    total = collections.Counter()
    with open(arguments.cases, encoding="utf-8") as file:
        for line in file:
            case = json.loads(line)
            answer = engine.ask(case)
            result = judge(case, answer)
            groups = ["all", case.get("kind", "literal")]
            if case["expected"] is not None:
                groups.append("values")
                if result == "passed" and judge(case, answer, exactly=True) == "passed":
                    total["values", "exact"] += 1
            if case.get("spaced"):
                groups.append("spaced")
            for group in groups:
                total[group, result] += 1
                total[group] += 1
            folders[case.get("folder", "")][result] += 1
            if arguments.list and result != "passed":
                print(f"{result}: {case['expr'].strip()!r}\n  context  {case['context']}")
                print(f"  expected {case['expected']}\n  answered {answer}")
    status = engine.stop()
    for folder, counts in sorted(folders.items()):
        count = sum(counts.values())
        rest = ", ".join(f"{counts[kind]} {kind}" for kind in ("failed", "unsupported") if counts[kind])
        print(f"{counts['passed']:5} of {count:4}  {folder}" + (f"  ({rest})" if rest else ""))
    for group in ("literal", "boxed", "spaced", "values", "all"):
        if total[group]:
            passed = total[group, "passed"]
            print(f"{group}: {passed} of {total[group]} = {share(passed, total[group]):.2f} %")
    print(f"values without any error in the digits given: {total['values', 'exact']}")
    if status:
        print(f"the command ended with {status}")
    lowest = min(share(total[group, "passed"], total[group]) for group in ("all", "values"))
    sys.exit(1 if status or lowest < arguments.minimum else 0)


if __name__ == "__main__":
    main()
