"""One trace from the portal to the last decision: through the stages, a retry queue, a task and its review."""

import contextlib
import json
import re
import secrets
import socket
import sqlite3

import pytest

import house
import material
import traces
from test_reviews import CLOSED, DECIDED, Conversation

STAGES = ["intake", "eligibility", "calculation", "settlement"]


@pytest.fixture
def traced(system, tmp_path):
    """A worker whose spans go into a file, a portal, and what reads the spans of one trace."""
    path = tmp_path / "traces.jsonl"
    system.worker(f"--traces={path}", "--log-format=json")

    def of(trace, enough=lambda spans: any(span.kind == "consumer" for span in spans)):
        return traces.of_trace(lambda: traces.in_file(path), trace, enough)
    return system, system.portal(), of


def header(answer):
    return answer.properties.headers["traceparent"]


def parents(spans):
    """The span that each span is a part of, by their ids."""
    return {span.id: span.parent for span in spans}


def test_a_decision_is_the_end_of_a_trace_with_every_stage(traced):
    system, portal, of = traced
    trace = portal.submit(material.application("T-1"))
    decision = portal.answer(trace, [DECIDED])
    spans = of(trace)
    process = next(span for span in spans if span.kind == "consumer")
    assert process.name == "process rebated.applications" and process.parent == "00f067aa0ba902b7"
    children = [span for span in spans if span.parent == process.id]
    assert [span.name for span in children] == [*STAGES, "send rebated.decisions"]
    assert all(process.start <= span.start <= span.end <= process.end for span in children)
    send = children[-1]
    assert send.kind == "producer" and header(decision) == f"00-{trace}-{send.id}-01"
    assert send.attributes["messaging.message.id"] == decision.properties.message_id
    told = process.attributes
    assert told["messaging.system"] == "rabbitmq" and told["messaging.operation.type"] == "process"
    assert told["messaging.destination.name"] == "rebated.applications"
    assert {name: told[f"rebated.{name}"] for name in ("program", "application", "revision", "status")} == {
        "program": "efficiency-works", "application": "T-1", "revision": "1", "status": "approved"}
    line = next(json.loads(line) for line in system.workers[0].log.splitlines() if '"application":"T-1"' in line)
    assert line["trace"] == trace and re.fullmatch(r"rebated\.applications#\d+", line["delivery"])


def test_without_a_trace_one_begins_and_of_a_trace_that_nobody_keeps_there_is_none(traced):
    system, portal, of = traced
    portal.submit(material.application("T-1"), headers={"traceparent": None})
    begun = portal.collect(30, lambda answers: answers)[-1]
    assert of(begun.trace)
    unsampled = secrets.token_hex(16)
    portal.submit(material.application("T-2"), trace=unsampled,
                  headers={"traceparent": f"00-{unsampled}-00f067aa0ba902b7-00"})
    assert header(portal.answer(unsampled, [DECIDED])) == f"00-{unsampled}-00f067aa0ba902b7-00"
    later = portal.submit(material.application("T-3"))
    of(later)
    assert unsampled not in {span.trace for span in traces.in_file(system.folder / "traces.jsonl")}


def reviewed(portal, **changes):
    """An application in review, and its one task."""
    conversation = Conversation(portal, "NYS-2-7", "R-1", **changes)
    assert list(conversation.tasks) == ["NYS-2-7"], conversation.tasks
    return conversation, conversation.tasks["NYS-2-7"]


@pytest.mark.parametrize("carries", ["the task's trace", "no trace"])
def test_a_review_goes_on_in_the_trace_of_its_application(traced, carries):
    _, portal, of = traced
    conversation, task = reviewed(portal)
    trace = conversation.trace
    assert task.trace == trace
    before = len(portal.answers)
    portal.submit({"task": task.data["task"], "outcome": "approve", "reviewer": "dana"}, kind="completed",
                  program=conversation.program,
                  headers={"traceparent": header(task) if carries == "the task's trace" else None})
    answers = portal.collect(30, lambda answers: {a.type for a in answers[before:]} >= {CLOSED, DECIDED})[before:]
    assert {answer.trace for answer in answers} == {trace}
    spans = of(trace, lambda spans: sum(span.kind == "consumer" for span in spans) == 2)
    first, second = (span for span in spans if span.kind == "consumer")
    assert second.name == "process rebated.reviews" and second.attributes["rebated.application"] == "R-1"
    if carries == "the task's trace":
        assert second.parent == header(task).split("-")[2], "a review is caused by the task"
    else:
        assert second.parent == first.id, "a review is caused by the application"
    up = parents(spans)
    for answer in answers:
        assert up[header(answer).split("-")[2]] == second.id


