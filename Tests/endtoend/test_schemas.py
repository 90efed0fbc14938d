"""The schemas say what the program does: what it takes is valid, what it refuses for its shape is not, and what it
prints is valid."""

import decimal
import random
import re
import subprocess

import jsonschema
import pytest

import cases
import exact
import house
import mutations
import schemas
from decide import decide

SAMPLES = sorted((house.REPOSITORY / "Deploy/samples").glob("*.json"))


def application_faults(application):
    return schemas.faults(f"application.{application['program']}", application)


@pytest.mark.parametrize("name", schemas.ALL)
def test_is_a_schema(name):
    jsonschema.Draft202012Validator.check_schema(schemas.ALL[name])


@pytest.mark.parametrize("program", schemas.PROGRAMS)
def test_the_command_prints_it(program):
    printed = subprocess.run([house.binary(), "rulebook", "schema", program], capture_output=True, timeout=60)
    assert printed.returncode == 0, printed.stderr
    assert printed.stdout == (schemas.FOLDER / f"application.{program}.schema.json").read_bytes()


def test_the_command_writes_all(tmp_path):
    done = subprocess.run([house.binary(), "rulebook", "schema", "--all", tmp_path], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in schemas.FOLDER.glob("*.json")}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_valid(path):
    assert application_faults(schemas.loads(path.read_text())) == []


@pytest.mark.parametrize("case", cases.load(), ids=repr)
def test_cases(case):
    """What is accepted is valid, what is rejected for its shape is not, and every answer is valid."""
    texts = [exact.dumps(item) for item in case.items]
    budgets = [f"--budget={program}={amount}" for program, amount in case.budgets.items()]
    for text, line in zip(texts, decide(texts, *budgets)):
        item, answer = schemas.loads(text), schemas.loads(line)
        kind, data = "submitted", item
        for name, of in (("review", "rebated.review.completed.v1"), ("withdrawn", "rebated.application.withdrawn.v1")):
            if name in item:
                kind, data = name, item[name]
                assert "rejected" in answer or schemas.faults(of, data) == []
        if "rejected" not in answer:
            assert schemas.faults(schemas.DECISION, answer) == []
            if kind == "submitted":
                assert application_faults(item) == []
                assert schemas.faults("rebated.application.submitted.v1", item) == []
        else:
            assert schemas.faults(schemas.REJECTION, answer["rejected"]) == []
            if kind == "submitted" and item.get("program") in schemas.PROGRAMS and is_for_shape(answer, item):
                assert application_faults(item) != [], answer


def at(value, path):
    """The value at the path, None where there is none."""
    for name in re.findall(r"[^.\[\]]+", path):
        value = value[int(name)] if isinstance(value, list) else value.get(name)
    return value


def is_sayable(error, application):
    """Whether a schema can tell the problem: see the schemas' descriptions."""
    if error["path"] == "revision":
        return not schemas.is_whole(application["revision"]) or not 1 <= application["revision"] < 2 ** 31
    if "an amount of dollars" in error["problem"]:
        # More than two decimals, in a number.
        amount = at(application, error["path"])
        return not isinstance(amount, decimal.Decimal) or amount * 100 % 1 == 0
    return not any(words in error["problem"] for words in ("stands twice", "no edition of"))


def is_for_shape(answer, application):
    """Whether anything was refused that a schema can tell."""
    return any(is_sayable(error, application) for error in answer["rejected"]["errors"])


def disagreements(program, changed):
    """Where the schema and `decide` differ on whether an application can be taken, and how many are taken."""
    differences, accepted = [], 0
    for (what, application), line in zip(changed, decide([schemas.dumps(item) for _, item in changed])):
        answer = schemas.loads(line)
        found = schemas.faults(f"application.{program}", application)
        if "rejected" not in answer:
            accepted += 1
            if found:
                differences.append(f"{what}: accepted, but {found}")
        elif not found and is_for_shape(answer, application):
            differences.append(f"{what}: valid, but {answer['rejected']['errors']}")
    return differences, accepted


@pytest.mark.parametrize("program", schemas.PROGRAMS)
def test_schema_and_intake_agree_on_every_fact(program):
    all_changes = enumerate(mutations.every_fact(schemas.ALL[f"application.{program}"]))
    changed = [(what, {"application": f"M-{number}", **application}) for number, (what, application) in all_changes]
    differences, accepted = disagreements(program, changed)
    assert differences == []
    assert 0.05 < accepted / len(changed) < 0.5, "the values are nearly all good, or nearly all bad"


@pytest.mark.parametrize("program", schemas.PROGRAMS)
def test_schema_and_intake_agree_on_what_is_nearly_right(program):
    """600 applications with one thing changed in each."""
    chance = random.Random(f"{program} 2026")
    sound = [schemas.loads(path.read_text()) for path in SAMPLES]
    sound += [schemas.loads(exact.dumps(item)) for case in cases.load() for item in case.items if "measures" in item]
    sound = [item for item in sound if item["program"] == program and not application_faults(item)]
    differences, accepted = disagreements(
        program, [mutations.changed(chance.choice(sound), f"M-{number}", chance) for number in range(600)])
    assert differences == []
    assert 100 < accepted < 500, "the changes are all harmless, or all harmful"
