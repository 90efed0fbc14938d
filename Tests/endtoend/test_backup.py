"""A ledger is backed up while applications come in, lost, and restored, with the commands that the operator's guide names."""

import json
import pathlib
import subprocess
import threading

import pytest

import exact
import house
import material

DECIDED = "rebated.decision.made.v1"


def command(*words, **options):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=120, **options)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


def file_backup(system, ledger, folder):
    copy = folder / "copy.sqlite"
    command("sqlite3", ledger.file, ".timeout 30000", f".backup {copy}")

    def restore():
        for part in folder.glob("ledger.sqlite*"):
            part.unlink()
        pathlib.Path(copy).replace(ledger.file)
        return ledger.url
    return restore


def database_backup(system, ledger, folder):
    dump = folder / "ledger.dump"
    command("pg_dump", "--format=custom", f"--file={dump}", ledger.url)

    def restore():
        ledger.server.query(f"drop database {ledger.name} with (force)")
        ledger.server.query(f"create database {ledger.name}")
        command("pg_restore", "--no-owner", f"--dbname={ledger.url}", dump)
        return ledger.url
    return restore


def export_backup(system, ledger, folder):
    # An export reads the ledger in parts, and refuses to give out what doesn't fit together.
    assert system.workers[0].terminate() == 0
    file = folder / "ledger.jsonl"
    system.rebated("ledger", "export", "--output", str(file))

    def restore():
        fresh = str(folder / "restored.sqlite")
        system.rebated("ledger", "import", str(file), "--ledger", fresh)
        return fresh
    return restore


@pytest.mark.parametrize("ledger, back_up", [
    ("sqlite", file_backup), ("postgres", database_backup), ("sqlite", export_backup)], indirect=["ledger"])
def test_a_backup_is_a_ledger_to_go_on_with(broker, ledger, tmp_path, back_up):
    system = house.System(broker, tmp_path, ledger)
    try:
        worker = system.worker("--batch=16")
        applications = [material.competing(number) for number in range(160)]
        first = []

        def submit():
            with house.Portal(system, collects=False) as portal:
                for data in applications:
                    first.append(portal.submit(data))
        portal = system.portal()
        feeding = threading.Thread(target=submit)
        feeding.start()
        portal.collect(60, lambda answers: len(answers) >= 40)
        restore = back_up(system, ledger, tmp_path)
        if not worker.running:
            worker = system.worker("--batch=16")
        feeding.join()
        told = {data["application"]: portal.answer(trace, [DECIDED]) for data, trace in zip(applications, first)}

        # The ledger is lost, and with it what was decided since.
        worker.kill()
        system.ledger = restore()
        report = json.loads(system.rebated("ledger", "verify", "--json"))
        assert report["sound"], report
        kept = {line["application"] for line in exported(system, "decision")}
        assert 20 <= len(kept) <= 160

        # Portals hand in again what they are not sure of; what the backup knows is answered with the same bytes.
        system.worker("--batch=16")
        again = [portal.submit(data) for data in applications]
        for data, trace in zip(applications, again):
            answer = portal.answer(trace, [DECIDED])
            if data["application"] in kept:
                assert answer.properties.message_id == told[data["application"]].properties.message_id
                assert bytes(answer.body) == bytes(told[data["application"]].body)
        assert json.loads(system.rebated("ledger", "verify", "--json"))["sound"]
    finally:
        system.close()


def exported(system, kind):
    """The lines of one kind of the ledger's export."""
    lines = map(exact.loads, system.rebated("ledger", "export").splitlines())
    return [line[kind] for line in lines if kind in line]
