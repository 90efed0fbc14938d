"""Forms: a template goes out, is filled in by somebody else's software, and comes back as decisions."""

import decimal
import json
import os
import re
import subprocess
import sys
import zipfile

import openpyxl
import pytest

import cases
import exact
import forms
import house
import material
from decide import decide

PROGRAMS = cases.PROGRAMS


def run(*arguments, status=0, stdin=None, system=None, seconds=120):
    environment = system.environment() if system else {k: v for k, v in os.environ.items() if not k.startswith("REBATED_B")}
    text = not isinstance(stdin, bytes)
    done = subprocess.run([house.binary(), *map(str, arguments)], input=stdin, env=environment, capture_output=True,
                          text=text, timeout=seconds)
    assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
    return done


def submit(*arguments, **options):
    return run("submit", *arguments, **options)


@pytest.fixture(scope="module")
def templates(tmp_path_factory):
    """A workbook for each program."""
    folder = tmp_path_factory.mktemp("templates")
    made = {}
    for program in PROGRAMS:
        made[program] = folder / f"{program}.xlsx"
        run("template", program, "-o", made[program])
    return made


@pytest.fixture(scope="module")
def system(shared_system):
    shared_system.worker()
    return shared_system


def as_a_cell_holds_it(value):
    """Texts without white space around them, and without what says nothing: a blank cell is a fact that is not known."""
    if isinstance(value, dict):
        members = {name: as_a_cell_holds_it(member) for name, member in value.items()}
        return {name: member for name, member in members.items() if member not in (None, "", {})}
    if isinstance(value, list):
        return [as_a_cell_holds_it(element) for element in value]
    return value.strip() if isinstance(value, str) and not isinstance(value, exact.Number) else value


def applications(program):
    """The first application of every case that can be taken in."""
    found = []
    for case in cases.load():
        if case.program != program or case.budgets:
            continue
        own = case.apart()
        item, expected = own.items[0], own.expect[0]
        if "measures" not in item or "rejected" in expected:
            continue
        found.append(as_a_cell_holds_it({**item, "application": f"F{len(found)}-{item['application']}"}))
    return found


def comparable(value):
    """Without the time of the decision; a cell holds 9, where a portal may have written 9.0."""
    if isinstance(value, exact.Number):
        return decimal.Decimal(value)
    if isinstance(value, dict):
        return {name: comparable(member) for name, member in value.items() if name != "decided_at"}
    return [comparable(element) for element in value] if isinstance(value, list) else value


def expected(items):
    return [comparable(exact.loads(line)) for line in decide([exact.dumps(item) for item in items])]


def printed(done):
    """The decisions that `--wait --json` printed, by application."""
    events = [exact.loads(line) for line in done.stdout.splitlines()]
    assert {event["type"] for event in events} <= {"rebated.decision.made.v1"}, done.stdout[:2000]
    return {event["data"]["application"]: comparable(event["data"]) for event in events}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_filled_workbook_brings_the_decisions_of_the_same_json(system, templates, tmp_path, program):
    items = applications(program)
    assert len(items) > 5
    forms.fill(templates[program], tmp_path / "filled.xlsx", items)
    done = submit(tmp_path / "filled.xlsx", "--wait", "--json", system=system)
    assert f"{len(items)} decided, 0 rejected, 0 without a decision" in done.stderr
    decisions = printed(done)
    for item, decision in zip(items, expected(items)):
        assert decisions[item["application"]] == decision


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_filled_csv_file_brings_the_same(system, program):
    items = [{**item, "application": "c" + item["application"], "customer": {**item["customer"], "id": f"CC-{i}"},
              "site": {**item["site"], "id": f"CS-{i}"}} for i, item in enumerate(applications(program))]
    template = run("template", program, "--format", "csv").stdout
    text = forms.fill_csv(template, items)
    # From a pipe, and as programs of other countries write it.
    done = submit("-", "--wait", "--json", system=system, stdin=text)
    decisions = printed(done)
    for item, decision in zip(items, expected(items)):
        assert decisions[item["application"]] == decision


