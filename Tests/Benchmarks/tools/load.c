// The other side of a measurement: whoever sends applications, and takes the decisions.
//
//   load fill OPTION…   publishes COUNT applications, as fast as the broker confirms
//   load pace OPTION…   publishes COUNT applications at a RATE, whatever comes back, and measures for each how long it
//                       takes until its decision is there, counted from when it was to be sent: a stall of whatever
//                       part makes all that were due meanwhile late. Prints JSON.
//   load hold OPTION…   keeps WINDOW applications undecided until SIGTERM: one more for each decision. Prints the
//                       moment, how many were sent and how many were decided, ten times a second.
//
// Options are name=value: port, vhost, exchange, key, template (a file), from (the first number), count, spread,
// queue (of the decisions), rate (a second), warmup (seconds that are not measured), limit (seconds to wait for the
// last decision), window.
//
// In the template @@@@@@@ stands for the application's number, $$$$$$$ for a number below `spread` that belongs to
// it: customers, say. A decision is known by the number at the end of its correlation id or else its message id.
#include "client.h"

#include <math.h>
#include <time.h>

enum { DIGITS = 7, WINDOW = 1024, MARKS = 1024 };

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

// ---- options

static char **options;

static const char *text(const char *name) {
  size_t length = strlen(name);
  for (char **option = options; *option; option++)
    if (!strncmp(*option, name, length) && (*option)[length] == '=') return *option + length + 1;
  return NULL;
}
static const char *needed(const char *name) {
  const char *value = text(name);
  if (!value) die("load: %s=… is missing", name);
  return value;
}
static double number(const char *name, double otherwise) {
  const char *value = text(name);
  return value ? atof(value) : otherwise;
}

// ---- applications

typedef struct {
  char *bytes;
  size_t length, numbers[MARKS], others[MARKS];
  int number_count, other_count;
  uint64_t spread;
} template_t;

static void find(const template_t *template, const char *mark, size_t *places, int *count) {
  for (size_t i = 0; i + DIGITS <= template->length; i++)
    if (!memcmp(template->bytes + i, mark, DIGITS)) {
      if (*count == MARKS) die("the template has too many of %s", mark);
      places[(*count)++] = i;
      i += DIGITS - 1;
    }
}

static template_t read_template(const char *path) {
  template_t template = {0};
  FILE *file = fopen(path, "rb");
  if (!file) die("cannot open %s", path);
  template.bytes = malloc(OUTPUT / 2);
  template.length = fread(template.bytes, 1, OUTPUT / 2, file);
  fclose(file);
  find(&template, "@@@@@@@", template.numbers, &template.number_count);
  find(&template, "$$$$$$$", template.others, &template.other_count);
  template.spread = number("spread", 10000000);
  return template;
}

static void write_digits(char *place, uint64_t value) {
  for (int i = DIGITS - 1; i >= 0; i--, value /= 10) place[i] = '0' + value % 10;
}

