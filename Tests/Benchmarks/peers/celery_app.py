"""A Celery task that decides, and hands its decision on as a task to the decisions' exchange."""

import os

from celery import Celery
from kombu import Queue
from settings import EXCHANGE, KEY, PREFETCH, QUEUE, URL
from work import decide

CONCURRENCY = int(os.environ.get("BENCH_CONCURRENCY", "2"))

app = Celery("peer", broker=URL)
app.conf.update(
    # The queue is there already, a quorum queue.
    task_queues=[Queue(QUEUE, no_declare=True, queue_arguments={"x-queue-type": "quorum"})],
    task_default_queue=QUEUE,
    task_acks_late=True,
    task_ignore_result=True,
    task_default_delivery_mode="persistent",
    broker_transport_options={"confirm_publish": True},
    broker_connection_retry_on_startup=True,
    worker_prefetch_multiplier=max(PREFETCH // CONCURRENCY, 1),
    worker_hijack_root_logger=False,
)


@app.task(name="notify")
def notify(decision):
    """For whoever takes decisions."""


@app.task(name="decide")
def decide_task(event):
    notify.apply_async((decide(event),), exchange=EXCHANGE, routing_key=KEY)
