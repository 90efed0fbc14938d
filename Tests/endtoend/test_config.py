"""Settings: every one by flag, variable and file, from one list; secrets from files, and never shown; every fault told."""

import json
import os
import subprocess

import pytest

import house

SECRET = "hush-hush"


def rebated(*arguments, **environment):
    others = {name: value for name, value in os.environ.items() if not name.startswith("REBATED_")}
    return subprocess.run([house.binary(), *arguments], env={**others, **environment}, capture_output=True, text=True,
                          timeout=60)


@pytest.fixture(scope="module")
def settings():
    done = rebated("config", "list", "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def flags_of(command):
    """All flags of a command and of those below it."""
    own = {name["name"] for argument in command.get("arguments", []) for name in argument.get("names", [])
           if name["kind"] == "long"}
    return own.union(*[flags_of(below) for below in command.get("subcommands", [])])


def test_every_setting_is_a_flag_of_the_commands_that_read_it(settings):
    done = rebated("--experimental-dump-help")
    commands = {command["commandName"]: flags_of(command) for command in json.loads(done.stdout)["command"]["subcommands"]}
    readers = {reader for setting in settings for reader in setting["commands"]}
    for setting in settings:
        having = {name for name, flags in commands.items() if name in readers and setting["name"] in flags}
        # `topology` has an option of the same name for somebody else: the users whom a topology is for.
        having -= {"topology"} if setting["name"] == "reviewer" else set()
        assert having == set(setting["commands"]), setting["name"]


def value_for(setting, files):
    """Something that the setting could be."""
    if setting["name"].endswith("-file"):
        return str(files[setting["name"]])
    known = {"broker": "amqp://u:p@h", "token": "dana=/x", "allow": "dana=p", "budget": "p=1"}
    return known.get(setting["name"], "7")


@pytest.fixture
def files(settings, tmp_path):
    made = {}
    for setting in settings:
        if setting["name"].endswith("-file"):
            made[setting["name"]] = tmp_path / setting["name"]
            made[setting["name"]].write_text(f"amqp://u:{SECRET}@h\n")
            made[setting["name"]].chmod(0o600)
    return made


@pytest.mark.parametrize("way", ["flag", "environment", "file"])
def test_every_setting_can_be_given_in_every_way(settings, files, tmp_path, way):
    # A secret in a file of its own is another way to say the same thing, so the two take turns.
    for secrets_in_files in (False, True):
        given = {}
        for setting in settings:
            name = setting["name"]
            if name == "config" or (f"{name}-file" in files if secrets_in_files else name in
                                    ("broker-file", "ledger-file", "management-file")):
                continue
            given[name] = value_for(setting, files)
        if way == "flag":
            done = rebated("config", "show", "--json", *[f"--{name}={value}" for name, value in given.items()])
        elif way == "environment":
            variables = {setting["environment"]: given[setting["name"]] for setting in settings if setting["name"] in given}
            done = rebated("config", "show", "--json", **variables)
        else:
            file = tmp_path / "rebated.json"
            file.write_text(json.dumps(given))
            done = rebated("config", "show", "--json", "--config", str(file))
        assert done.returncode == 0, done.stderr
        shown = json.loads(done.stdout)
        for name in given:
            variable = "REBATED_" + name.upper().replace("-", "_")
            wanted = {"flag": f"--{name}", "environment": variable, "file": f"{tmp_path}/rebated.json:"}[way]
            assert shown[name]["source"].startswith(wanted), (name, shown[name])
        assert SECRET not in done.stdout + done.stderr


def test_a_misspelt_variable_ends_every_command(tmp_path):
    for command in (["run"], ["console"], ["status", "A-1"], ["topology", "show"], ["config", "check"]):
        done = rebated(*command, REBATED_PREFTCH="5", REBATED_LEDGER=str(tmp_path / "none"))
        assert done.returncode == 64, (command, done.stderr)
        assert "REBATED_PREFTCH: is no setting of rebated; did you mean REBATED_PREFETCH?" in done.stderr


def test_a_check_tells_every_fault_with_its_place(tmp_path):
    file = tmp_path / "rebated.yaml"
    file.write_text("prefech: 3\nprefetch: many\nbudget:\n  no-such-program: 5\nbroker: amqp://u:" + SECRET
                    + "@h:port\ndrain: soon\nledger-password-file: /does/not/exist\nhost: 0.0.0.0\n")
    done = rebated("config", "check", "--config", str(file), REBATED_BATCH="0", REBATED_LOG_LEVEL="loud")
    assert done.returncode == 64
    for place in ("1:1: unknown setting “prefech”; did you mean “prefetch”?", "2:1: “many”", "3:1: “no-such-program”", "5:1: ",
                  "6:1: “soon”", "7:1: the file “/does/not/exist” is not there", "8:1: “0.0.0.0” can be reached by others"):
        assert f"{file}:{place}" in done.stderr, (place, done.stderr)
    assert "REBATED_BATCH: “0”" in done.stderr and "REBATED_LOG_LEVEL: “loud”" in done.stderr
    assert SECRET not in done.stderr
    assert "9 faults" in done.stderr


def test_what_contradicts_itself_is_told(tmp_path):
    idle = rebated("config", "check", "--batch=50", "--prefetch=20")
    assert idle.returncode == 0 and "warning: --batch: a batch of 50 is never full" in idle.stderr, idle.stderr
    password = tmp_path / "password"
    password.write_text("x\n")
    assert "a ledger in a file has no password" in rebated(
        "config", "check", "--ledger=a.sqlite", f"--ledger-password-file={password}").stderr
    assert "not both" in rebated("config", "check", REBATED_BROKER="amqp://h", REBATED_BROKER_FILE=str(password)).stderr
    assert "can be read by every user" in rebated("config", "check", f"--broker-password-file={password}").stderr
    missing = "amqps://h?cacertfile=/does/not/exist"
    assert "/does/not/exist" in rebated("config", "check", f"--broker={missing}").stderr


def test_sound_settings_are_said_to_be_sound():
    done = rebated("config", "check", "--prefetch=20")
    assert (done.returncode, done.stdout) == (0, "the settings are sound\n"), done.stderr


def test_a_worker_tells_all_its_faults_before_it_does_anything():
    done = rebated("run", "--prefetch=none", "--batch=none")
    assert done.returncode == 64 and "--prefetch" in done.stderr and "--batch" in done.stderr
