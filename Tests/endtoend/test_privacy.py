"""Names, addresses, e-mails and phones are in nothing that rebated writes but the messages themselves."""

import json
import subprocess

import house
import material


def in_all_the_wrong_places():
    """Personal data where a program expects something else, so that an error message is tempted to quote it."""
    name, email, phone, line1 = material.PEOPLE[0]
    sound = material.application("P-2")
    yield {**sound, "program": name}
    yield {**sound, "submitted_on": phone}
    yield {**sound, "revision": email}
    yield {**sound, "project": {name: email}}
    yield {**sound, line1: 1}
    yield {**sound, "measures": [{**material.heat_pump("m1"), "source": email, "cost": phone, "measure": name}]}
    yield {**sound, "measures": [{**material.heat_pump("m1"), "units": [{"seer": phone, email: True}]}]}
    yield {**sound, "customer": {**sound["customer"], "id": line1 * 9}}


def test_the_workers_log_holds_nothing_personal(system):
    worker = system.worker("--log-level=trace")
    portal = system.portal()
    sent = 0
    for number in range(50):
        portal.submit(material.competing(number), bare=number % 2 == 0)
        sent += 1
    for data in in_all_the_wrong_places():
        portal.submit(data)
        portal.submit(json.dumps(data)[:-1], bare=True)
        sent += 2
    portal.collect(30, lambda answers: len(answers) >= sent)
    assert len(portal.answers) >= sent, worker.log[-2000:]
    assert worker.terminate() == 0
    assert "A-00001" in worker.log, "the log should tell the applications that it decides by their ids"
    assert [text for text in material.PERSONAL if text in worker.log] == []


def test_decide_and_submit_write_nothing_personal_to_standard_error(system, tmp_path):
    file = tmp_path / "applications.jsonl"
    applications = [material.competing(1), *in_all_the_wrong_places()]
    file.write_text("\n".join(map(json.dumps, applications)) + "\n{" + material.PEOPLE[1][0])
    for command in ("decide", "submit"):
        done = subprocess.run([house.binary(), command, str(file)], env=system.environment(), capture_output=True,
                              text=True, timeout=60)
        assert [text for text in material.PERSONAL if text in done.stderr] == [], command
