#include "include/CSimdjson.h"

#if __has_include(<simdjson.h>)
#include <simdjson.h>
#else
#error "simdjson is missing: apt-get install libsimdjson-dev"
#endif

#include <memory>
#include <new>

#include "Walker.hpp"

namespace {

/// One for each thread: its memory is used again, so that a document of ordinary size allocates nothing here.
struct Parser {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> index;
    rebated::Walker walker;

    bool ensure(size_t length) {
        constexpr size_t ordinary = 64 << 10;
        if (index && index->capacity() >= length && (index->capacity() <= (1u << 20) || length > (1u << 20))) return true;
        index.reset();
        return simdjson::get_active_implementation()->create_dom_parser_implementation(
                   length < ordinary ? ordinary : length, 1, index) == simdjson::SUCCESS;
    }
};

/// Where the bytes stop being UTF-8 (RFC 3629: shortest form, no surrogates); `length` if they don't.
size_t first_bad_utf8(const uint8_t *bytes, size_t length) {
    size_t p = 0;
    while (p < length) {
        const uint8_t c = bytes[p];
        size_t more = c < 0x80 ? 0 : c >= 0xC2 && c <= 0xDF ? 1 : (c & 0xF0) == 0xE0 ? 2 : c >= 0xF0 && c <= 0xF4 ? 3 : 4;
        if (more == 4 || length - p <= more) return p;
        for (size_t i = 1; i <= more; i++) {
            if ((bytes[p + i] & 0xC0) != 0x80) return p;
        }
        const uint8_t second = more > 0 ? bytes[p + 1] : 0;
        if ((c == 0xE0 && second < 0xA0) || (c == 0xED && second > 0x9F) || (c == 0xF0 && second < 0x90)
            || (c == 0xF4 && second > 0x8F)) {
            return p;
        }
        p += more + 1;
    }
    return length;
}

/// simdjson says only that something is wrong; this says where. Slow, and needed only then.
int locate(const uint8_t *bytes, size_t length, size_t &offset) {
    offset = first_bad_utf8(bytes, length);
    if (offset < length) return CSJ_NOT_UTF8;
    bool inside = false;
    size_t opened = 0;
    for (size_t p = 0; p < length; p++) {
        const uint8_t c = bytes[p];
        if (c == '"') {
            inside = !inside;
            opened = p;
        } else if (inside && c < 0x20) {
            offset = p;
            return CSJ_CONTROL_CHARACTER;
        } else if (c == '\\' && (p + 1 == length || bytes[p + 1] >= 0x20)) {
            p++; // simdjson takes a backslash for an escape outside strings as well
        }
    }
    offset = opened;
    return inside ? CSJ_UNCLOSED_STRING : CSJ_INTERNAL;
}

int parse(Parser &parser, const uint8_t *bytes, size_t length, const CSJLimits &limits, CSJResult *result) {
    if (length > limits.bytes || length > UINT32_MAX - 64) {
        result->offset = limits.bytes;
        return CSJ_TOO_LONG;
    }
    if (length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF) return CSJ_BYTE_ORDER_MARK;
    if (length == 0) return CSJ_EMPTY;
    if (!parser.ensure(length)) return CSJ_OUT_OF_MEMORY;
    switch (parser.index->stage1(bytes, length, simdjson::stage1_mode::regular)) {
    case simdjson::SUCCESS: break;
    case simdjson::EMPTY: return CSJ_EMPTY;
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC: return CSJ_OUT_OF_MEMORY;
    default: return locate(bytes, length, result->offset);
    }
    rebated::Walker &walker = parser.walker;
    walker.shrink();
    const int code = walker.walk(
        bytes, length, parser.index->structural_indexes.get(), parser.index->n_structural_indexes, limits);
    if (code != CSJ_OK) {
        walker.describe_path();
        result->offset = walker.offset;
        result->path = walker.path.data();
        result->path_length = walker.path.size();
        return code;
    }
    result->values = walker.values.data();
    result->count = walker.used;
    result->text = walker.text.data();
    result->text_length = walker.text.size();
    return CSJ_OK;
}

} // namespace

extern "C" int csj_parse(const uint8_t *bytes, size_t length, CSJLimits limits, CSJResult *result) {
    *result = CSJResult{};
    try {
        thread_local Parser parser;
        return parse(parser, bytes, length, limits, result);
    } catch (const std::bad_alloc &) {
        return CSJ_OUT_OF_MEMORY;
    } catch (...) {
        return CSJ_INTERNAL;
    }
}

extern "C" const char *csj_implementation(void) {
    try {
        thread_local std::string name = simdjson::get_active_implementation()->name();
        return name.c_str();
    } catch (...) {
        return "";
    }
}
