#ifndef CSIMDJSON_H
#define CSIMDJSON_H

// JSON as a flat tape, for Swift. simdjson itself is C++ and stays behind this header.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CSJ_NULL = 0,
    CSJ_FALSE = 1,
    CSJ_TRUE = 2,
    CSJ_NUMBER = 3,
    CSJ_STRING = 4,
    CSJ_ARRAY = 5,
    CSJ_OBJECT = 6,
    CSJ_KEY = 7, // always followed by its member's value
};

enum {
    CSJ_OK = 0,
    CSJ_EMPTY,
    CSJ_TOO_LONG,
    CSJ_TOO_DEEP,
    CSJ_TOO_MANY_VALUES,
    CSJ_OUT_OF_MEMORY,
    CSJ_BYTE_ORDER_MARK,
    CSJ_NOT_UTF8,
    CSJ_CONTROL_CHARACTER,
    CSJ_UNCLOSED_STRING,
    CSJ_ENDS_TOO_SOON,
    CSJ_VALUE_EXPECTED,
    CSJ_KEY_EXPECTED,
    CSJ_COLON_EXPECTED,
    CSJ_COMMA_OR_BRACE_EXPECTED,
    CSJ_COMMA_OR_BRACKET_EXPECTED,
    CSJ_TRAILING_COMMA,
    CSJ_TRAILING_CONTENT,
    CSJ_BAD_LITERAL,
    CSJ_BAD_NUMBER,
    CSJ_LEADING_ZERO,
    CSJ_NUMBER_TOO_LONG,
    CSJ_EXPONENT_TOO_LONG,
    CSJ_BAD_ESCAPE,
    CSJ_LONE_SURROGATE,
    CSJ_REPEATED_KEY,
    CSJ_INTERNAL,
};

/// One value, or one key, of a document, in the order of the source.
typedef struct {
    uint32_t at;     // where it begins in the source, its quote included
    uint32_t length; // its bytes in the source, quotes and brackets included
    uint32_t text;   // strings and keys: where their characters begin, in the source or in the unescaped text
    uint32_t count;  // strings and keys: bytes of text; arrays: elements; objects: members
    uint32_t next;   // index of what follows, children skipped
    uint8_t kind;
    uint8_t unescaped; // 1: `text` counts in the unescaped text
    uint16_t reserved;
} CSJValue;

typedef struct {
    size_t bytes;         // of the whole document
    size_t depth;         // of arrays and objects in one another
    size_t values;        // entries of the tape
    size_t number_length; // characters of one number
} CSJLimits;

/// What the pointers refer to belongs to the calling thread and stands until its next call.
typedef struct {
    const CSJValue *values;
    size_t count;
    const uint8_t *text; // strings that had escapes, resolved
    size_t text_length;
    size_t offset;    // of the problem
    const char *path; // of the problem: a.b[2].c
    size_t path_length;
} CSJResult;

/// Reads one JSON document (RFC 8259, strictly) that fills `bytes` wholly. Returns CSJ_OK or the problem. Never throws.
int csj_parse(const uint8_t *bytes, size_t length, CSJLimits limits, CSJResult *result);

/// The instruction set that was chosen at run time, such as "haswell" or "fallback".
const char *csj_implementation(void);

#ifdef __cplusplus
}
#endif

#endif
