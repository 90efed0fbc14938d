"""The acceptance cases, for every program that has a rulebook."""

import os
import re

import exact
import house

FOLDER = house.REPOSITORY / "Tests/Cases"

# The programs whose cases must hold: those that have a rulebook. REBATED_TEST_PROGRAMS names others, separated
# by spaces.
_RULEBOOKS = sorted(file.stem for file in (house.REPOSITORY / "Sources/Rulebook/Programs").glob("*.yaml"))
PROGRAMS = os.environ.get("REBATED_TEST_PROGRAMS", "").split() or _RULEBOOKS

_ID = re.compile(r"[A-Za-z0-9._-]{1,50}")


class Case:
    def __init__(self, program, number, text):
        self.program, self.number = program, number
        self.content = exact.loads(text)
        self.name = self.content["name"]
        self.items = self.content["items"]
        self.expect = self.content["expect"]
        self.budgets = self.content.get("budgets", {})

    def __repr__(self):
        return f"{self.program}: {self.name}"

    def apart(self):
        """The same case with ids that no other case has, so that several can share a ledger."""
        prefix = f"{self.program[0]}{self.number}-"

        def own(identity):
            return prefix + identity if isinstance(identity, str) and _ID.fullmatch(identity) else identity

        def renamed(value, *path):
            """A copy of the value with the member at the path made its own, where there is one."""
            if not isinstance(value, dict) or path[0] not in value:
                return value
            head, *rest = path
            return {**value, head: renamed(value[head], *rest) if rest else own(value[head])}

        def item(value):
            if "review" in value:
                parts = value["review"].get("task", "").split("/")
                if len(parts) > 1:
                    parts[1] = own(parts[1])
                return {"review": {**value["review"], "task": "/".join(parts)}}
            if "withdrawn" in value:
                return {"withdrawn": renamed(value["withdrawn"], "application")}
            for path in (("application",), ("customer", "id"), ("site", "id")):
                value = renamed(value, *path)
            return value

        copy = Case.__new__(Case)
        copy.__dict__.update(self.__dict__)
        copy.items = [item(value) for value in self.items]
        copy.expect = [renamed(value, "application") for value in self.expect]
        return copy


def load():
    return [
        Case(program, number, line)
        for program in PROGRAMS
        for number, line in enumerate((FOLDER / f"{program}.jsonl").read_text().splitlines())
    ]
