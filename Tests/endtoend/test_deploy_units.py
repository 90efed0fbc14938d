"""systemd's units, the configuration that the package brings, its manual, and the scripts of Deploy/."""

import re

import pytest
import yaml

import deploy
import house
import units

DEBIAN = deploy.DEPLOY / "debian"
SCRIPTS = [
    path for path in sorted(deploy.DEPLOY.rglob("*"))
    if path.is_file() and path.open("rb").read(64).startswith((b"#!/usr/bin/env bash", b"#!/bin/sh"))
]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(deploy.DEPLOY)))
def test_scripts_pass_shellcheck(script):
    deploy.run("shellcheck", "-x", script, cwd=house.REPOSITORY)


@pytest.fixture(params=["rebated.service", "rebated@.service"])
def unit(request, tmp_path):
    """The unit, with the binary of this test, as nothing is installed here."""
    text = (DEBIAN / request.param).read_text()
    copy = tmp_path / request.param
    copy.write_text(text.replace("/usr/bin/rebated", house.binary()))
    return copy


def test_systemd_finds_no_fault(unit):
    said = deploy.run("systemd-analyze", "verify", "--man=no", unit)
    assert "rebated" not in said, said


def test_the_service_is_confined(unit):
    # 0 is a service that may do nothing, 10 one that may do everything; the threshold is in tenths.
    deploy.run("systemd-analyze", "security", "--offline=yes", "--threshold=20", unit)


def test_a_stop_has_time_to_drain(unit):
    service = units.read(unit)["Service"]
    assert deploy.seconds(service["TimeoutStopSec"]) >= deploy.drain() + 10
    assert service["Type"] == "notify" and deploy.seconds(service["WatchdogSec"]) > 0
    assert "-HUP" in service["ExecReload"]
    assert {"64", "65"} <= set(service["RestartPreventExitStatus"].split())


def test_the_units_differ_in_the_port_alone():
    one, many = (units.read(DEBIAN / name)["Service"] for name in ("rebated.service", "rebated@.service"))
    assert many.pop("Environment") == "REBATED_HTTP=127.0.0.1:%i"
    assert many.pop("EnvironmentFile").startswith(one.pop("EnvironmentFile"))
    assert one == many


def test_the_configuration_has_known_settings():
    text = (DEBIAN / "rebated.yaml").read_text()
    active = yaml.safe_load(text)
    assert set(active) == {"broker", "ledger"} and set(active) <= deploy.settings()
    deploy.known_settings(re.findall(r"^#?([a-z-]+): ", text, re.M))


def test_the_manual_is_sound_and_complete(tmp_path):
    deploy.run(DEBIAN / "manpages", house.binary(), tmp_path)
    pages = [tmp_path / "rebated.1", tmp_path / "rebated.yaml.5"]
    said = deploy.run("mandoc", "-T", "lint", "-W", "warning", *pages)
    assert not said, said
    commands, file = (page.read_text().replace("\\-", "-") for page in pages)
    for command in ("run", "dead-letters replay", "rulebook check"):
        assert f'.SS "rebated {command}"' in commands
    for setting in deploy.settings():
        assert f"\\fB{setting}:\\fR" in file, f"{setting} is not told in rebated.yaml(5)"
