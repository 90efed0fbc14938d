// The yardstick: the least that any client over librabbitmq must do for a message. It takes a message, publishes
// another, persistent and with a confirm, and acknowledges the first once the second is confirmed. It reads no
// JSON, decides nothing, keeps nothing.
//
//   relay PORT VHOST QUEUE EXCHANGE KEY PREFETCH SIZE   relays until SIGTERM; bodies of SIZE bytes go out
#include "client.h"

enum { ACK_EVERY = 64 };

typedef struct {
  char identity[64];
  size_t identity_length, length, received;
} message_t;

static message_t waiting[1 << 12];    // delivered and not yet relayed
static unsigned first_waiting, past_waiting;
static uint32_t checksum;             // of all bodies: they are at least looked at

static void on_header(const amqp_basic_properties_t *properties, uint64_t length) {
  message_t *message = &waiting[past_waiting & 0xfff];
  message->length = length;
  message->received = 0;
  message->identity_length = properties->message_id.len < 64 ? properties->message_id.len : 64;
  memcpy(message->identity, properties->message_id.bytes, message->identity_length);
}

static void on_body(amqp_bytes_t part) {
  message_t *message = &waiting[past_waiting & 0xfff];
  for (size_t i = 0; i < part.len; i++) checksum = checksum * 31 + ((const uint8_t *)part.bytes)[i];
  message->received += part.len;
  if (message->received == message->length) past_waiting++;
}

// Handles one frame, if there is one.
static int handle_frame(amqp_connection_state_t connection) {
  amqp_frame_t frame;
  if (!next_frame(connection, &frame)) return 0;
  switch (frame.frame_type) {
    case AMQP_FRAME_METHOD:
      on_method(&frame);
      break;
    case AMQP_FRAME_HEADER:
      on_header(frame.payload.properties.decoded, frame.payload.properties.body_size);
      break;
    case AMQP_FRAME_BODY:
      on_body(frame.payload.body_fragment);
      break;
  }
  amqp_maybe_release_buffers(connection);
  return 1;
}

static void run(amqp_connection_state_t consumer, amqp_connection_state_t publisher, const char *queue,
                const route_t *route, int prefetch, size_t size) {
  static output_t out;
  char *body = malloc(size);
  memset(body, 'x', size);
  amqp_basic_qos(consumer, CHANNEL, 0, prefetch, 0);
  check(consumer, "setting the prefetch");
  amqp_basic_consume(consumer, CHANNEL, amqp_cstring_bytes(queue), amqp_empty_bytes, 0, 0, 0, amqp_empty_table);
  check(consumer, "consuming");

  // One consumer, one publisher, all in order: a delivery's tag is the number of the message that answers it.
  uint64_t acknowledged = 0;
  while (!stopped) {
    int progress = 0;
    while (past_waiting - first_waiting < 256 && handle_frame(consumer)) progress = 1;
    while (first_waiting != past_waiting) {
      const message_t *message = &waiting[first_waiting++ & 0xfff];
      memcpy(body, &checksum, sizeof checksum);
      publish(publisher, &out, route, message->identity, message->identity_length, body, size);
    }
    if (out.used) flush(publisher, &out);
    while (handle_frame(publisher)) progress = 1;
    if (confirmed - acknowledged >= ACK_EVERY || (confirmed > acknowledged && !progress)) {
      amqp_basic_ack(consumer, CHANNEL, confirmed, 1);
      acknowledged = confirmed;
    }
    if (!progress) sleep_until_readable(consumer, publisher, -1);
  }
}

int main(int count, char **arguments) {
  if (count != 8) die("usage: relay PORT VHOST QUEUE EXCHANGE KEY PREFETCH SIZE");
  size_t size = strtoul(arguments[7], NULL, 10);
  if (size < sizeof checksum || size > OUTPUT / 2) die("SIZE must lie between 4 and %d", OUTPUT / 2);
  stop_on_signals();
  int port = atoi(arguments[1]);
  amqp_connection_state_t publisher = dial(port, arguments[2]);
  amqp_confirm_select(publisher, CHANNEL);
  check(publisher, "asking for confirms");
  route_t route = {arguments[4], arguments[5], "application/cloudevents+json"};
  run(dial(port, arguments[2]), publisher, arguments[3], &route, atoi(arguments[6]), size);
  return 0;
}
