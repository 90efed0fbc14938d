"""The programs that Schemas/README.md shows to portal developers, run as it tells."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

import house
import material

CLIENTS = house.REPOSITORY / "Schemas/clients"
JARS = [pathlib.Path("/usr/share/java") / name for name in ("amqp-client.jar", "slf4j-api.jar")]
WORCESTER = json.loads((house.REPOSITORY / "Deploy/samples/worcester-low-income-boiler.json").read_text())


class Client:
    """One of the programs, with the files of a test."""

    def __init__(self, system, folder, *command):
        self.system, self.folder, self.command = system, folder, command

    def __call__(self, *arguments, status=0):
        environment = {**os.environ, "PORTAL_BROKER": self.system.url}
        done = subprocess.run([*self.command, *map(str, arguments)], env=environment, cwd=self.folder,
                              capture_output=True, text=True, timeout=90)
        assert done.returncode == status, f"{arguments}: {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def file(self, application):
        path = self.folder / f"{application['application']}-{application['revision']}.json"
        path.write_text(json.dumps(application))
        return path


def client(system, tmp_path, *command):
    system.worker()
    return Client(system, tmp_path, *command)


def application(identity, **changes):
    return material.application(identity, customer=f"C-{identity}", site=f"S-{identity}", **changes)


def without_seer(identity, revision=1):
    """A heat pump of which a fact is not known yet."""
    line = material.heat_pump("m1")
    del line["units"][0]["seer"]
    return application(identity, revision=revision, measures=[line])


def test_a_portal_in_python(system, tmp_path):
    portal = client(system, tmp_path, sys.executable, CLIENTS / "python/portal.py")
    first = portal.file(without_seer("PY-1"))
    assert "submitted PY-1" in portal("submit", first)
    told = portal("listen", "--until", 1)
    assert "PY-1: revision 1 is incomplete, 0.00 dollars" in told and "missing: measures[0].units[0].seer" in told
    # Corrected, as the next revision.
    portal("submit", portal.file(application("PY-1", revision=2)))
    assert "PY-1: revision 2 is approved" in portal("listen", "--until", 1)
    # The same once more is a duplicate: the present decision comes again, under the id that it had.
    portal("submit", portal.file(application("PY-1", revision=2)))
    portal("submit", portal.file(application("PY-2", colour="red")))
    told = portal("listen", "--until", 1)
    assert "a copy of " in told and "PY-2: rejected\n  colour: " in told
    portal("withdraw", "efficiency-works", "PY-1")
    assert "PY-1: revision 2 is withdrawn, 0.00 dollars" in portal("listen", "--until", 1)
    # What a person has to look at is told as that.
    portal("submit", portal.file(WORCESTER))
    assert "a person looks at it: final-determination" in portal("listen", "--until", 1)


def test_a_portal_in_java(system, tmp_path):
    if not shutil.which("javac") or not all(jar.exists() for jar in JARS):
        pytest.skip("no Java (Debian packages default-jdk-headless and librabbitmq-client-java)")
    path = ":".join(map(str, JARS))
    subprocess.run(["javac", "-Xlint:all", "-Werror", "-cp", path, "-d", tmp_path, CLIENTS / "java/Portal.java"],
                   check=True, timeout=120)
    portal = client(system, tmp_path, "java", "-Xshare:auto", "-cp", f"{path}:{tmp_path}", "Portal")
    first = portal.file(without_seer("JA-1"))
    portal("submit", "efficiency-works", first)
    assert "JA-1: incomplete" in portal("listen", "events", 1)
    portal("submit", "efficiency-works", portal.file(application("JA-1", revision=2)))
    assert "JA-1: approved" in portal("listen", "events", 1)
    portal("submit", "efficiency-works", tmp_path / "JA-1-2.json", portal.file(application("JA-2", colour="red")))
    told = portal("listen", "events", 1)
    assert "a copy of " in told and "JA-2: rejected" in told
    portal("withdraw", "efficiency-works", "JA-1")
    assert "JA-1: withdrawn" in portal("listen", "events", 1)
    events = [json.loads(file.read_text()) for file in (tmp_path / "events").glob("*.json")]
    assert sorted(event["data"].get("status", "rejected") for event in events) == [
        "approved", "incomplete", "rejected", "withdrawn"]


def test_a_look_from_the_command_line(system, tmp_path):
    if not shutil.which("amqp-publish"):
        pytest.skip("no amqp-publish (Debian package amqp-tools)")
    submit = client(system, tmp_path, CLIENTS / "shell/submit")
    listen = Client(system, tmp_path, CLIENTS / "shell/listen")
    submit_file = submit.file(application("SH-1"))
    # The program reads the file from its second argument.
    submit("efficiency-works", submit_file)
    event = json.loads(listen(1))
    assert (event["data"]["application"], event["data"]["status"]) == ("SH-1", "approved")
    submit("efficiency-works", submit.file(application("SH-2", colour="red")))
    assert json.loads(listen(1))["data"]["errors"][0]["path"] == "colour"


def test_the_page_shows_every_program(tmp_path):
    page = (house.REPOSITORY / "Schemas/README.md").read_text()
    programs = [path for path in CLIENTS.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert [path for path in programs if f"clients/{path.relative_to(CLIENTS)}" not in page] == []
