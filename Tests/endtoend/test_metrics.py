"""Health and metrics of a running worker: right numbers, red and green at the right time, and readable by Prometheus."""

import json
import shutil
import socket
import subprocess
import urllib.parse

import pytest

import house
import ledgers
import material
import proxy
from monitor import Monitor, faults, get

SERVED = "--http=127.0.0.1:0"
needs_prometheus = pytest.mark.skipif(not shutil.which("promtool"), reason="the Debian package prometheus is missing")


@pytest.fixture
def worker(system):
    return system.worker(SERVED)


@pytest.fixture
def monitor(worker):
    return Monitor(worker)


def load(portal, count):
    """Some of everything: approved and cut, sent twice, not to be taken, no message at all."""
    for number in range(count):
        portal.submit(material.competing(number))
    portal.submit(material.competing(0))
    portal.submit({**material.competing(1), "program": material.PEOPLE[0][0]})
    portal.publish("rubbish")
    portal.collect(60, lambda answers: len(answers) >= count + 3)
    return count + 3


@pytest.fixture
def prometheus(monitor, tmp_path):
    """A Prometheus that scrapes the worker each second; its address."""
    (tmp_path / "prometheus.yml").write_text(json.dumps({
        "global": {"scrape_interval": "1s", "scrape_timeout": "1s"},
        "scrape_configs": [{"job_name": "rebated",
                            "static_configs": [{"targets": [monitor.url.removeprefix("http://")]}]}],
    }))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    with open(tmp_path / "prometheus.log", "wb") as log:
        process = subprocess.Popen(
            ["prometheus", f"--config.file={tmp_path}/prometheus.yml", f"--storage.tsdb.path={tmp_path}/prometheus",
             f"--web.listen-address={address}"], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    yield f"http://{address}"
    process.terminate()
    process.wait(30)


def answer(prometheus, query):
    """The number that Prometheus answers a query with, if it has one."""
    try:
        _, _, text = get(f"{prometheus}/api/v1/query?{urllib.parse.urlencode({'query': query})}")
    except OSError:
        return None
    result = json.loads(text)["data"]["result"]
    return float(result[0]["value"][1]) if result else None


@needs_prometheus
def test_a_prometheus_scrapes_a_worker_under_load(system, monitor, prometheus):
    assert faults(monitor.text) == "", "before there is anything to tell"
    portal = system.portal()
    sent = load(portal, 200)
    queries = {
        "sum(rebated_applications_total)": sent,
        "sum(rebated_deliveries_total{queue='rebated.applications'})": sent,
        "rebated_delivery_duration_seconds_count{queue='rebated.applications'}": sent,
        "min(rebated_ready)": 1,
    }
    for query, expected in queries.items():
        house.until(lambda: answer(prometheus, query) == expected, 30,
                    lambda: f"{query} is {expected}, and not {answer(prometheus, query)}")
    quantile = "histogram_quantile(0.95, sum by (le) (rebated_delivery_duration_seconds_bucket))"
    assert 0 < answer(prometheus, quantile) < 60
    assert faults(monitor.text) == ""


def test_the_numbers_are_right(system, monitor):
    portal = system.portal()
    sent = load(portal, 60)
    monitor.until_value(sent, "rebated_delivery_duration_seconds_count", queue=house.APPLICATIONS)
    decisions = [a.data for a in portal.answers if a.type == "rebated.decision.made.v1"]
    assert monitor.value("rebated_applications_total", program="efficiency-works", outcome="duplicate") == 1
    assert monitor.value("rebated_applications_total", program="-", outcome="rejected") == 2
    assert monitor.value("rebated_applications_total", program="efficiency-works") == 61
    assert monitor.value("rebated_end_to_end_duration_seconds_count", program="efficiency-works") == 60
    distinct = {decision["application"]: decision for decision in decisions}.values()
    reduced = sum(float(limit["reduced_by"]) for decision in distinct for line in decision["measures"]
                  for limit in line["limits"])
    assert reduced > 0
    assert monitor.value("rebated_limit_reduced_dollars_total") == pytest.approx(reduced)
    awarded = sum(float(decision["total"]) for decision in distinct)
    monitor.until_value(awarded, "rebated_budget_used_dollars", program="efficiency-works")
    assert monitor.value("rebated_published_total", exchange=house.DECISIONS, outcome="confirmed") == sent
    assert monitor.value("rebated_batch_size_sum") == sent
    assert monitor.value("rebated_outbox_events") == 0
    monitor.until_value(0, "rebated_deliveries_in_flight")
    assert monitor.value("rebated_connected") == 2
    assert monitor.value("process_cpu_seconds_total") > 0
    assert [text for text in material.PERSONAL if text in monitor.text] == []


def test_all_that_is_declared_is_there_from_the_start(system, monitor):
    table = system.rebated("metrics").splitlines()[1:]
    declared = {line.split()[0]: line.split()[1] for line in table}
    kinds = dict(line.split()[2:4] for line in monitor.text.splitlines() if line.startswith("# TYPE"))
    assert kinds == declared
    having = {name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") if name not in declared else name
              for name, _ in monitor.samples}
    # No program has a budget here.
    assert having == declared.keys() - {"rebated_budget_dollars"}


@pytest.fixture
def way(system, broker):
    """What stands between the worker and its broker."""
    way = proxy.Proxy(broker.port)
    system.worker_url = broker.url(system.vhost).replace(f":{broker.port}/", f":{way.port}/")
    yield way
    way.close()


def test_readiness_turns_red_and_green_again(system, broker, way):
    worker = system.worker(SERVED)
    monitor = Monitor(worker)
    monitor.until_ready()
    portal = system.portal()
    portal.channel.queue_delete(house.APPLICATIONS)
    assert "topology apply" in monitor.until_red("deliveries", "no queue", "NOT_FOUND", "topology apply")
    assert monitor.value("rebated_ready") == 0
    assert monitor.value("rebated_ready_check", check="broker") == 1
    assert monitor.value("rebated_ready_check", check="deliveries") == 0
    system.rebated("topology", "apply")
    monitor.until_ready()

    way.refusing = True
    way.cut()
    monitor.until_red("broker", "not connected")
    assert monitor.value("rebated_connected") == 0
    way.refusing = False
    monitor.until_ready()
    assert monitor.value("rebated_reconnects_total", connection="consuming") >= 1

    try:
        with ledgers.File(system.folder).locked():
            portal.submit(material.application("R-1"))
            # The worker waits ten seconds for the others before it counts that as a fault.
            monitor.until_red("ledger", "busy", "locked", "another process")
            assert monitor.value("rebated_ledger_up") == 0
            assert monitor.value("rebated_ledger_failures_total", kind="busy") >= 1
            # The broker tells so when it is sent something.
            broker.ctl("set_vm_memory_high_watermark", "0.000001")
        monitor.until_red("broker", "takes no messages")
        assert monitor.value("rebated_connection_blocked") == 1
        assert "ledger" not in monitor.problems
    finally:
        broker.ctl("set_vm_memory_high_watermark", "0.4")
    monitor.until_ready()
    assert monitor.value("rebated_ledger_up") == 1

    with ledgers.File(system.folder).locked():
        portal.submit(material.application("R-2"))
        monitor.until_value(1, "rebated_deliveries_in_flight", queue=house.APPLICATIONS)
        worker.process.terminate()
        monitor.until_red("deliveries", "stopping")
        assert monitor.ready["draining"]
        assert monitor.value("rebated_draining") == 1
    assert worker.process.wait(30) == 0, worker.log[-2000:]


def test_it_answers_before_anything_else_is_there(system, tmp_path):
    worker = system.worker(SERVED, f"--ledger={tmp_path}/no/such/folder/ledger.sqlite",
                           "--broker=amqp://127.0.0.1:1/", ready=False)
    monitor = Monitor(worker)
    monitor.until_red("ledger", "folder", "open")
    assert set(monitor.problems) == {"broker", "ledger", "deliveries"}
    (tmp_path / "no/such/folder").mkdir(parents=True)
    house.until(lambda: "ledger" not in monitor.problems, 30, lambda: f"the ledger is open: {monitor.problems}")
    monitor.until_red("broker", "not connected")
    assert monitor.get("/nothing")[0] == 404
    assert "/ready" in monitor.get("/")[2]
    assert get(monitor.url + "/metrics", "HEAD")[2] == ""
    assert get(monitor.url + "/ready", "DELETE")[0] == 405
    assert worker.terminate() == 0


def test_an_address_that_is_taken(system):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        worker = system.worker(f"--http=127.0.0.1:{taken.getsockname()[1]}", ready=False)
        assert worker.process.wait(30) == 64
    assert "name another address by --http" in worker.log
    silent = system.worker("--http=off")
    assert "/metrics" not in silent.log