def test_a_json_template_fits_once_it_is_filled_in():
    for program in PROGRAMS:
        data = json.loads(run("template", program, "--format", "json").stdout)
        done = submit("--check", "-", status=1, stdin=json.dumps(data))
        told = {line.split(": ")[1] for line in done.stderr.splitlines()[:-1]}
        assert told == {"application", "submitted_on", "customer.id", "site.id", "measures[0].id", "measures[0].measure"}


def test_a_template_is_not_written_over(templates):
    program = PROGRAMS[0]
    before = templates[program].read_bytes()
    done = run("template", program, "-o", templates[program], status=64)
    assert "exists already" in done.stderr
    run("template", program, "-o", templates[program], "--force")
    assert templates[program].read_bytes() == before


def test_a_template_has_notes_drop_downs_and_formats(templates):
    for program, path in templates.items():
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == ["About", "Applications", "Measures", "Units", "Documents", "Facts", "Choices"]
        for name in ("Applications", "Measures", "Units", "Documents"):
            sheet = book[name]
            assert all(cell.comment.text for cell in sheet[1]), (program, name)
            assert sheet.freeze_panes
        places = forms.columns(book["Measures"])
        lists = {str(v.sqref): v.formula1 for v in book["Measures"].data_validations.dataValidation}
        column = openpyxl.utils.get_column_letter(places["line.measure"])
        source = next(formula for cells, formula in lists.items() if cells.startswith(f"{column}2:"))
        sheet, cells = source.lstrip("=").split("!")
        offered = [cell.value for (cell,) in book[sheet][cells.replace("$", "")]]
        schema = json.loads(run("rulebook", "schema", program).stdout)
        assert offered == schema["$defs"]["line"]["properties"]["measure"]["enum"]


def filled(templates, path, *items):
    forms.fill(templates["efficiency-works"], path, items or [material.application("W-1")])
    return path


def test_every_bad_cell_is_named_and_nothing_is_sent(system, templates, tmp_path):
    path = filled(templates, tmp_path / "bad.xlsx", material.application("W-1"), material.application("W-2"))
    book = openpyxl.load_workbook(path)
    own, measures, units = book["Applications"], book["Measures"], book["Units"]
    place = {name: forms.columns(book[name]) for name in ("Applications", "Measures", "Units")}
    bad = {}

    def spoil(sheet, row, column, value, words):
        cell = sheet.cell(row, place[sheet.title][column])
        cell.value = value
        bad[f"{sheet.title}!{cell.coordinate}"] = words

    spoil(own, 2, "customer.id", None, "is required")
    spoil(own, 2, "submitted_on", "3/2/2026", "may be read in more than one way")
    spoil(own, 3, "revision", 0, "must be a whole number from 1")
    spoil(own, 3, "customer.name", "=HYPERLINK(\"http://127.0.0.1\")", "formula whose value was never computed")
    spoil(measures, 2, "line.cost", -5, "not negative")
    spoil(measures, 3, "line.measure", "heatpump", "is no measure of efficiency-works")
    spoil(units, 2, "unit.seer", "sixteen", "must be a number")
    spoil(units, 3, "line.id", "m9", "there is no line “m9”")
    own.cell(1, own.max_column + 1).value = "customer.emial"
    bad[f"Applications!{own.cell(1, own.max_column).coordinate}"] = "did you mean “customer.email”?"
    book.save(path)
    done = submit(path, system=system, status=1)
    lines = done.stderr.splitlines()
    assert lines[-1] == f"nothing submitted: {len(bad)} problems; --keep-going submits what is sound"
    for cell, words in bad.items():
        assert any(re.match(rf"{re.escape(str(path))}, {cell}( |:)", line) and words in line for line in lines), \
            (cell, words, lines)
    with house.Portal(system) as portal:
        assert portal.ready("rebated.applications") == 0


def test_what_is_sound_can_be_sent_all_the_same(system, templates, tmp_path):
    path = filled(templates, tmp_path / "half.xlsx", material.application("W-3"), material.application("W-4"))
    book = openpyxl.load_workbook(path)
    book["Applications"].cell(3, forms.columns(book["Applications"])["submitted_on"]).value = "soon"
    book.save(path)
    assert "nothing submitted: 1 problem;" in submit(path, "--wait", system=system, status=1).stderr
    done = submit(path, "--wait", "--keep-going", system=system, status=1)
    assert "W-3" in done.stdout and "W-4" not in done.stdout
    assert "1 submitted, 1 not" in done.stderr


