"""The commands that look after the ledger: status, verify, why, export, import, migrate."""

import hashlib
import json
import signal
import sqlite3
import subprocess

import pytest

import house
import ledgers

CUSTOMER = "C-77"


def run(*arguments, status=0, stdin=None, environment=None):
    done = subprocess.run([house.binary(), "ledger", *map(str, arguments)], input=stdin, capture_output=True,
                          text=True, timeout=120, env=environment)
    assert done.returncode == status, done.stdout + done.stderr
    return done


def told(*arguments, **more):
    return json.loads(run(*arguments, "--json", **more).stdout)


def application(name, revision=1, customer=CUSTOMER, site="S-1", sizes=1):
    return {
        "application": name, "revision": revision, "program": "efficiency-works", "submitted_on": "2026-03-02",
        "customer": {"id": customer}, "site": {"id": site, "heating": "gas"},
        "measures": [{"id": "m1", "measure": "heat-pump", "source": "air",
                      "units": [{"seer": 14.5, "hspf": 9.0, "cold_climate": True}] * sizes}],
    }


def decided(path, *items, arguments=()):
    done = subprocess.run([house.binary(), "decide", "--ledger", str(path), *arguments],
                          input="".join(json.dumps(item) + "\n" for item in items), capture_output=True, text=True,
                          timeout=120)
    assert done.returncode in (0, 1), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


