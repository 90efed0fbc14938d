// What the programs here have in common: a connection over librabbitmq, frames that are put together here, and
// confirms. Reading is librabbitmq's. Writing is not: frames leave with one send() for all that is ready, which is
// what makes it fast (amqp_basic_publish makes three system calls a message).
#ifndef CLIENT_H
#define CLIENT_H
#define _GNU_SOURCE
#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_tcp_socket.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHANNEL = 1, FRAME_MAX = 131072, OUTPUT = 8 << 20 };

static void die(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(1);
}

// ---- connecting

static void check(amqp_connection_state_t connection, const char *what) {
  amqp_rpc_reply_t reply = amqp_get_rpc_reply(connection);
  if (reply.reply_type != AMQP_RESPONSE_NORMAL) die("%s failed", what);
}

static amqp_connection_state_t dial(int port, const char *vhost) {
  amqp_connection_state_t connection = amqp_new_connection();
  amqp_socket_t *socket = amqp_tcp_socket_new(connection);
  if (!socket || amqp_socket_open(socket, "127.0.0.1", port)) die("cannot connect to port %d", port);
  // No heartbeats: the library would write them into the middle of our own frames.
  amqp_rpc_reply_t reply = amqp_login(connection, vhost, 0, FRAME_MAX, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest");
  if (reply.reply_type != AMQP_RESPONSE_NORMAL) die("cannot log in to %s", vhost);
  amqp_channel_open(connection, CHANNEL);
  check(connection, "opening a channel");
  return connection;
}

// ---- writing frames

typedef struct {
  uint8_t bytes[OUTPUT];
  size_t used;
} output_t;

static void put8(output_t *out, unsigned value) { out->bytes[out->used++] = (uint8_t)value; }
static void put16(output_t *out, unsigned value) { put8(out, value >> 8), put8(out, value & 0xff); }
static void put32(output_t *out, uint32_t value) { put16(out, value >> 16), put16(out, value & 0xffff); }
static void put_bytes(output_t *out, const void *bytes, size_t count) {
  memcpy(out->bytes + out->used, bytes, count);
  out->used += count;
}
static void put_short(output_t *out, const char *text, size_t count) { put8(out, count), put_bytes(out, text, count); }

// A frame's length stands before its payload: it is filled in when the frame ends.
static size_t begin_frame(output_t *out, int type) {
  put8(out, type), put16(out, CHANNEL), put32(out, 0);
  return out->used;
}
static void end_frame(output_t *out, size_t begin) {
  size_t end = out->used;
  out->used = begin - 4;
  put32(out, end - begin);
  out->used = end;
  put8(out, AMQP_FRAME_END);
}

static void flush(amqp_connection_state_t connection, output_t *out) {
  int fd = amqp_get_sockfd(connection);
  for (size_t sent = 0; sent < out->used;) {
    ssize_t count = send(fd, out->bytes + sent, out->used - sent, MSG_NOSIGNAL);
    if (count >= 0) {
      sent += count;
    } else if (errno == EAGAIN || errno == EINTR) {
      struct pollfd writable = {fd, POLLOUT, 0};
      poll(&writable, 1, -1);
    } else {
      die("send: %s", strerror(errno));
    }
  }
  out->used = 0;
}

typedef struct {
  const char *exchange, *key, *content_type;
} route_t;

static void publish(amqp_connection_state_t connection, output_t *out, const route_t *route, const char *identity,
                    size_t identity_length, const void *body, size_t length) {
  if (out->used + length + 4096 > OUTPUT) flush(connection, out);
  size_t frame = begin_frame(out, AMQP_FRAME_METHOD);
  put32(out, AMQP_BASIC_PUBLISH_METHOD), put16(out, 0);
  put_short(out, route->exchange, strlen(route->exchange)), put_short(out, route->key, strlen(route->key));
  put8(out, 1);  // mandatory
  end_frame(out, frame);

  frame = begin_frame(out, AMQP_FRAME_HEADER);
  put16(out, AMQP_BASIC_CLASS), put16(out, 0), put32(out, 0), put32(out, length);
  put16(out, AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG |
                 AMQP_BASIC_TYPE_FLAG | AMQP_BASIC_USER_ID_FLAG);
  put_short(out, route->content_type, strlen(route->content_type));
  put8(out, 2);  // persistent
  put_short(out, identity, identity_length);
  put_short(out, "rebated.application.submitted.v1", 32);
  put_short(out, "guest", 5);
  end_frame(out, frame);

  for (size_t sent = 0; sent < length;) {
    size_t part = length - sent < FRAME_MAX - 8 ? length - sent : FRAME_MAX - 8;
    frame = begin_frame(out, AMQP_FRAME_BODY);
    put_bytes(out, (const uint8_t *)body + sent, part);
    end_frame(out, frame);
    sent += part;
  }
}

// ---- confirms: they come out of order, and several at once

static uint64_t confirmed;            // all up to here
static uint8_t ahead[1 << 16];        // those beyond, by their number modulo the size

static void confirm(uint64_t tag, int multiple) {
  if (multiple) {
    while (confirmed < tag) ahead[++confirmed & 0xffff] = 0;
  } else {
    ahead[tag & 0xffff] = 1;
  }
  while (ahead[(confirmed + 1) & 0xffff]) ahead[++confirmed & 0xffff] = 0;
}

// ---- reading frames

static void sleep_until_readable(amqp_connection_state_t one, amqp_connection_state_t other, int milliseconds) {
  struct pollfd sockets[2] = {{amqp_get_sockfd(one), POLLIN, 0}, {amqp_get_sockfd(other), POLLIN, 0}};
  poll(sockets, one == other ? 1 : 2, milliseconds);
}

// One frame, if there is one; what it holds lasts until amqp_maybe_release_buffers.
static int next_frame(amqp_connection_state_t connection, amqp_frame_t *frame) {
  struct timeval at_once = {0, 0};
  int status = amqp_simple_wait_frame_noblock(connection, frame, &at_once);
  if (status == AMQP_STATUS_TIMEOUT) return 0;
  if (status) die("reading: %s", amqp_error_string2(status));
  return 1;
}

// A confirm is noted; a delivery is for the caller; everything else is an error.
static void on_method(const amqp_frame_t *frame) {
  if (frame->payload.method.id == AMQP_BASIC_ACK_METHOD) {
    const amqp_basic_ack_t *ack = frame->payload.method.decoded;
    confirm(ack->delivery_tag, ack->multiple);
  } else if (frame->payload.method.id != AMQP_BASIC_DELIVER_METHOD) {
    die("unexpected %s", amqp_method_name(frame->payload.method.id));
  }
}

// ---- ending

static volatile sig_atomic_t stopped;
static void stop(int signal) { stopped = signal; }

static void stop_on_signals(void) {
  struct sigaction action = {.sa_handler = stop};
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
}

#endif