// Far apart for neighbours, and the same in every run.
static uint64_t scatter(uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

static amqp_connection_state_t publisher;
static output_t out;
static route_t route;
static uint64_t sent;

static void send_application(template_t *template, uint64_t application) {
  char identity[16];
  for (int i = 0; i < template->number_count; i++) write_digits(template->bytes + template->numbers[i], application);
  uint64_t other = scatter(application) % template->spread;
  for (int i = 0; i < template->other_count; i++) write_digits(template->bytes + template->others[i], other);
  memcpy(identity, "b-", 2);
  write_digits(identity + 2, application);
  publish(publisher, &out, &route, identity, 2 + DIGITS, template->bytes, template->length);
  sent++;
}

static int take_confirm(void) {
  amqp_frame_t frame;
  if (!next_frame(publisher, &frame)) return 0;
  if (frame.frame_type == AMQP_FRAME_METHOD) on_method(&frame);
  amqp_maybe_release_buffers(publisher);
  return 1;
}

static void fill(template_t *template, uint64_t from, uint64_t count) {
  while (sent < count && !stopped) {
    send_application(template, from + sent);
    if (out.used > 60000) flush(publisher, &out);
    while (sent - confirmed >= WINDOW) {
      flush(publisher, &out);
      if (!take_confirm()) sleep_until_readable(publisher, publisher, 100);
    }
  }
  flush(publisher, &out);
  while (confirmed < sent && !stopped)
    if (!take_confirm()) sleep_until_readable(publisher, publisher, 100);
}

// ---- decisions

static amqp_connection_state_t consumer;
static uint64_t decided, decision, decision_length, decision_received, decision_bytes;

static void consume(const char *queue) {
  consumer = dial(number("port", 0), needed("vhost"));
  // Without acknowledgements: what a portal does with its decisions is not what is measured.
  amqp_basic_consume(consumer, CHANNEL, amqp_cstring_bytes(queue), amqp_empty_bytes, 0, 1, 0, amqp_empty_table);
  check(consumer, "consuming");
}

static uint64_t digits_at_end(amqp_bytes_t text) {
  uint64_t value = 0, unit = 1;
  const char *bytes = text.bytes;
  for (size_t i = text.len; i > 0 && bytes[i - 1] >= '0' && bytes[i - 1] <= '9' && unit <= 1000000; i--, unit *= 10)
    value += (bytes[i - 1] - '0') * unit;
  return value;
}

// Handles one frame, if there is one. 2 if it ends a decision, whose number is then in `decision`.
static int take_decision(void) {
  amqp_frame_t frame;
  if (!next_frame(consumer, &frame)) return 0;
  int result = 1;
  if (frame.frame_type == AMQP_FRAME_METHOD) {
    on_method(&frame);
  } else if (frame.frame_type == AMQP_FRAME_HEADER) {
    const amqp_basic_properties_t *properties = frame.payload.properties.decoded;
    int correlated = properties->_flags & AMQP_BASIC_CORRELATION_ID_FLAG && properties->correlation_id.len;
    decision = digits_at_end(correlated ? properties->correlation_id : properties->message_id);
    decision_length = frame.payload.properties.body_size;
    decision_received = 0;
  } else if (frame.frame_type == AMQP_FRAME_BODY) {
    decision_received += frame.payload.body_fragment.len;
    if (decision_received == decision_length) {
      decided++;
      decision_bytes += decision_length;
      result = 2;
    }
  }
  amqp_maybe_release_buffers(consumer);
  return result;
}

// ---- at a rate

static int ascending(const void *left, const void *right) {
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

static double at(const int64_t *sorted, uint64_t count, double share) {
  return count ? sorted[(uint64_t)(share * (count - 1) + 0.5)] / 1e6 : NAN;
}

static void pace(template_t *template, uint64_t from, uint64_t count) {
  double rate = number("rate", 1000), warmup = number("warmup", 2), limit = number("limit", 30);
  int64_t *due = malloc(count * sizeof *due), *late = malloc(count * sizeof *late);
  int64_t *taken = malloc(count * sizeof *taken);
  // Independent arrivals, the same ones in every run.
  uint64_t seed = 1;
  double moment = 0;
  for (uint64_t i = 0; i < count; i++) {
    seed = scatter(seed + 0x9e3779b97f4a7c15ULL);
    moment += -log(1 - (seed >> 11) * 0x1p-53) / rate;
    due[i] = moment * 1e9;
    taken[i] = -1;
  }
  int64_t start = now() + 50000000, last = start + due[count - 1] + (int64_t)(limit * 1e9);
  while (decided < count && !stopped && now() < last) {
    int progress = 0;
    int64_t moment = now();
    while (sent < count && start + due[sent] <= moment && out.used < 200000) {
      late[sent] = moment - start - due[sent];
      send_application(template, from + sent);
      progress = 1;
    }
    if (out.used) flush(publisher, &out);
    while (take_confirm()) progress = 1;
    for (int i = 0, result; i < 64 && (result = take_decision()); i++) {
      progress = 1;
      if (result != 2 || decision < from || decision - from >= count) continue;
      if (taken[decision - from] < 0) taken[decision - from] = now() - start - due[decision - from];
    }
    if (progress) continue;
    int64_t wait = sent < count ? start + due[sent] - now() : 10000000;
    if (wait <= 0) continue;
    struct pollfd sockets[2] = {{amqp_get_sockfd(publisher), POLLIN, 0}, {amqp_get_sockfd(consumer), POLLIN, 0}};
    struct timespec timeout = {wait / 1000000000, wait % 1000000000};
    ppoll(sockets, 2, &timeout, NULL);
  }
  uint64_t measured = 0, missing = 0, senders = 0;
  for (uint64_t i = 0; i < count; i++) {
    if (due[i] < warmup * 1e9) continue;
    if (i < sent) late[senders++] = late[i];
    // One without an answer counts as long as was waited for it.
    if (taken[i] < 0) missing++, taken[i] = now() - start - due[i];
    taken[measured++] = taken[i];
  }
  qsort(taken, measured, sizeof *taken, ascending);
  qsort(late, senders, sizeof *late, ascending);
  printf("{\"rate\": %.1f, \"sent\": %llu, \"measured\": %llu, \"missing\": %llu, \"decision_bytes\": %.0f, "
         "\"p50_ms\": %.3f, \"p90_ms\": %.3f, \"p99_ms\": %.3f, \"p999_ms\": %.3f, \"max_ms\": %.3f, "
         "\"sender_late_p99_ms\": %.3f}\n",
         rate, (unsigned long long)sent, (unsigned long long)measured, (unsigned long long)missing,
         decided ? (double)decision_bytes / decided : 0, at(taken, measured, 0.5), at(taken, measured, 0.9),
         at(taken, measured, 0.99), at(taken, measured, 0.999), at(taken, measured, 1), at(late, senders, 0.99));
}

// ---- so many undecided

static void hold(template_t *template, uint64_t from, uint64_t window) {
  int64_t told = 0;
  while (!stopped) {
    int progress = 0;
    // At first many are to be sent: no more than the broker confirms, and decisions are looked after meanwhile.
    while (sent - decided < window && sent - confirmed < WINDOW && out.used < 200000) {
      send_application(template, from + sent);
      progress = 1;
    }
    if (out.used) flush(publisher, &out);
    while (take_confirm()) progress = 1;
    for (int i = 0; i < 256 && take_decision(); i++) progress = 1;
    if (now() - told >= 100000000) {
      told = now();
      printf("%lld %llu %llu\n", (long long)told, (unsigned long long)sent, (unsigned long long)decided);
      fflush(stdout);
    }
    if (!progress) sleep_until_readable(publisher, consumer, 50);
  }
}

int main(int count, char **arguments) {
  if (count < 3) die("usage: load fill|pace|hold port=… vhost=… exchange=… key=… template=… [NAME=VALUE…]");
  options = arguments + 2;
  stop_on_signals();
  route = (route_t){needed("exchange"), needed("key"), "application/cloudevents+json"};
  template_t template = read_template(needed("template"));
  publisher = dial(number("port", 0), needed("vhost"));
  amqp_confirm_select(publisher, CHANNEL);
  check(publisher, "asking for confirms");
  uint64_t from = number("from", 0);
  if (!strcmp(arguments[1], "fill")) {
    fill(&template, from, atoll(needed("count")));
  } else if (!strcmp(arguments[1], "pace")) {
    consume(needed("queue"));
    pace(&template, from, atoll(needed("count")));
  } else if (!strcmp(arguments[1], "hold")) {
    consume(needed("queue"));
    hold(&template, from, atoll(needed("window")));
  } else {
    die("load: there is no command %s", arguments[1]);
  }
  return 0;
}