either = pytest.mark.parametrize("ledger", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def kept(ledger):
    """A ledger of three applications of as many customers, one of them handed in twice and one taken back."""
    answers = decided(ledger.url, application("A-1"), application("A-2", customer="C-79", site="S-2"),
                      application("B-1", customer="C-78", site="S-3"), application("A-1", revision=2, sizes=2),
                      {"withdrawn": {"application": "A-2", "program": "efficiency-works"}},
                      arguments=["--budget", "efficiency-works=90000"])
    assert all("rejected" not in answer for answer in answers), answers
    return ledger.url


def tampered(path, sql):
    with sqlite3.connect(path) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        assert database.execute(sql).rowcount > 0
    database.close()


@either
def test_status_tells_what_it_is(kept):
    status = told("status", "--ledger", kept)
    assert status["location"].startswith(kept) and status["schema"] == status["latest_schema"]
    assert status["applications"] == 3 and status["pending_events"] == 0
    program, = status["programs"]
    assert program["program"] == "efficiency-works" and program["budget"] == "90000.00" and program["sequence"] == 6
    printed = run("status", "--ledger", kept).stdout
    assert "efficiency-works" in printed and program["head"][:12] in printed
    assert all(len(line) <= 80 or kept in line for line in printed.splitlines())


def test_a_ledger_that_is_not_there_is_not_made(tmp_path):
    path = tmp_path / "none"
    for arguments in (["status"], ["verify"], ["why", "customer:C-1"], ["export"]):
        assert str(path) in run(*arguments, "--ledger", path, status=64).stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_ledger_is_told(tmp_path):
    path = tmp_path / "text"
    path.write_text("something else, long enough to be looked at as a database")
    assert "no ledger" in run("verify", "--ledger", path, status=74).stderr


def test_the_ledger_is_found_in_the_environment_and_in_a_file(kept, tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text(f"ledger: {kept}\n")
    assert told("status", "--config", config)["applications"] == 3
    assert told("status", environment={"REBATED_LEDGER": str(kept)})["applications"] == 3


@either
def test_verify_proves_a_sound_ledger(kept):
    assert "sound: 6 links" in run("verify", "--ledger", kept).stdout
    report = told("verify", "--ledger", kept)
    assert report["sound"] and report["problems"] == []
    assert report["heads"][0]["hash"] == told("status", "--ledger", kept)["programs"][0]["head"]


@pytest.mark.parametrize("sql, words", [
    ("UPDATE decision SET body = CAST(replace(body, '\"application\":\"B-1\"', '\"application\":\"B-2\"') AS BLOB)"
     " WHERE sequence = 4", "B-1"),
    ("UPDATE entry SET cents = cents + 1 WHERE decision = 3", "B-1"),
    ("DELETE FROM entry WHERE decision = 3", "B-1"),
    ("UPDATE balance SET cents = cents + 100", "the balance is"),
    ("UPDATE application SET content = CAST(replace(content, 'C-78', 'C-79') AS BLOB)", "B-1"),
    ("UPDATE budget_change SET cents = 1", "budget"),
    ("UPDATE program SET sequence = 5", "link 6"),
    ("DELETE FROM edition", "edition"),
])
def test_verify_finds_what_was_changed_by_hand(kept, sql, words):
    tampered(kept, sql)
    printed = run("verify", "--ledger", kept, status=1).stdout
    problems = [line for line in printed.splitlines() if line.startswith("PROBLEM: ")]
    assert any(words in line for line in problems), printed
    report = told("verify", "--ledger", kept, status=1)
    assert not report["sound"] and len(report["problems"]) == len(problems)


@either
def test_heads_that_were_noted_show_a_journal_that_was_written_anew(kept, tmp_path):
    heads = tmp_path / "heads.json"
    run("verify", "--ledger", kept, "--heads", heads)
    decided(kept, application("B-2", customer="C-78", site="S-4"))
    run("verify", "--ledger", kept, "--since", heads)
    anew = tmp_path / "anew"
    decided(anew, *(application(f"X-{number}", site=f"S-{number}") for number in range(7)))
    run("verify", "--ledger", anew)
    assert "had another hash" in run("verify", "--ledger", anew, "--since", heads, status=1).stdout
    noted = heads.read_bytes()
    tampered(anew, "UPDATE entry SET cents = cents + 1")
    run("verify", "--ledger", anew, "--heads", heads, status=1)
    assert heads.read_bytes() == noted
    heads.write_text("{}")
    assert "heads" in run("verify", "--ledger", kept, "--since", heads, status=64).stderr


@either
def test_why_tells_every_cent_of_a_customer(kept):
    account = told("why", f"customer:{CUSTOMER}", "--ledger", kept)
    assert {entry["application"] for limit in account["limits"] for entry in limit["entries"]} == {"A-1"}
    for limit in account["limits"]:
        assert limit["scope"] == "customer" and limit["key"] == CUSTOMER
        total = 0
        for entry in limit["entries"]:
            total += round(float(entry["amount"]) * 100)
            assert round(float(entry["sum"]) * 100) == total
        assert round(float(limit["used"]) * 100) == total


@either
def test_why_tells_a_program_s_budget_and_who_has_it(kept):
    account = told("why", "program:efficiency-works", "--ledger", kept)
    limit, = account["limits"]
    assert limit["maximum"] == "90000.00"
    names = [entry["application"] for entry in limit["entries"]]
    assert set(names) == {"A-1", "A-2", "B-1"}
    assert sum(float(entry["amount"]) for entry in limit["entries"] if entry["application"] == "A-2") == 0
    assert "released" in {entry["what"] for entry in limit["entries"]}
    printed = run("why", "program:efficiency-works", "--ledger", kept).stdout
    assert f"{limit['used']} of 90000.00" in printed and "B-1 (1), line m1" in printed
    assert all(len(line) <= 80 for line in printed.splitlines())


@either
def test_why_tells_an_application_its_decisions(kept):
    account = told("why", "application:efficiency-works/A-1", "--ledger", kept)
    assert [decision["revision"] for decision in account["decisions"]] == [1, 2]
    assert account["limits"] and all(entry["application"] == "A-1" for limit in account["limits"]
                                     for entry in limit["entries"])
    assert "revision" in run("why", "application:efficiency-works/A-1", "--ledger", kept).stdout


def test_why_of_nobody_and_of_nonsense(kept):
    assert "nothing was ever counted" in run("why", "customer:nobody", "--ledger", kept).stdout
    for subject in ("C-77", "person:C-77", "customer:", "application:A-1"):
        run("why", subject, "--ledger", kept, status=64)
    printed = run("why", "customer:\x1b[31mred", "--ledger", kept).stdout
    assert "\x1b" not in printed


@either
def test_an_export_makes_the_same_ledger(kept, tmp_path):
    exported = run("export", "--ledger", kept).stdout
    lines = [json.loads(line) for line in exported.splitlines()]
    assert list(lines[0]) == ["ledger"] and list(lines[-1]) == ["end"]
    assert lines[-1]["end"]["links"] == 6 and lines[-1]["end"]["applications"] == 3
    copy, file = tmp_path / "copy", tmp_path / "export.jsonl"
    run("export", "--ledger", kept, "--output", file)
    assert file.read_text() == exported and file.stat().st_mode & 0o077 == 0
    run("export", "--ledger", kept, "--output", file, status=64)
    assert "sound" in run("import", file, "--ledger", copy).stdout
    copied = run("export", "--ledger", copy).stdout
    # But for the beginning, which says what kept it.
    assert copied.splitlines()[1:] == exported.splitlines()[1:]
    assert told("verify", "--ledger", copy)["heads"] == told("verify", "--ledger", kept)["heads"]
    assert "not empty" in run("import", file, "--ledger", copy, status=74).stderr
    # Both go on alike.
    more = application("C-1", customer="C-99", site="S-9")
    assert decided(copy, more)[0]["total"] == decided(kept, more)[0]["total"]


def test_a_house_moves_to_postgresql_and_goes_on(kept, postgres, tmp_path):
    heads = tmp_path / "heads.json"
    run("verify", "--ledger", kept, "--heads", heads)
    database = ledgers.Database(postgres)
    try:
        run("import", "-", "--ledger", database, stdin=run("export", "--ledger", kept).stdout)
        more = application("C-1", customer="C-99", site="S-9")
        assert decided(database, more)[0]["total"] == decided(kept, more)[0]["total"]
        run("verify", "--ledger", database, "--since", heads)
        used = [told("why", "program:efficiency-works", "--ledger", place)["limits"][0]["used"]
                for place in (kept, database)]
        assert used[0] == used[1]
    finally:
        database.close()


def test_an_export_that_was_cut_off_or_changed_is_refused(kept, tmp_path):
    exported = run("export", "--ledger", kept).stdout
    cut = "".join(exported.splitlines(keepends=True)[:-1])
    assert "cut off" in run("import", "-", "--ledger", tmp_path / "a", stdin=cut, status=64).stderr
    changed = exported.replace('"recorded_at":1', '"recorded_at":2', 1)
    assert changed != exported
    assert "does not follow" in run("import", "-", "--ledger", tmp_path / "b", stdin=changed, status=74).stderr
    run("import", "-", "--ledger", tmp_path / "c", stdin="{}", status=74)
    run("import", "-", "--ledger", tmp_path / "d", stdin="nonsense", status=64)


def test_a_reader_that_goes_away_ends_an_export(kept):
    process = subprocess.Popen([house.binary(), "ledger", "export", "--ledger", str(kept)], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(60) in (0, 64, -signal.SIGPIPE)
    process.stderr.close()


def test_migrate_says_from_what_to_what(kept, tmp_path):
    assert "nothing was changed" in run("migrate", "--ledger", kept).stdout
    fresh = tmp_path / "fresh"
    assert "made" in run("migrate", "--ledger", fresh).stdout
    assert told("migrate", "--ledger", fresh) == {"location": str(fresh), "from": 3, "to": 3}
    with sqlite3.connect(kept) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    assert "schema 99" in run("migrate", "--ledger", kept, status=74).stderr


@either
def test_an_export_s_hashes_can_be_computed_from_its_description(kept):
    """As the documentation of exports describes them; an oracle of its own for the journal's chain."""
    heads = {}
    for line in run("export", "--ledger", kept).stdout.splitlines():
        (kind, link), = json.loads(line).items()
        if kind == "program":
            heads[link["program"]] = (bytes(32), 0, link)
        if kind not in ("decision", "budget"):
            continue
        before, sequence, program = heads[link["program"]]
        assert link["sequence"] == sequence + 1
        if kind == "budget":
            cents = "none" if link["cents"] is None else str(link["cents"])
            fields = [kind, before, link["program"], link["sequence"], cents, link["by"], link["recorded_at"]]
        else:
            body = line.split('"body":', 1)[1].rsplit(',"entries":', 1)[0].encode()
            fields = [kind, before, link["program"], link["sequence"], link["application"], link["revision"],
                      link["number"], link["status"], link["edition"], link["event"], link["recorded_at"],
                      bytes.fromhex(link["content_digest"]), hashlib.sha256(body).digest()]
            for entry in link["entries"]:
                fields += [entry["limit"], entry["key"], entry["scope"], entry["line"] or "", entry["kind"],
                           entry["cents"], entry["revision"]]
        digest = hashlib.sha256()
        for field in fields:
            field = field.to_bytes(8, "big", signed=True) if isinstance(field, int) else field
            field = field.encode() if isinstance(field, str) else field
            digest.update(len(field).to_bytes(8, "big") + field)
        assert digest.hexdigest() == link["hash"]
        heads[link["program"]] = (digest.digest(), link["sequence"], program)
    assert heads
    for head, sequence, program in heads.values():
        assert head.hex() == program["head"] and sequence == program["sequence"]
