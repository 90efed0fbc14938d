#include "Walker.hpp"

namespace rebated {

int Walker::walk(const uint8_t *bytes, size_t length, const uint32_t *tokens, size_t count, const CSJLimits &limits) {
    this->bytes = bytes;
    this->length = length;
    this->tokens = tokens;
    this->count = count;
    this->limits = limits;
    used = 0;
    // Each value begins at a token of its own.
    if (values.size() < count) values.resize(count);
    text.clear();
    frames.clear();
    path.clear();
    auto backslash = static_cast<const uint8_t *>(std::memchr(bytes, '\\', length));
    first_backslash = backslash ? static_cast<size_t>(backslash - bytes) : length;

    size_t token = 0;
    if (int code = value(token)) return code;
    while (!frames.empty()) {
        if (token >= count) return problem(CSJ_ENDS_TOO_SOON, length);
        Frame &frame = frames.back();
        const size_t at = tokens[token];
        const uint8_t end = frame.object ? '}' : ']';
        if (bytes[at] == end) {
            if (int code = close(token++)) return code;
            continue;
        }
        if (frame.count > 0) {
            frame.key = no_key;
            if (bytes[at] != ',') {
                frame.count = 0; // the path of this problem is the container's
                return problem(frame.object ? CSJ_COMMA_OR_BRACE_EXPECTED : CSJ_COMMA_OR_BRACKET_EXPECTED, at);
            }
            token++;
            if (token < count && bytes[tokens[token]] == end) {
                frame.count = 0;
                return problem(CSJ_TRAILING_COMMA, at);
            }
        }
        if (frame.object) {
            if (token >= count) return problem(CSJ_ENDS_TOO_SOON, length);
            if (bytes[tokens[token]] != '"') return problem(CSJ_KEY_EXPECTED, tokens[token]);
            if (used >= limits.values) return problem(CSJ_TOO_MANY_VALUES, tokens[token]);
            const auto key = static_cast<uint32_t>(used);
            if (int code = string(token++, CSJ_KEY)) return code;
            frame.key = key;
            if (token >= count) return problem(CSJ_ENDS_TOO_SOON, length);
            if (bytes[tokens[token]] != ':') return problem(CSJ_COLON_EXPECTED, tokens[token]);
            token++;
        }
        // Counted before the value is read, for the path of a problem in it: index = count - 1.
        frame.count++;
        if (int code = value(token)) return code; // may push a frame: `frame` is not used after it
    }
    if (token < count) return problem(CSJ_TRAILING_CONTENT, tokens[token]);
    return CSJ_OK;
}

int Walker::value(size_t &token) {
    if (token >= count) return problem(CSJ_ENDS_TOO_SOON, length);
    const size_t at = tokens[token];
    if (used >= limits.values) return problem(CSJ_TOO_MANY_VALUES, at);
    switch (bytes[at]) {
    case '{':
    case '[': {
        if (frames.size() >= limits.depth) return problem(CSJ_TOO_DEEP, at);
        const bool object = bytes[at] == '{';
        frames.push_back({static_cast<uint32_t>(used), no_key, 0, object});
        append(at, object ? CSJ_OBJECT : CSJ_ARRAY);
        token++;
        return CSJ_OK;
    }
    case '"': return string(token++, CSJ_STRING);
    case 't': return literal(token++, "true", 4, CSJ_TRUE);
    case 'f': return literal(token++, "false", 5, CSJ_FALSE);
    case 'n': return literal(token++, "null", 4, CSJ_NULL);
    case '-':
    case '0': case '1': case '2': case '3': case '4':
    case '5': case '6': case '7': case '8': case '9': return number(token++);
    case '}': case ']': case ',': case ':': return problem(CSJ_VALUE_EXPECTED, at);
    default: return problem(CSJ_BAD_LITERAL, at);
    }
}

int Walker::close(size_t token) {
    const Frame frame = frames.back();
    CSJValue &entry = values[frame.entry];
    entry.length = tokens[token] + 1 - entry.at;
    entry.count = frame.count;
    entry.next = static_cast<uint32_t>(used);
    if (frame.object) {
        if (int code = repeated_keys(frame.entry)) return code;
    }
    frames.pop_back();
    return CSJ_OK;
}

int Walker::literal(size_t token, const char *word, size_t word_length, uint8_t kind) {
    const size_t at = tokens[token];
    if (length - at < word_length || std::memcmp(bytes + at, word, word_length) != 0 || !ends_scalar(at + word_length)) {
        return problem(CSJ_BAD_LITERAL, at);
    }
    append(at, kind).length = static_cast<uint32_t>(word_length);
    return CSJ_OK;
}

int Walker::number(size_t token) {
    const size_t at = tokens[token];
    size_t p = at;
    auto is_digit = [&](size_t i) { return i < length && bytes[i] >= '0' && bytes[i] <= '9'; };
    if (bytes[p] == '-') p++;
    if (!is_digit(p)) return problem(CSJ_BAD_NUMBER, at);
    if (bytes[p] == '0' && is_digit(p + 1)) return problem(CSJ_LEADING_ZERO, at);
    while (is_digit(p)) p++;
    if (p < length && bytes[p] == '.') {
        if (!is_digit(++p)) return problem(CSJ_BAD_NUMBER, at);
        while (is_digit(p)) p++;
    }
    if (p < length && (bytes[p] == 'e' || bytes[p] == 'E')) {
        p++;
        if (p < length && (bytes[p] == '+' || bytes[p] == '-')) p++;
        if (!is_digit(p)) return problem(CSJ_BAD_NUMBER, at);
        while (is_digit(p) && bytes[p] == '0') p++;
        const size_t significant = p;
        while (is_digit(p)) p++;
        if (p - significant > 15) return problem(CSJ_EXPONENT_TOO_LONG, at);
    }
    if (!ends_scalar(p)) return problem(CSJ_BAD_NUMBER, at);
    if (p - at > limits.number_length) return problem(CSJ_NUMBER_TOO_LONG, at);
    append(at, CSJ_NUMBER).length = static_cast<uint32_t>(p - at);
    return CSJ_OK;
}

int Walker::string(size_t token, uint8_t kind) {
    // The closing quote is the last character before the next token that is not space: no need to look for it.
    const size_t at = tokens[token];
    size_t end = token + 1 < count ? tokens[token + 1] : length;
    while (end > at + 1 && is_space(bytes[end - 1])) end--;
    if (end < at + 2 || bytes[end - 1] != '"') return problem(CSJ_UNCLOSED_STRING, at);
    CSJValue &entry = append(at, kind);
    entry.length = static_cast<uint32_t>(end - at);
    entry.text = static_cast<uint32_t>(at + 1);
    entry.count = static_cast<uint32_t>(end - at - 2);
    if (first_backslash < end && std::memchr(bytes + at + 1, '\\', end - at - 2)) return unescape(at + 1, end - 1, entry);
    return CSJ_OK;
}

int Walker::problem(int code, size_t at) {
    offset = at;
    return code;
}

} // namespace rebated
