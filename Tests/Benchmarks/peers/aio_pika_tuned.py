"""With as many callbacks at once as the prefetch allows, a connection for each direction, and uvloop."""

import asyncio

import aio_pika
import uvloop
from settings import EXCHANGE, KEY, PREFETCH, QUEUE, URL
from work import answer


async def main():
    consuming, publishing = await aio_pika.connect_robust(URL), await aio_pika.connect_robust(URL)
    channel = await consuming.channel()
    await channel.set_qos(prefetch_count=PREFETCH)
    queue = await channel.get_queue(QUEUE, ensure=False)
    exchange = await (await publishing.channel()).get_exchange(EXCHANGE, ensure=False)

    async def on_message(message):
        await exchange.publish(aio_pika.Message(
            answer(message.body), content_type="application/json", message_id=message.message_id,
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT), KEY)
        await message.ack()

    await queue.consume(on_message)
    await asyncio.Future()


uvloop.run(main())
