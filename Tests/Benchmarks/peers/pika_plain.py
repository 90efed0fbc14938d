"""As the tutorials write it: a blocking connection, one message at a time, a confirm and an acknowledgement each."""

import pika
from settings import EXCHANGE, KEY, PREFETCH, QUEUE, URL
from work import answer

channel = pika.BlockingConnection(pika.URLParameters(URL)).channel()
channel.basic_qos(prefetch_count=PREFETCH)
channel.confirm_delivery()


def on_message(channel, method, properties, body):
    channel.basic_publish(EXCHANGE, KEY, answer(body), pika.BasicProperties(
        content_type="application/json", delivery_mode=2, message_id=properties.message_id), mandatory=True)
    channel.basic_ack(method.delivery_tag)


channel.basic_consume(QUEUE, on_message)
channel.start_consuming()
