"""The commands that look at rulebooks: list, show, check, diff, test, explain."""

import json
import subprocess

import pytest

import cases
import exact
import house
from decide import decide

PROGRAMS = sorted((house.REPOSITORY / "Sources/Rulebook/Programs").glob("*.yaml"))
SAMPLES = sorted((house.REPOSITORY / "Deploy/samples").glob("*.json"))


def rulebook(*arguments, status=0, stdin=None):
    done = subprocess.run([house.binary(), "rulebook", *map(str, arguments)], input=stdin, capture_output=True,
                          text=True, timeout=120)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def changed(path, folder, old, new):
    """A copy of a rulebook in which one text stands for another."""
    text = path.read_text()
    assert text.count(old) == 1
    copy = folder / path.name
    copy.write_text(text.replace(old, new))
    return copy


@pytest.fixture
def efficiency_works():
    return next(path for path in PROGRAMS if path.stem == "efficiency-works")


def test_list_names_every_program():
    lines = rulebook("list").splitlines()[1:]
    assert [line.split()[0] for line in lines] == [path.stem for path in PROGRAMS]


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_show_fits_its_width(path):
    by_name, by_file = rulebook("show", path.stem, "--width", 80), rulebook("show", path, "--width", 80)
    assert by_name.splitlines()[10:] == by_file.splitlines()[10:]
    assert all(len(line) <= 80 for line in by_name.splitlines() if " " in line.strip()[50:])


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_what_is_bundled_is_sound(path):
    printed = rulebook("check", path)
    assert printed.endswith(f"{path}: ok\n")
    assert "warning:" not in printed and "error:" not in printed


def test_a_check_tells_every_fault_and_goes_on(efficiency_works, tmp_path):
    broken = changed(efficiency_works, tmp_path, "unit.seer >= 14.5", "unit.sear >= 14.5")
    printed = rulebook("check", broken, tmp_path / "none.yaml", efficiency_works, status=1)
    assert f"{broken}:" in printed and "EW-HP-1" in printed and "did you mean" in printed
    assert "none.yaml: error: there is no such file" in printed
    assert printed.endswith(f"{efficiency_works}: ok\n")


def test_a_finding_names_its_example(efficiency_works, tmp_path):
    odd = changed(efficiency_works, tmp_path, "when: unit.uef >= 2.0", "when: unit.uef >= 2.0 and unit.uef < 2.5")
    assert "a gap between tiers" in (printed := rulebook("check", odd)) and "unit.uef = 2.5 reaches none" in printed


def test_diff_is_a_line_for_a_change(efficiency_works, tmp_path):
    new = changed(efficiency_works, tmp_path, 'formula: "275"', 'formula: "280"')
    assert rulebook("diff", "efficiency-works", new) == "measure whole-house-fan amount formula: 275 → 280\n"
    assert rulebook("diff", efficiency_works, "efficiency-works@1") == ""


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_acceptance_cases_pass_as_a_rulebooks_own(path, tmp_path):
    own = [case for case in cases.load() if case.program == path.stem]
    (tmp_path / path.name).write_text(path.read_text())
    beside = tmp_path / f"{path.stem}.test.yaml"
    # JSON is YAML.
    beside.write_text("".join(
        "- " + exact.dumps({"name": case.name, "budgets": case.budgets, "items": case.items, "expect": case.expect})
        + "\n" for case in own))
    assert rulebook("test", tmp_path / path.name).endswith(f"\n{len(own)} passed, 0 failed\n")


def test_a_case_that_fails_tells_the_difference(efficiency_works, tmp_path):
    item = {"application": "A-1", "revision": 1, "program": "efficiency-works", "submitted_on": "2026-03-02",
            "customer": {"id": "C"}, "site": {"id": "S"}, "measures": []}
    (tmp_path / "efficiency-works.yaml").write_text(efficiency_works.read_text())
    (tmp_path / "efficiency-works.test.yaml").write_text(
        json.dumps([{"name": "one", "items": [item], "expect": [{"rejected": ["measures[0]"]}]}]))
    printed = rulebook("test", tmp_path / "efficiency-works.yaml", status=1)
    assert "rejected: [measures[0]] expected, [measures] found\n0 passed, 1 failed\n" in printed


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_explain_tells_every_finding(path):
    answer = decide([path.read_text()])[0]
    decision = json.loads(answer)
    letter = rulebook("explain", "-", stdin=answer)
    for finding in decision["findings"] + [f for line in decision["measures"] for f in line["findings"]]:
        assert finding["rule"] in letter
    assert all(f"`{missing}`" in letter for missing in decision["missing"])
    assert all(f"`{task['task']}`" in letter for task in decision["tasks"])
    event = {"specversion": "1.0", "type": "rebated.decision.made.v1", "data": decision}
    assert rulebook("explain", "-", stdin=json.dumps(event)) == letter
