"""As its documentation writes it: one message after another, each published, confirmed and acknowledged."""

import asyncio

import aio_pika
from settings import EXCHANGE, KEY, PREFETCH, QUEUE, URL
from work import answer


async def main():
    connection = await aio_pika.connect_robust(URL)
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=PREFETCH)
    queue = await channel.get_queue(QUEUE, ensure=False)
    exchange = await channel.get_exchange(EXCHANGE, ensure=False)
    async with queue.iterator() as messages:
        async for message in messages:
            async with message.process():
                await exchange.publish(aio_pika.Message(
                    answer(message.body), content_type="application/json", message_id=message.message_id,
                    delivery_mode=aio_pika.DeliveryMode.PERSISTENT), KEY)


asyncio.run(main())
