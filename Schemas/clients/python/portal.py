#!/usr/bin/env python3
"""A portal in one file: submits applications, withdraws them, hears what is decided. Needs pika (pip install pika).

    export PORTAL_BROKER=amqp://acme:secret@localhost:5672/%2F
    portal.py submit FILE…                                  applications, one JSON object a file
    portal.py withdraw PROGRAM APPLICATION [REASON]
    portal.py listen [--until COUNT] [--store FILE]         until COUNT events are new; by itself for ever
"""

import argparse
import json
import os
import sqlite3
import sys
import time
import uuid

import pika
import pika.exceptions

BROKER = pika.URLParameters(os.environ.get("PORTAL_BROKER", "amqp://guest:guest@localhost:5672/%2F"))
USER = BROKER.credentials.username


def publish(kind, data):
    """Publishes until the broker has confirmed it; the same event each time, so that a copy does no harm."""
    event = {
        "specversion": "1.0", "id": str(uuid.uuid4()), "source": f"urn:portal:{USER}",
        "type": f"rebated.application.{kind}.v1", "subject": data["application"],
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "data": data,
    }
    properties = pika.BasicProperties(
        content_type="application/cloudevents+json", delivery_mode=2, message_id=event["id"], type=event["type"],
        correlation_id=data["application"], app_id=f"portal-{USER}",
        # The broker vouches for this name; the answers go to its queue.
        user_id=USER)
    for attempt in range(1, 8):
        try:
            connection = pika.BlockingConnection(BROKER)
            channel = connection.channel()
            channel.confirm_delivery()
            # `mandatory`: what would reach no queue comes back as an error, instead of being lost.
            channel.basic_publish("rebated.applications", f"{kind}.{data['program']}", json.dumps(event).encode(),
                                  properties, mandatory=True)
            connection.close()
            print(f"{kind} {data['application']}, event {event['id']}")
            return
        except pika.exceptions.ChannelClosedByBroker as error:
            sys.exit(f"the broker refuses it: {error.reply_text}")  # 403: not your program; trying again won't help
        except pika.exceptions.UnroutableError:
            sys.exit("no queue takes it: is the topology applied?")
        except (pika.exceptions.AMQPError, OSError) as error:
            print(f"not confirmed ({error!r}), trying again", file=sys.stderr)
            time.sleep(min(0.2 * 2 ** attempt, 10))
    sys.exit("gave up; publish it again later")


def listen(until, store):
    """Takes events off the portal's own queue; each is stored before it is acknowledged, and handled once."""
    database = sqlite3.connect(store)
    database.execute("CREATE TABLE IF NOT EXISTS event (id TEXT PRIMARY KEY, type TEXT, data TEXT)")
    fresh = 0
    while True:
        try:
            connection = pika.BlockingConnection(BROKER)
            channel = connection.channel()
            channel.basic_qos(prefetch_count=50)
            for method, _, body in channel.consume(f"rebated.decisions.{USER}"):
                event = json.loads(body)
                with database:
                    stored = database.execute("INSERT OR IGNORE INTO event VALUES (?, ?, ?)",
                                              (event["id"], event["type"], json.dumps(event["data"])))
                    if stored.rowcount:
                        fresh += 1
                        handle(event["type"], event["data"])
                    else:
                        print(f"a copy of {event['id']}")
                channel.basic_ack(method.delivery_tag)
                if fresh == until:
                    connection.close()
                    return
        except pika.exceptions.ChannelClosedByBroker as error:
            sys.exit(f"the broker refuses it: {error.reply_text}")
        except (pika.exceptions.AMQPError, OSError) as error:
            print(f"connection lost ({error!r}), trying again", file=sys.stderr)
            time.sleep(1)


def handle(event_type, data):
    """What a portal does with an event; here: tells it."""
    name = data.get("application", "a message")
    if event_type == "rebated.application.rejected.v1":
        # It left no trace: correct it and send it again under the same revision.
        print(f"{name}: rejected")
        for error in data["errors"]:
            print(f"  {error['path'] or 'the message'}: {error['problem']}")
        return
    print(f"{name}: revision {data['revision']} is {data['status']}, {data['total']} dollars")
    if data["status"] == "incomplete":
        # Ask the applicant for these facts, and send all of it again as the next revision.
        for path in data["missing"]:
            print(f"  missing: {path}")
        for finding in data["findings"] + [f for line in data["measures"] for f in line["findings"]]:
            if finding["result"] in ("not_met", "unknown"):
                print(f"  {finding['rule']}: {finding['message']}")
    for task in data["tasks"]:
        print(f"  a person looks at it: {task['kind']}")  # another decision follows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("submit").add_argument("files", nargs="+")
    withdraw = commands.add_parser("withdraw")
    withdraw.add_argument("program")
    withdraw.add_argument("application")
    withdraw.add_argument("reason", nargs="?", default="withdrawn by the applicant")
    hear = commands.add_parser("listen")
    hear.add_argument("--until", type=int)
    hear.add_argument("--store", default="portal.sqlite")
    options = parser.parse_args()
    if options.command == "submit":
        for name in options.files:
            with open(name, encoding="utf-8") as file:
                # Amounts are texts ("14200.00"), other numbers stay the digits that they are.
                publish("submitted", json.load(file))
    elif options.command == "withdraw":
        publish("withdrawn", {"program": options.program, "application": options.application,
                              "reason": options.reason})
    else:
        listen(options.until, options.store)


if __name__ == "__main__":
    main()
