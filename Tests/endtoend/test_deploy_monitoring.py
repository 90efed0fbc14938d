"""Rules, alerts, their runbook, and the dashboard: they load, they fire, and they ask for metrics that there are."""

import json
import re

import pytest
import yaml

import deploy
import house

PROMETHEUS = deploy.DEPLOY / "prometheus"
RUNBOOK = (deploy.DOCUMENTATION / "Runbook.md").read_text()
RULES = [rule for group in yaml.safe_load((PROMETHEUS / "rules.yaml").read_text())["groups"] for rule in group["rules"]]
ALERTS = [rule for group in yaml.safe_load((PROMETHEUS / "alerts.yaml").read_text())["groups"] for rule in group["rules"]]
CASES = yaml.safe_load((PROMETHEUS / "alerts.test.yaml").read_text())["tests"]
DASHBOARD = json.loads((deploy.DEPLOY / "grafana/dashboard.json").read_text())
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
EXPRESSIONS = [target["expr"] for panel in PANELS for target in panel["targets"]] + \
    [annotation["expr"] for annotation in DASHBOARD["annotations"]["list"]]


def test_prometheus_loads_the_rules():
    said = deploy.run("promtool", "check", "rules", "--lint-fatal", PROMETHEUS / "rules.yaml", PROMETHEUS / "alerts.yaml")
    assert f"{len(ALERTS)} rules found" in said


def test_each_alert_fires_when_it_should_and_not_before():
    deploy.run("promtool", "test", "rules", "alerts.test.yaml", cwd=PROMETHEUS)
    tested = {case["name"]: case["promql_expr_test"] for case in CASES}
    assert set(tested) == {alert["alert"] for alert in ALERTS}
    for name, asked in tested.items():
        assert any(test.get("exp_samples") for test in asked) and any(not test.get("exp_samples") for test in asked), name


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert["alert"])
def test_an_alert_says_what_is_wrong_and_what_to_do(alert):
    name = alert["alert"]
    assert alert["labels"]["severity"] in ("critical", "warning", "info")
    assert alert["annotations"]["description"].endswith(".")
    assert alert["annotations"]["runbook_url"] == f"Runbook.md#{name.lower()}"
    # Labels that the words name are there when it fires: as in its test.
    [fires] = [sample["labels"] for case in CASES if case["name"] == name
               for test in case["promql_expr_test"] for sample in test.get("exp_samples", [])]
    for label in re.findall(r"\$labels\.(\w+)", json.dumps(alert["annotations"])):
        assert f'{label}="' in fires, f"{name} names {label}, which it does not have"


def test_the_runbook_has_an_entry_for_each_alert_and_no_other():
    entries = re.split(r"^### ", RUNBOOK, flags=re.M)[1:]
    assert [entry.split("\n", 1)[0] for entry in entries] == [alert["alert"] for alert in ALERTS]
    for entry in entries:
        for part in ("Means", "See", "Do", "When to worry"):
            assert f"- **{part}:** " in entry, entry[:60]


def test_the_runbook_names_commands_that_there_are():
    dump = json.loads(deploy.run(house.binary(), "--experimental-dump-help"))["command"]
    known = {}
    for command in dump["subcommands"]:
        known[command["commandName"]] = {below["commandName"] for below in command.get("subcommands", [])}
    # Of the commands for operators, a build has all or none.
    upcoming = set() if "doctor" in known else {"doctor", "top", "config"}
    for command, below in re.findall(r"`rebated ([a-z-]+)(?: ([a-z-]+))?", RUNBOOK):
        if command in upcoming:
            continue
        assert command in known, f"rebated {command}"
        assert not known[command] or not below or below in known[command], f"rebated {command} {below}"


def test_all_that_is_asked_for_is_measured():
    if not (deploy.DOCUMENTATION / "Metrics.md").exists():
        pytest.skip("there is no catalog of metrics yet")
    keda = (deploy.DEPLOY / "kubernetes/autoscaling/scaledobject.yaml").read_text()
    expressions = EXPRESSIONS + [rule["expr"] for rule in RULES + ALERTS] + re.findall(r"query: (.*)", keda)
    used = set().union(*map(deploy.used_metrics, expressions))
    assert len(used) > 40
    assert not used - deploy.metrics(), f"nobody measures {sorted(used - deploy.metrics())}"
    own = {rule["record"] for rule in RULES}
    recorded = {name for expression in expressions for name in re.findall(r"\b[a-z_]+:[a-z_]+:\w+", expression)}
    assert recorded <= own, recorded - own


def test_the_dashboard_is_what_its_script_writes():
    deploy.run(deploy.DEPLOY / "grafana/generate", "--check")


def test_the_dashboard_is_well_formed():
    everything = DASHBOARD["panels"]
    assert [panel["id"] for panel in everything] == list(range(1, len(everything) + 1))
    assert len({(panel["title"], panel["type"]) for panel in everything}) == len(everything)
    variables = {variable["name"] for variable in DASHBOARD["templating"]["list"]}
    taken = set()
    for panel in everything:
        place = panel["gridPos"]
        cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
        assert place["x"] + place["w"] <= 24 and not cells & taken, f"{panel['title']} overlaps"
        taken |= cells
    for panel in PANELS:
        assert panel["type"] in ("stat", "timeseries", "state-timeline", "bargauge", "table")
        assert panel["description"].endswith((".", "?", "`.")), panel["title"]
        assert panel["datasource"]["uid"] == "${datasource}" and panel["fieldConfig"]["defaults"]["unit"]
        assert panel["targets"], panel["title"]
        for target in panel["targets"]:
            assert set(re.findall(r"\$(\w+)", target["expr"])) <= variables | {"__rate_interval"}


def test_prometheus_understands_the_dashboard(tmp_path):
    """Each expression as a recording rule: then promtool parses it."""
    rules = [{"record": f"panel:{number}", "expr": re.sub(r"\$__rate_interval", "5m", expression)}
             for number, expression in enumerate(EXPRESSIONS)]
    file = tmp_path / "panels.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}))
    said = deploy.run("promtool", "check", "rules", file)
    assert f"{len(EXPRESSIONS)} rules found" in said
