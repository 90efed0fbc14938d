"""Puts COUNT applications, made from a template, into the queue as Celery tasks."""

import json
import sys

from celery_app import app, decide_task

template, count, exchange, key = sys.argv[1:]
text = open(template).read()
# Nobody waits for confirms here: how many are in the queue is seen afterwards.
app.conf.broker_transport_options = {"confirm_publish": False}
with app.producer_or_acquire() as producer:
    for number in range(int(count)):
        event = json.loads(text.replace("@@@@@@@", f"{number:07d}"))
        decide_task.apply_async((event,), exchange=exchange, routing_key=key, producer=producer)
