"""The image's file and the compose file. No engine of containers is needed: linters and schemas read them."""

import http.server
import json
import os
import re
import subprocess
import sys
import threading

import compose_spec
import pytest
import yaml

import deploy
import house

CONTAINER = deploy.DEPLOY / "container"
DOCKERFILE = (CONTAINER / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((CONTAINER / "compose.yaml").read_text())


def test_hadolint_finds_no_fault():
    deploy.run(os.path.join(os.path.dirname(sys.executable), "hadolint"), CONTAINER / "Dockerfile")


def test_the_image_runs_as_nobody_special():
    last = re.findall(r"^(USER|STOPSIGNAL) (.*)$", DOCKERFILE, re.M)
    assert last == [("USER", "10001:10001"), ("STOPSIGNAL", "SIGTERM")]
    settings = {name.lower().replace("_", "-") for name in re.findall(r"REBATED_(\w+)=", DOCKERFILE)}
    deploy.known_settings(settings)


@pytest.mark.parametrize("status, healthy", [(200, True), (503, False), (None, False)])
def test_the_health_check_asks_for_live(status, healthy):
    """The very command, at a server that answers so, or at none."""
    asked = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b"{}")

        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

    command = json.loads(re.search(r"^ +CMD (\[.*\])$", DOCKERFILE, re.M).group(1))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        server.socket.settimeout(1)  # who is gone again before it is accepted holds nothing up
        if status:
            threading.Thread(target=server.serve_forever, daemon=True).start()
        else:
            server.socket.close()
        command[-1] = command[-1].replace("9464", str(server.server_address[1]))
        done = subprocess.run(command, capture_output=True, timeout=30)
        if status:
            server.shutdown()
    assert (done.returncode == 0) == healthy, done.stderr
    assert asked == (["/live"] if status else [])


def test_the_compose_file_keeps_to_the_specification():
    # Merge keys are YAML's, and resolved by now.
    compose_spec.PyCompose.from_yaml(yaml.safe_dump(COMPOSE)).to_spec()


def test_what_the_compose_file_names_is_there():
    services, secrets = COMPOSE["services"], COMPOSE["secrets"]
    for name, service in services.items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (CONTAINER / source).exists() if source.startswith(".") else source in COMPOSE["volumes"], (name, source)
        for secret in service.get("secrets", []):
            assert (secret if isinstance(secret, str) else secret["source"]) in secrets
        for other, condition in service.get("depends_on", {}).items():
            assert condition["condition"] == "service_healthy" and "healthcheck" in services[other]
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), f"{name} is open to the network at {port}"
        deploy.known_settings(variable[len("REBATED_"):].lower().replace("_", "-")
                              for variable in service.get("environment", {}) if variable.startswith("REBATED_"))
    worker = services["worker"]
    assert deploy.seconds(worker["stop_grace_period"]) >= deploy.drain() + 10
    assert worker["read_only"] and worker["cap_drop"] == ["ALL"]


def test_prometheus_takes_its_configuration(tmp_path):
    # The files as the container sees them.
    for volume in COMPOSE["services"]["prometheus"]["volumes"]:
        source, target = volume.split(":")[:2]
        if source.startswith("."):
            place = tmp_path / target.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text((CONTAINER / source).read_text().replace("/etc/prometheus", f"{tmp_path}/etc/prometheus"))
    said = deploy.run("promtool", "check", "config", tmp_path / "etc/prometheus/prometheus.yaml")
    assert "2 rule files found" in said


def test_secrets_and_definitions_are_made_once(tmp_path):
    def prepare(*portals):
        deploy.run(CONTAINER / "prepare", *portals, env={**os.environ, "REBATED": house.binary(), "SECRETS": str(tmp_path)})
        return json.loads((tmp_path / "definitions.json").read_text())

    first = prepare("acme")
    kept = (tmp_path / "worker").read_text()
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    second = prepare("beta=nys-clean-heat")
    assert (tmp_path / "worker").read_text() == kept
    assert {user["name"] for user in first["users"]} == {"worker", "operator", "acme"}
    assert {user["name"] for user in second["users"]} == {"worker", "operator", "acme", "beta"}
    assert kept.strip() not in (tmp_path / "definitions.json").read_text()
    queues = {queue["name"] for queue in second["queues"]}
    assert {"rebated.decisions.acme", "rebated.decisions.beta"} <= queues and "rebated.decisions.worker" not in queues
