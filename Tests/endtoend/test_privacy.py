"""Names, addresses, e-mails and phones are in nothing that rebated writes but the messages themselves."""

import contextlib
import json
import re
import sqlite3
import subprocess
import urllib.error
import urllib.request

import house
import material

SAMPLES = sorted((house.REPOSITORY / "Deploy/samples").glob("*.json"))
NAME, EMAIL, PHONE, LINE1 = material.PEOPLE[0]


def personal(data) -> set[str]:
    """Every name, e-mail, phone and line of an address of an application, and words that point at a person alone."""
    found = set()
    for section in ("customer", "site", "installer"):
        facts = data.get(section) or {}
        found |= {facts.get(key) for key in ("name", "email", "phone")}
        found |= {value for key, value in (facts.get("address") or {}).items() if key != "state"}
        if section == "customer":
            found |= {word for word in (facts.get("name") or "").split() if len(word) > 3}
    return {text for text in found if isinstance(text, str) and text}


def in_all_the_wrong_places():
    """Personal data where a program expects something else, so that an error message is tempted to quote it."""
    sound = material.application("P-2")
    yield {**sound, "application": NAME}
    yield {**sound, "program": NAME}
    yield {**sound, "submitted_on": PHONE}
    yield {**sound, "revision": EMAIL}
    yield {**sound, "project": {NAME: EMAIL}}
    yield {**sound, LINE1: 1}
    yield {**sound, "measures": [{**material.heat_pump("m1"), "source": EMAIL, "cost": PHONE, "measure": NAME}]}
    yield {**sound, "measures": [{**material.heat_pump("m1"), "units": [{"seer": PHONE, EMAIL: True}]}]}
    yield {**sound, "customer": {**sound["customer"], "id": LINE1 * 9}}


def samples():
    """All samples. Their ZIP codes get an extension, because five digits alone stand in a log by chance too."""
    for number, file in enumerate(SAMPLES):
        data = json.loads(file.read_text())
        address = data["site"]["address"]
        if "zip" in address:
            address["zip"] += f"-{9120 + number}"
        yield data


class Run:
    """A whole run, with all that it writes but the ledger and the queues."""

    def __init__(self, system):
        self.system, self.file = system, system.folder / "traces.jsonl"
        self.pages = []

    def worker(self, *arguments, **options):
        return self.system.worker("--log-level=trace", f"--traces={self.file}", *arguments, **options)

    def scrape(self):
        """What the workers serve, where they say that they serve anything."""
        for worker in self.system.workers:
            for port in set(re.findall(r"http://127\.0\.0\.1:(\d+)", worker.log)):
                for path in ("metrics", "ready", "live"):
                    with contextlib.suppress(OSError):
                        try:
                            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
                                self.pages.append(answer.read().decode())
                        except urllib.error.HTTPError as refused:
                            self.pages.append(refused.read().decode())

    def leaks(self, texts):
        """Where which of the texts stands; escaped as JSON may have it, too."""
        written = {worker.log_file.name: worker.log for worker in self.system.workers}
        written["traces"] = self.file.read_text() if self.file.exists() else ""
        written["pages"] = "\n".join(self.pages)
        return [(place, text) for place, content in written.items() for text in sorted(texts)
                if text in content or json.dumps(text)[1:-1] in content]


def kills_workers(run, portal):
    """A message that workers die of, until it is set aside."""
    portal.submit(material.application("KILLS"))
    for _ in range(12):
        worker = run.worker(ready=False, REBATED_FAULT="kill@intake:KILLS")
        house.until(lambda: not worker.running or portal.ready(house.DEAD), 30, "the worker dies, or sets it aside")
        if worker.running:
            assert worker.terminate() == 0
            return
    raise AssertionError(f"it is not set aside:\n{worker.log[-2000:]}")


def reaches_nobody(run, portal):
    """Answers that no queue takes, under keys and ids that hold personal data."""
    told = run.system.workers[-1]
    portal.publish(f"not JSON: {NAME}", key=f"submitted.{NAME}", message_id=EMAIL, correlation_id=PHONE, app_id=NAME,
                   headers={"x-note": LINE1, "tracestate": f"who={EMAIL}"})
    portal.submit({"task": f"{NAME}/{PHONE}/1/x", "outcome": "approve", "reviewer": NAME, "note": LINE1},
                  kind="completed")
    house.until(lambda: portal.ready(house.DEAD) >= 2, 30, lambda: told.log[-2500:])
    house.until(lambda: "no queue takes rejected.*" in told.log, 30, lambda: told.log[-2000:])


