#ifndef CRABBITMQ_SHIM_H
#define CRABBITMQ_SHIM_H

// librabbitmq moved its headers in 0.12; Debian 12 has 0.11, which is our floor.
#if __has_include(<rabbitmq-c/amqp.h>)
#include <rabbitmq-c/amqp.h>
#include <rabbitmq-c/framing.h>
#else
#include <amqp.h>
#include <amqp_framing.h>
#endif

#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

// What follows makes unions and fields with a flag readable for Swift; all of it is inline.

static inline amqp_method_number_t rb_frame_method_id(const amqp_frame_t *frame) {
  return frame->payload.method.id;
}

static inline const void *rb_frame_method(const amqp_frame_t *frame) {
  return frame->payload.method.decoded;
}

static inline uint64_t rb_frame_body_size(const amqp_frame_t *frame) {
  return frame->payload.properties.body_size;
}

static inline const amqp_basic_properties_t *rb_frame_basic_properties(const amqp_frame_t *frame) {
  // Other classes carry no content, and their decoded form is another struct.
  return frame->payload.properties.class_id == AMQP_BASIC_CLASS
             ? (const amqp_basic_properties_t *)frame->payload.properties.decoded
             : NULL;
}

// prctl is variadic.
static inline void rb_name_this_thread(const char *name) {
  prctl(PR_SET_NAME, name, 0, 0, 0);
}

static inline amqp_bytes_t rb_frame_body(const amqp_frame_t *frame) {
  return frame->payload.body_fragment;
}

#endif
