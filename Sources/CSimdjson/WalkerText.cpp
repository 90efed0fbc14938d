// Escapes, repeated keys, and the path of a problem.

#include <algorithm>

#include "Walker.hpp"

namespace rebated {

int Walker::unescape(size_t from, size_t to, CSJValue &entry) {
    const size_t start = text.size();
    auto put = [&](uint32_t byte) { text.push_back(static_cast<uint8_t>(byte)); };
    for (size_t p = from; p < to;) {
        const auto next = static_cast<const uint8_t *>(std::memchr(bytes + p, '\\', to - p));
        const size_t stop = next ? static_cast<size_t>(next - bytes) : to;
        text.insert(text.end(), bytes + p, bytes + stop);
        if (stop == to) break;
        p = stop + 2;
        switch (stop + 1 < to ? bytes[stop + 1] : 0) {
        case '"': put('"'); break;
        case '\\': put('\\'); break;
        case '/': put('/'); break;
        case 'b': put('\b'); break;
        case 'f': put('\f'); break;
        case 'n': put('\n'); break;
        case 'r': put('\r'); break;
        case 't': put('\t'); break;
        case 'u': {
            uint32_t code = 0;
            if (int fault = hex4(p, to, code)) return problem(fault, stop);
            p += 4;
            if (code >= 0xDC00 && code <= 0xDFFF) return problem(CSJ_LONE_SURROGATE, stop);
            if (code >= 0xD800 && code <= 0xDBFF) {
                uint32_t low = 0;
                if (p + 1 >= to || bytes[p] != '\\' || bytes[p + 1] != 'u') return problem(CSJ_LONE_SURROGATE, stop);
                if (int fault = hex4(p + 2, to, low)) return problem(fault, p);
                if (low < 0xDC00 || low > 0xDFFF) return problem(CSJ_LONE_SURROGATE, stop);
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                p += 6;
            }
            if (code < 0x80) {
                put(code);
            } else if (code < 0x800) {
                put(0xC0 | code >> 6), put(0x80 | (code & 0x3F));
            } else if (code < 0x10000) {
                put(0xE0 | code >> 12), put(0x80 | (code >> 6 & 0x3F)), put(0x80 | (code & 0x3F));
            } else {
                put(0xF0 | code >> 18), put(0x80 | (code >> 12 & 0x3F));
                put(0x80 | (code >> 6 & 0x3F)), put(0x80 | (code & 0x3F));
            }
            break;
        }
        default: return problem(CSJ_BAD_ESCAPE, stop);
        }
    }
    entry.text = static_cast<uint32_t>(start);
    entry.count = static_cast<uint32_t>(text.size() - start);
    entry.unescaped = 1;
    return CSJ_OK;
}

int Walker::hex4(size_t at, size_t to, uint32_t &code) {
    if (to - std::min(at, to) < 4) return CSJ_BAD_ESCAPE;
    code = 0;
    for (size_t i = at; i < at + 4; i++) {
        const uint8_t c = bytes[i];
        const uint8_t lower = c | 0x20;
        if (c >= '0' && c <= '9') {
            code = code << 4 | (c - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            code = code << 4 | (lower - 'a' + 10);
        } else {
            return CSJ_BAD_ESCAPE;
        }
    }
    return CSJ_OK;
}

int Walker::repeated_keys(uint32_t object) {
    keys.clear();
    for (uint32_t i = object + 1; i < values[object].next; i = values[i + 1].next) keys.push_back(i);
    auto same = [&](uint32_t a, uint32_t b) {
        const CSJValue &left = values[a], &right = values[b];
        return left.count == right.count && std::memcmp(text_of(left), text_of(right), left.count) == 0;
    };
    if (keys.size() <= 12) {
        for (size_t i = 1; i < keys.size(); i++) {
            for (size_t k = 0; k < i; k++) {
                if (same(keys[i], keys[k])) return found_repeated(keys[i]);
            }
        }
        return CSJ_OK;
    }
    // Sorted, not hashed: no choice of keys makes it slow.
    std::sort(keys.begin(), keys.end(), [&](uint32_t a, uint32_t b) {
        const CSJValue &left = values[a], &right = values[b];
        if (left.count != right.count) return left.count < right.count;
        const int order = std::memcmp(text_of(left), text_of(right), left.count);
        return order != 0 ? order < 0 : a < b;
    });
    uint32_t first = no_key;
    for (size_t i = 1; i < keys.size(); i++) {
        if (same(keys[i - 1], keys[i])) first = std::min(first, keys[i]);
    }
    return first == no_key ? CSJ_OK : found_repeated(first);
}

int Walker::found_repeated(uint32_t key) {
    frames.back().key = key;
    return problem(CSJ_REPEATED_KEY, values[key].at);
}

void Walker::describe_path() {
    path.clear();
    for (const Frame &frame : frames) {
        if (frame.object && frame.key != no_key) {
            const CSJValue &key = values[frame.key];
            if (!path.empty()) path += '.';
            path.append(reinterpret_cast<const char *>(text_of(key)), std::min<size_t>(key.count, 64));
            if (key.count > 64) path += "...";
        } else if (!frame.object && frame.count > 0) {
            path += '[' + std::to_string(frame.count - 1) + ']';
        }
    }
}

void Walker::shrink() {
    if (values.capacity() * sizeof(CSJValue) > (1u << 20)) std::vector<CSJValue>().swap(values);
    if (text.capacity() > (1u << 20)) std::vector<uint8_t>().swap(text);
    if (keys.capacity() * sizeof(uint32_t) > (1u << 20)) std::vector<uint32_t>().swap(keys);
}

} // namespace rebated