def test_a_broken_value_keeps_the_sound_ones_back(system, tmp_path):
    path = tmp_path / "mixed.jsonl"
    path.write_text(json.dumps(material.application("W-5")) + "\n{\"application\": }\n")
    done = submit(path, system=system, status=1)
    assert f"{path}:2:17: not JSON" in done.stderr and "nothing submitted" in done.stderr
    done = submit(path, "--keep-going", "--wait", system=system, status=1)
    assert "W-5" in done.stdout and "1 submitted, 1 not" in done.stderr


def test_waiting_ends_by_what_became_of_it(system, tmp_path):
    denied = {**material.application("W-6"), "measures": [{**material.heat_pump("m1"), "units": [
        {"model": "HP-3", "seer": 9, "hspf": 2, "cold_climate": False}]}]}
    done = submit("-", "--wait", system=system, stdin=json.dumps(denied))
    assert re.search(r"decided   W-6 r1  efficiency-works  denied", done.stdout), done.stdout
    # A copy gets the same decision; another content under the same revision is rejected.
    assert "denied" in submit("-", "--wait", system=system, stdin=json.dumps(denied)).stdout
    other = {**denied, "submitted_on": "2026-03-03"}
    done = submit("-", "--wait", system=system, stdin=json.dumps(other), status=1)
    assert "rejected  W-6" in done.stdout and "0 decided, 1 rejected" in done.stderr


def test_waiting_without_a_worker_ends_in_time(broker, tmp_path):
    system = house.System(broker, tmp_path)
    try:
        done = submit("-", "--wait", "--timeout", "1s", system=system, status=1, stdin=json.dumps(material.application("W-7")))
        assert "standard input:1: application W-7: no decision within 1s" in done.stderr
    finally:
        system.close()


def test_content_counts_for_more_than_a_name(templates, tmp_path):
    path = filled(templates, tmp_path / "filled.xlsx")
    lying = tmp_path / "filled.csv"
    lying.write_bytes(path.read_bytes())
    assert submit("--check", lying).stderr == "1 sound\n"
    text = forms.fill_csv(run("template", "efficiency-works", "--format", "csv").stdout, [material.application("W-8")])
    lying = tmp_path / "text.xlsx"
    lying.write_text(text)
    assert submit("--check", lying).stderr == "1 sound\n"
    lying = tmp_path / "json.xlsx"
    lying.write_text(json.dumps(material.application("W-8")))
    assert submit("--check", lying).stderr == "1 sound\n"
    assert submit("--check", "-", stdin=path.read_bytes()).stderr == b"1 sound\n"
    done = submit("--check", "--format", "csv", path, status=1)
    assert "is not text in UTF-8" in done.stderr


def test_ids_and_injected_formulas_stay_texts(templates, tmp_path, system):
    item = material.application("W-9")
    item["customer"] = {**item["customer"], "id": "00123", "name": "=1+1", "phone": "+1 970 555 0100"}
    item["site"] = {**item["site"], "id": exact.Number("2134")}
    path = filled(templates, tmp_path / "ids.xlsx", item)
    book = openpyxl.load_workbook(path)
    book["Applications"].cell(2, forms.columns(book["Applications"])["site.id"]).number_format = "00000"
    book.save(path)
    decision = printed(submit(path, "--wait", "--json", system=system))["W-9"]
    keys = {limit["key"] for line in decision["measures"] for limit in line["limits"]}
    assert {"00123", "02134"} & keys and not {"123", "2134"} & keys, keys


# Of a process that a large one starts, the kernel counts the large one's memory as its own: so a small one starts it.
MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, flush=True)
sys.stdout.buffer.write(done.stdout)
"""


def measured(*arguments, status):
    """Runs a command; returns what it said and the most memory that it took, in MiB."""
    command = [sys.executable, "-S", "-c", MEASURE, house.binary(), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150)
    (code, memory), said = map(int, done.stdout.split("\n", 1)[0].split()), done.stdout.split("\n", 1)[1]
    assert code == status, (code, said[-2000:])
    return said, memory / 1024


def packed(path, original, **parts):
    """A copy of a workbook with other parts; `__` stands for a slash and `_dot_` for a dot."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in named:
                target.writestr(name, source.read(name))
        for name, content in named.items():
            if content is not None:
                target.writestr(name, content)
    return path


