"""Schemas/asyncapi.yaml says what the worker declares and sends, and its examples are valid."""

import functools
import json
import re
import subprocess

import pytest
import yaml

import house
import schemas

DOCUMENT = yaml.safe_load((schemas.FOLDER / "asyncapi.yaml").read_text())
PORTAL, PROGRAM, REVIEWER = "utility-a", "efficiency-works", "dana"
TYPES = set(schemas.ALL["event"]["properties"]["type"]["enum"])


@functools.cache
def topology():
    printed = subprocess.run(
        [house.binary(), "topology", "definitions", "--portal", PORTAL, "--program", PROGRAM,
         "--reviewer", REVIEWER],
        capture_output=True, text=True, check=True).stdout
    return json.loads(printed)


def resolved(reference):
    """What a `$ref` within the document or beside it points to."""
    if not reference.startswith("#/"):
        return json.loads((schemas.FOLDER / reference).read_text())
    return functools.reduce(lambda part, name: part[name], reference[2:].split("/"), DOCUMENT)


def references(part):
    if isinstance(part, dict):
        yield from ([part["$ref"]] if "$ref" in part else [])
        for member in part.values():
            yield from references(member)
    if isinstance(part, list):
        for member in part:
            yield from references(member)


def followed(part):
    return followed(resolved(part["$ref"])) if "$ref" in part else part


def channels(kind):
    """(channel, its queue or exchange) of every channel of a kind."""
    for channel in DOCUMENT["channels"].values():
        binding = channel["bindings"]["amqp"]
        if binding["is"] == kind:
            yield channel, binding["queue" if kind == "queue" else "exchange"]


def filled(text, **others):
    """A pattern with the portal, the program and the reviewer of this test, `*` for everything else."""
    known = {"portal": PORTAL, "program": PROGRAM, "reviewer": REVIEWER, **others}
    return re.sub(r"{(\w+)}", lambda found: known.get(found[1], "*"), text)


def test_every_reference_leads_somewhere():
    assert [name for name in references(DOCUMENT) if not resolved(name)] == []


def test_every_type_of_event_has_a_message_with_an_example():
    messages = DOCUMENT["components"]["messages"].values()
    assert {message["name"] for message in messages if message["name"].startswith("rebated.")} == TYPES
    assert {message["name"] for message in messages if message.get("examples")} == TYPES


@pytest.mark.parametrize("name", sorted(DOCUMENT["components"]["messages"]))
def test_examples_are_valid(name):
    message = DOCUMENT["components"]["messages"][name]
    for example in message.get("examples", []):
        event = schemas.loads(json.dumps(followed(example["payload"])))
        assert event["type"] == message["name"]
        assert schemas.faults("event", event) == []
        if message["name"] == "rebated.application.submitted.v1":
            assert schemas.faults(f"application.{event['data']['program']}", event["data"]) == []


def test_the_queues_are_those_that_are_declared():
    # Every portal has a queue, those who name no user share one; the account that asks is a portal too.
    declared = {queue["name"]: queue for queue in topology()["queues"]}
    told = {}
    for channel, queue in channels("queue"):
        delays = channel.get("parameters", {}).get("delay", {}).get("enum", ["*"])
        told.update({filled(queue["name"], delay=delay): queue for delay in delays})
        assert channel["address"] == queue["name"]
    assert set(told) == {name for name in declared if name not in ("rebated.decisions.-", "rebated.decisions.guest")}
    for name, queue in told.items():
        assert (queue["durable"], queue["autoDelete"]) == (declared[name]["durable"], declared[name]["auto_delete"])


def test_the_exchanges_are_those_that_are_declared():
    declared = {exchange["name"]: exchange for exchange in topology()["exchanges"]}
    for _, exchange in channels("routingKey"):
        found = declared[exchange["name"]]
        assert (exchange["type"], exchange["durable"]) == (found["type"], found["durable"])
    # What no portal and no reviewer meets has a queue in the document, or none of its own.
    inner = {name for name in declared if name.startswith(("rebated.retry.", "rebated.back", "rebated.dead"))}
    assert {exchange["name"] for _, exchange in channels("routingKey")} == set(declared) - inner


def test_the_routing_keys_are_those_that_are_bound():
    bound = {(binding["source"], binding["routing_key"]) for binding in topology()["bindings"]
             if binding["destination"] not in ("rebated.decisions.-", "rebated.decisions.guest")}
    told = set()
    for channel, exchange in channels("routingKey"):
        # Only the reviewers' queues are bound by program.
        program = {} if exchange["name"] == "rebated.tasks" else {"program": "*"}
        told.add((exchange["name"], filled(channel["address"], **program)))
    inner = {pair for pair in bound if pair[0].startswith(("rebated.retry.", "rebated.back", "rebated.dead"))}
    assert told == bound - inner


def test_statuses_are_those_of_decisions():
    told = DOCUMENT["components"]["parameters"]["status"]["enum"]
    assert sorted(told) == sorted(schemas.ALL[schemas.DECISION]["properties"]["status"]["enum"])


def test_operations_name_messages_of_their_channels():
    for operation in DOCUMENT["operations"].values():
        for message in operation["messages"]:
            assert message["$ref"].startswith(operation["channel"]["$ref"] + "/messages/")
    sent = {operation["channel"]["$ref"].rsplit("/", 1)[1] for operation in DOCUMENT["operations"].values()}
    keyed = {name for name, channel in DOCUMENT["channels"].items() if channel["bindings"]["amqp"]["is"] == "routingKey"}
    assert keyed <= sent