def test_a_review_with_a_trace_of_its_own_is_linked_to_its_application(traced):
    _, portal, of = traced
    conversation, task = reviewed(portal)
    own = portal.submit({"task": task.data["task"], "outcome": "approve", "reviewer": "dana"}, kind="completed",
                        program=conversation.program)
    assert portal.answer(own, [DECIDED]).trace == own
    review = next(span for span in of(own) if span.kind == "consumer")
    assert review.links == [conversation.trace]


def test_a_message_that_waits_in_a_retry_queue_stays_in_its_trace(traced):
    system, portal, of = traced
    policy = next(policy for policy in json.loads(system.rebated("topology", "definitions"))["policies"]
                  if policy["pattern"].replace("\\", "").strip("^$") == "rebated.retry.10s")
    shorter = {**policy["definition"], "message-ttl": 200}
    system.broker.ctl("set_policy", "-p", system.vhost, "--apply-to", policy["apply-to"], "--priority",
                      str(policy["priority"] + 1), "shorter", policy["pattern"], json.dumps(shorter))
    with contextlib.closing(sqlite3.connect(system.ledger, timeout=30)) as ledger:
        ledger.execute("CREATE TRIGGER poison BEFORE INSERT ON application WHEN new.application = 'T-1'"
                       " BEGIN SELECT RAISE(ABORT, 'poison'); END")
        ledger.commit()
        trace = portal.submit(material.application("T-1"))
        worker = system.workers[0]
        house.until(lambda: "a message is tried again in 10" in worker.log, 30, lambda: worker.log[-2000:])
        ledger.execute("DROP TRIGGER poison")
        ledger.commit()
    assert portal.answer(trace, [DECIDED]).data["application"] == "T-1"
    spans = of(trace, lambda spans: sum(span.kind == "consumer" for span in spans) == 2)
    by_start = sorted((span for span in spans if span.kind == "consumer"), key=lambda span: span.start)
    assert by_start[1].parent == by_start[0].id and by_start[0].events == ["retry"]
    line = next(json.loads(line) for line in worker.log.splitlines() if "a message is tried again in 10" in line)
    assert (line["application"], line["revision"], line["program"]) == ("T-1", "1", "efficiency-works")
    assert line["trace"] == trace and line["delivery"].startswith("rebated.applications#") and "message_id" in line


def test_a_collector_gets_the_spans_and_one_that_is_away_holds_nothing_up(system):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    worker = system.worker(f"--traces=http://127.0.0.1:{port}")
    portal = system.portal()
    first = portal.submit(material.application("T-1"))
    portal.answer(first, [DECIDED])
    house.until(lambda: "traces can't be written" in worker.log, 30, lambda: worker.log)
    for number in range(2, 5):
        portal.answer(portal.submit(material.application(f"T-{number}")), [DECIDED])
    collector = traces.Collector(port)
    collector.answer = 503
    try:
        house.until(lambda: collector.requests, 60, "the collector is asked")
        collector.answer = 200
        last = portal.submit(material.application("T-5"))
        portal.answer(last, [DECIDED])
        traces.of_trace(collector.spans, last, lambda spans: any(span.kind == "consumer" for span in spans), 60)
        assert set(collector.requests) == {("/v1/traces", "application/json")}
        assert worker.log.count("traces can't be written") == 1 and "are written to" in worker.log
        # What is done last before the end is handed over too.
        end = portal.submit(material.application("T-6"))
        portal.answer(end, [DECIDED])
        assert worker.terminate() == 0
        assert [span for span in collector.spans() if span.trace == end and span.kind == "consumer"]
    finally:
        collector.close()


def test_a_place_that_cannot_be_and_a_share_that_is_none_are_told(system):
    for arguments, word in ((["--traces=ftp://x/y"], "--traces"), (["--trace-sample=1.5"], "--trace-sample")):
        worker = system.worker(*arguments, ready=False)
        assert worker.process.wait(30) == 64
        assert word in worker.log
