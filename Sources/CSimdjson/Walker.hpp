#pragma once

#include <cstring>
#include <string>
#include <vector>

#include "include/CSimdjson.h"

namespace rebated {

/// Turns simdjson's structural index (where each token begins) into a tape.
///
/// simdjson's own second stage puts numbers through double and keeps no positions; this one keeps the source's
/// characters, and knows where it is when something is wrong. It has no recursion: depth costs a `Frame`.
class Walker {
public:
    std::vector<CSJValue> values; // room for as many as the document can have; `used` of them are set
    size_t used = 0;
    std::vector<uint8_t> text;
    std::string path;
    size_t offset = 0;

    int walk(const uint8_t *bytes, size_t length, const uint32_t *tokens, size_t count, const CSJLimits &limits);
    void describe_path();
    void shrink();

private:
    struct Frame {
        uint32_t entry;
        uint32_t key; // the tape's entry for the member at hand; `no_key` between members
        uint32_t count;
        bool object;
    };
    static constexpr uint32_t no_key = UINT32_MAX;

    int value(size_t &token);
    int close(size_t token);
    int string(size_t token, uint8_t kind);
    int unescape(size_t from, size_t to, CSJValue &entry);
    int hex4(size_t at, size_t to, uint32_t &code);
    int number(size_t token);
    int literal(size_t token, const char *word, size_t word_length, uint8_t kind);
    int repeated_keys(uint32_t object);
    int found_repeated(uint32_t key);
    int problem(int code, size_t at);

    // Here, since they are called for every value: a call costs more than what they do.
    static bool is_space(uint8_t c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
    bool ends_scalar(size_t at) const {
        if (at >= length) return true;
        const uint8_t c = bytes[at];
        return c == ',' || c == '}' || c == ']' || c == ':' || is_space(c);
    }
    const uint8_t *text_of(const CSJValue &entry) const {
        return (entry.unescaped ? text.data() : bytes) + entry.text;
    }
    CSJValue &append(size_t at, uint8_t kind) {
        CSJValue &value = values[used++];
        value = {static_cast<uint32_t>(at), 0, 0, 0, static_cast<uint32_t>(used), kind, 0, 0};
        return value;
    }

    const uint8_t *bytes = nullptr;
    size_t length = 0;
    const uint32_t *tokens = nullptr;
    size_t count = 0;
    size_t first_backslash = 0;
    CSJLimits limits{};
    std::vector<Frame> frames;
    std::vector<uint32_t> keys; // scratch of repeated_keys
};

} // namespace rebated
