"""`rebated top`: what workers tell, on a terminal and for scripts."""

import http.server
import json
import subprocess
import threading
import time

import pytest

import desk
import house


class Page(http.server.ThreadingHTTPServer):
    """A worker as far as `top` sees one: counters that grow by the clock, and what a test makes wrong."""

    def __init__(self):
        self.ready, self.dead, self.began = True, 0, time.monotonic()
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = (site.metrics() if self.path == "/metrics" else json.dumps(site.readiness())).encode()
                self.send_response(200 if self.path == "/metrics" or site.ready else 503)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass
        super().__init__(("127.0.0.1", 0), Handler)
        # A client that is killed may be gone between the look at the listener and its acceptance, which would then wait for ever.
        self.socket.settimeout(1)
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.name = f"127.0.0.1:{self.server_port}"

    def readiness(self):
        checks = {"ledger": {"ok": True} if self.ready else {"ok": False, "problem": "no room is left"}}
        return {"ready": self.ready, "checks": checks, "draining": False, "safe_to_stop": False, "version": "0.1.0"}

    def metrics(self):
        done = int((time.monotonic() - self.began) * 1000)
        return f"""# TYPE rebated_applications_total counter
rebated_build_info{{version="0.1.0"}} 1
rebated_ready {int(self.ready)}
rebated_applications_total{{program="efficiency-works",outcome="approved"}} {done}
rebated_applications_total{{program="nys-clean-heat",outcome="in_review"}} {done // 10}
rebated_end_to_end_duration_seconds_bucket{{program="efficiency-works",le="0.05"}} {done}
rebated_end_to_end_duration_seconds_bucket{{program="efficiency-works",le="+Inf"}} {done}
rebated_stage_duration_seconds_bucket{{stage="settlement",le="0.01"}} {done // 100}
rebated_stage_duration_seconds_bucket{{stage="settlement",le="+Inf"}} {done // 100}
rebated_queue_messages{{queue="rebated.applications"}} 4321
rebated_queue_consumers{{queue="rebated.applications"}} 1
rebated_queue_messages{{queue="rebated.dead"}} {self.dead}
rebated_queue_consumers{{queue="rebated.dead"}} 0
rebated_deliveries_total{{queue="rebated.applications"}} {done}
rebated_deliveries_in_flight{{queue="rebated.applications"}} 512
rebated_outbox_events{{state="pending"}} 7
rebated_outbox_events{{state="returned"}} 0
rebated_budget_dollars{{program="nys-clean-heat"}} 100000
rebated_budget_used_dollars{{program="nys-clean-heat"}} 96000
rebated_waitlisted_applications{{program="nys-clean-heat"}} 5
process_resident_memory_bytes 52428800
process_cpu_seconds_total {done / 2000}
"""


@pytest.fixture
def page():
    page = Page()
    yield page
    page.shutdown()
    page.server_close()


@pytest.fixture
def top(shared_system, page):
    made = []

    def make(*arguments, **options):
        command = f"{house.binary()} top --worker http://{page.name} --interval 0.3 {' '.join(arguments)}"
        made.append(desk.Terminal(shared_system, command, **options))
        return made[-1]
    yield make
    for terminal in made:
        terminal.close()


def once(system, *arguments):
    return subprocess.run([house.binary(), "top", *arguments], env=system.environment(), capture_output=True, text=True,
                          timeout=60)


def test_a_person_watches_it(top, page):
    screen = top()
    shown = screen.until("96 % of the budget of nys-clean-heat is used; waiting: 5")
    assert all(len(line) <= 80 for line in shown.splitlines())
    shown = screen.until("rebated.applications")
    for words in ("applications/s", "end to end", "settlement", "approved", "4,321", "outbox: 7 to publish", "q quit"):
        assert words in shown, f"{words}:\n{shown}"
    rate = house.until(lambda: next((float(line.split()[0].replace(",", "")) for line in screen.screen.splitlines()
                                     if "applications/s" in line and not line.strip().startswith("0 ")), None),
                       20, "a rate")
    assert 200 < rate < 5000
    page.dead = 3
    assert screen.until("rebated.dead holds 3 messages").splitlines()[1].startswith("FAULT")
    page.ready = False
    screen.until("no room is left")
    screen.keys("4")
    screen.until("not ready")
    assert "52 MB" in screen.screen
    screen.keys("Tab")
    assert "96 %" in screen.until("$96,000")
    screen.keys("2")
    screen.until("nys-clean-heat")
    screen.keys("p")
    screen.until("PAUSED")
    screen.keys("?")
    screen.until("any key goes back")
    screen.keys("x")
    screen.resize(120, 40)
    house.until(lambda: any(len(line) > 90 for line in screen.screen.splitlines()), 20, "a wider picture")
    screen.keys("q")
    left = screen.until("ended 0")
    assert "icanon" in left and "-icanon" not in left and "-echo" not in left
    assert "applications/s" not in left


def test_a_signal_puts_the_terminal_back(top, shared_system):
    screen = top("--log-level=info")
    screen.until("applications/s")
    processes = subprocess.run(["pgrep", "-f", "rebated top --worker"], capture_output=True, text=True, timeout=20)
    mine = [pid for pid in processes.stdout.split() if str(shared_system.folder) in
            open(f"/proc/{pid}/environ", errors="replace").read() and "env" not in open(f"/proc/{pid}/comm").read()]
    for pid in mine:
        if open(f"/proc/{pid}/comm").read().strip() == "rebated":
            subprocess.run(["kill", "-TERM", pid], timeout=20, check=True)
    left = screen.until("ended 0")
    assert "-icanon" not in left and "-echo" not in left


def test_without_colour_it_says_the_same(top):
    screen = top(NO_COLOR="1")
    screen.until("96 % of the budget")
    assert "\x1b[32m" not in screen.raw and "\x1b[31m" not in screen.raw


def test_scripts_get_one_picture(shared_system, page):
    page.dead = 2
    done = once(shared_system, "--worker", f"http://{page.name}", "--once")
    assert done.returncode == 0 and "\x1b" not in done.stdout
    for words in ("FAULT    rebated.dead holds 2", "-- overview", "-- programs", "-- queues", "-- workers", "-- errors"):
        assert words in done.stdout, done.stdout
    told = json.loads(once(shared_system, "--worker", f"http://{page.name}", "--json").stdout)
    assert 500 < told["applications_per_second"] < 2500
    assert told["troubles"][0]["fault"] and "rebated.dead" in told["troubles"][0]["words"]
    assert {queue["name"]: queue["ready"] for queue in told["queues"]}["rebated.applications"] == 4321
    assert 0 < told["latency_seconds"]["end_to_end"]["p99"] <= 0.05
    assert told["workers"][0]["ready"] is True


def test_without_a_worker_the_broker_is_asked(shared_system):
    with shared_system.portal() as portal:
        portal.submit({"application": "T-1", "revision": 1, "program": "efficiency-works"})
        house.until(lambda: portal.ready("rebated.applications") == 1, 20, "the message waits")
    told = json.loads(once(shared_system, "--worker", "http://127.0.0.1:1", "--json").stdout)
    assert {queue["name"]: queue["ready"] for queue in told["queues"]}["rebated.applications"] == 1
    words = " ".join(trouble["words"] for trouble in told["troubles"])
    assert "127.0.0.1:1 does not answer" in words and "nobody takes from rebated.applications; waiting: 1 message" in words
