"""As fast as pika goes: callbacks, a window of unconfirmed messages, acknowledgements of all that is confirmed."""

import pika
from settings import EXCHANGE, KEY, PREFETCH, QUEUE, URL
from work import answer

ACKNOWLEDGE_EVERY, AT_LATEST = 64, 0.005


class Peer:
    def __init__(self):
        self.published = self.confirmed = self.acknowledged = 0
        self.tags, self.ahead, self.timer = {}, set(), None

    def on_connection(self, connection):
        self.loop = connection.ioloop
        connection.channel(on_open_callback=self.on_channel)

    def on_channel(self, channel):
        self.channel = channel
        channel.basic_qos(prefetch_count=PREFETCH, callback=lambda _: channel.confirm_delivery(
            self.on_confirm, callback=lambda _: channel.basic_consume(QUEUE, self.on_message)))

    def on_message(self, channel, method, properties, body):
        self.published += 1
        self.tags[self.published] = method.delivery_tag
        channel.basic_publish(EXCHANGE, KEY, answer(body), pika.BasicProperties(
            content_type="application/json", delivery_mode=2, message_id=properties.message_id))

    def on_confirm(self, frame):
        tag = frame.method.delivery_tag
        if frame.method.multiple:
            self.confirmed = max(self.confirmed, tag)
            self.ahead = {number for number in self.ahead if number > tag}
        else:
            self.ahead.add(tag)
        while self.confirmed + 1 in self.ahead:
            self.confirmed += 1
            self.ahead.remove(self.confirmed)
        if self.confirmed - self.acknowledged >= ACKNOWLEDGE_EVERY:
            self.acknowledge()
        elif self.timer is None:
            self.timer = self.loop.call_later(AT_LATEST, self.on_timer)

    def on_timer(self):
        self.timer = None
        if self.confirmed > self.acknowledged:
            self.acknowledge()

    def acknowledge(self):
        self.channel.basic_ack(self.tags[self.confirmed], multiple=True)
        for number in range(self.acknowledged + 1, self.confirmed + 1):
            del self.tags[number]
        self.acknowledged = self.confirmed


pika.SelectConnection(pika.URLParameters(URL), on_open_callback=Peer().on_connection).ioloop.start()