def ledger_fails(run, portal):
    """A message on which the ledger fails, until it is sent through a retry queue."""
    workers = run.system.workers[-2:]
    with contextlib.closing(sqlite3.connect(run.system.ledger, timeout=30)) as ledger:
        ledger.execute("CREATE TRIGGER poison BEFORE INSERT ON application WHEN new.application = 'RETRY'"
                       " BEGIN SELECT RAISE(ABORT, 'poison'); END")
        ledger.commit()
        portal.publish(json.dumps(material.application("RETRY")), content_type="application/json", message_id=EMAIL,
                       type="rebated.application.submitted.v1", app_id=NAME)
        house.until(lambda: any("is tried again in 10" in worker.log for worker in workers), 30,
                    lambda: workers[-1].log[-2000:])
        ledger.execute("DROP TRIGGER poison")
        ledger.commit()


def reviews(portal, opened):
    """Every task is answered, with a note, by somebody with a name; first in a way that is not allowed."""
    before = len(portal.answers)
    for task in opened:
        answer = {"task": task["task"], "outcome": "approve", "reviewer": NAME, "note": f"Ask {NAME}, {PHONE}, {LINE1}."}
        if "set_amount" in task["allowed"]:
            answer["amount"] = "1200.00"
        portal.submit({**answer, "outcome": NAME}, kind="completed", program=task["program"])
        portal.submit(answer, kind="completed", program=task["program"])
    closed = "rebated.task.closed.v1"
    portal.collect(60, lambda answers: sum(a.type == closed for a in answers[before:]) >= len(opened))
    assert sum(a.type == closed for a in portal.answers[before:]) == len(opened)


def test_a_whole_run_writes_nothing_personal(system):
    run = Run(system)
    # Nobody has a queue for answers yet.
    portal = system.portal(collects=False)
    portal.channel.queue_delete("rebated.decisions.guest")
    kills_workers(run, portal)
    workers = [run.worker("--log-format=text")]
    reaches_nobody(run, portal)
    workers.append(run.worker("--log-format=json"))
    portal.declare_collector()
    ledger_fails(run, portal)
    texts = set(material.PERSONAL) | personal(material.application("P-1"))
    texts.discard("80521")
    sent = 0
    for data in [*samples(), *map(material.competing, range(30))]:
        portal.submit(data, program=data["program"], bare=sent % 2 == 0)
        texts |= personal(data) - {"80521"}
        sent += 1
    for data in in_all_the_wrong_places():
        portal.submit(data)
        portal.submit(json.dumps(data)[:-1], bare=True)
        sent += 2
    portal.submit({"program": "efficiency-works", "application": "A-00001", "reason": f"{NAME} has moved"},
                  kind="withdrawn")
    sent += 1
    answered = {"rebated.decision.made.v1", "rebated.application.rejected.v1"}
    # And what was sent through the retry queue.
    portal.collect(60, lambda answers: sum(answer.type in answered for answer in answers) >= sent + 1)
    assert sum(answer.type in answered for answer in portal.answers) >= sent + 1, workers[0].log[-2000:]
    reviews(portal, [answer.data for answer in portal.answers if answer.type == "rebated.task.opened.v1"])
    run.scrape()
    for worker in workers:
        assert worker.terminate() == 0
    assert len(texts) > 80 and {"Priya Raghunathan", "970-555-0103", "3305 Larkspur Drive"} <= texts
    logs = "".join(worker.log for worker in system.workers)
    assert "A-00001" in logs and "EW-26-04411" in logs, "the log should tell the applications that it decides by their ids"
    assert "EW-26-04411" in run.file.read_text() and "kills-workers" in run.file.read_text()
    assert run.leaks(texts) == []


def test_decide_and_submit_write_nothing_personal_to_standard_error(system, tmp_path):
    file = tmp_path / "applications.jsonl"
    applications = [material.competing(1), *in_all_the_wrong_places()]
    file.write_text("\n".join(map(json.dumps, applications)) + "\n{" + material.PEOPLE[1][0])
    for command in ("decide", "submit"):
        done = subprocess.run([house.binary(), command, str(file)], env=system.environment(), capture_output=True,
                              text=True, timeout=60)
        assert [text for text in material.PERSONAL if text in done.stderr] == [], command