LAUGHS = ('<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">'
          + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10)) + ']><worksheet>&l9;</worksheet>')
SHEET = "xl__worksheets__sheet2_dot_xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>'
HOSTILE = {
    "a billion laughs": ({SHEET: LAUGHS}, "has a document type"),
    "an external entity": ({SHEET: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>'},
                           "has a document type"),
    "a zip bomb": ({SHEET: HEAD + " " * (200 << 20)}, "inflates to more than"),
    "a bomb of cells": ({SHEET: HEAD + "".join(
        f'<row r="{r}">' + "<c><v>1</v></c>" * 1000 + "</row>" for r in range(1, 1600)) + "</sheetData></worksheet>"},
        "has more than 500000 cells"),
    "a sheet that ends too soon": ({SHEET: HEAD + '<row r="1">'}, "is not well-formed XML"),
    "a sheet that is gone": ({SHEET: None}, "xl/worksheets/sheet2.xml: is missing"),
    "no workbook part": ({"xl__workbook_dot_xml": None}, "xl/workbook.xml: is missing"),
    "a cell beyond the sheet": ({SHEET: HEAD + '<row r="1048577"><c r="A1048577"/></row></sheetData></worksheet>'},
                                "not in order, or are too many"),
    "elements without end": ({SHEET: HEAD + "<a>" * 100_000}, "nested too deep"),
    "a text without end": ({SHEET: HEAD + '<row r="1"><c t="inlineStr"><is><t>' + "x" * (20 << 20) + "</t></is></c></row>"
                            "</sheetData></worksheet>"}, "bytes of text"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_workbook_is_refused_in_words(templates, tmp_path, what):
    parts, words = HOSTILE[what]
    path = packed(tmp_path / "hostile.xlsx", filled(templates, tmp_path / "sound.xlsx"), **parts)
    said, memory = measured("submit", "--check", path, status=1)
    print(f"{what}: {memory:.0f} MiB")
    assert said.startswith(f"{path}: ") and words in said, said[-2000:]
    assert memory < 400, f"{memory:.0f} MiB"


def test_large_uploads_and_other_files_are_refused_in_words(templates, tmp_path):
    large = tmp_path / "large.xlsx"
    large.write_bytes(b"PK\x03\x04" + os.urandom(1024) * (50 << 10))
    said, memory = measured("submit", "--check", large, status=1)
    large.unlink()
    assert f"{large}: has 52428804 bytes; 16777216 are allowed" in said and memory < 200
    large = tmp_path / "large.csv"
    large.write_bytes(b"application,revision\n" + b"A-1,1\n" * (9 << 20))
    said, memory = measured("submit", "--check", large, status=1)
    large.unlink()
    assert "are allowed" in said and memory < 200
    old = tmp_path / "old.xls"
    old.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048))
    assert "old .xls file, or locked with a password" in submit("--check", old, status=1).stderr
    sound = filled(templates, tmp_path / "sound.xlsx").read_bytes()
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(sound[:len(sound) // 2])
    assert "is no workbook of the .xlsx format, or a damaged one" in submit("--check", cut, status=1).stderr
    assert "can't be read" in submit("--check", tmp_path / "none.xlsx", status=1).stderr
    assert "can't be read" in submit("--check", tmp_path, status=1).stderr


def test_what_a_file_says_is_shown_harmless_and_in_bounds(tmp_path):
    path = tmp_path / "loud.csv"
    path.write_text("application,\x1b[31mred,revision," + "x" * 5000 + "\n" + "A 1,,one,\n" * 3000)
    done = submit("--check", path, status=1)
    assert "\x1b" not in done.stderr and " [31mred” is no column of the form" in done.stderr
    assert max(map(len, done.stderr.splitlines())) < 800
    path.write_text("application,revision\n" + "".join(f"A-{i},one\n" for i in range(3000)))
    done = submit("--check", path, status=1)
    lines = done.stderr.splitlines()
    assert len(lines) == 1002 and lines[-2].endswith("problems more"), lines[-3:]
