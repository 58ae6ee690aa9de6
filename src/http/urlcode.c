/* Decoding of addresses, form bodies and cookies. See urlcode.h for what is refused. */
#include "urlcode.h"

#include <stdint.h>
#include <string.h>
#include "text.h"

static int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

/* Decodes one escape at raw[0] == '%'; -1 if it is not one. */
static int escape_value(const char *raw, size_t left) {
    if (left < 3) {
        return -1;
    }
    int high = hex_value(raw[1]);
    int low = hex_value(raw[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static enum err path_bad(void) {
    return err_set(ERR_INVALID, "HTTP-4", "This address is not written correctly.", NULL);
}

/* Decodes one segment to out and terminates it; false if it may not be in a path. */
static bool segment_decode(const char *raw, size_t length, char *out, size_t *out_length) {
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        int c = (unsigned char)raw[i];
        if (c == '%') {
            c = escape_value(raw + i, length - i);
            i += 2;
        }
        if (c < 0x20 || c == 0x7f || c == '/' || c == '\\') {
            return false;
        }
        out[written++] = (char)c;
    }
    out[written] = '\0';
    *out_length = written;
    bool dots = strcmp(out, ".") == 0 || strcmp(out, "..") == 0;
    return written > 0 && written <= URL_SEGMENT_LENGTH_MAX && !dots &&
           text_utf8_valid(out, written) == written;
}

enum err url_path_decode(struct arena *arena, const char *raw, size_t length,
                         struct url_path *out) {
    *out = (struct url_path){0};
    if (length == 0 || raw[0] != '/') {
        return path_bad();
    }
    char *text = arena_alloc(arena, length + 2);
    char *parts = arena_alloc(arena, length + 2);
    if (text == NULL || parts == NULL) {
        return err_failed();
    }
    size_t used = 0;
    size_t at = 1;
    while (at < length) {
        const char *slash = memchr(raw + at, '/', length - at);
        size_t end = slash != NULL ? (size_t)(slash - raw) : length;
        size_t decoded = 0;
        if (out->count == URL_SEGMENTS_MAX ||
            !segment_decode(raw + at, end - at, parts, &decoded)) {
            return path_bad();
        }
        text[used++] = '/';
        memcpy(text + used, parts, decoded);
        used += decoded;
        out->segments[out->count++] = parts;
        parts += decoded + 1;
        out->trailing_slash = slash != NULL;
        at = end + 1;
    }
    if (used == 0) {
        text[used++] = '/';
    }
    text[used] = '\0';
    out->text = text;
    return ERR_NONE;
}

static size_t pair_decode(const char *raw, size_t length, char *out) {
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        int value = raw[i] == '%' ? escape_value(raw + i, length - i) : -1;
        if (value >= 0) {
            out[written++] = (char)value;
            i += 2;
        } else {
            out[written++] = raw[i] == '+' ? ' ' : raw[i];
        }
    }
    out[written] = '\0';
    return written;
}

/* One decoded, valid text of the arena; NULL with the error set. */
static const char *pair_text(struct arena *arena, const char *raw, size_t length) {
    char *text = arena_alloc(arena, length + 1);
    if (text == NULL) {
        return NULL;
    }
    size_t decoded = pair_decode(raw, length, text);
    if (text_utf8_valid(text, decoded) != decoded) {
        (void)err_set(ERR_INVALID, "HTTP-13",
                      "What was sent contains characters that are not text (UTF-8).", NULL);
        return NULL;
    }
    return text;
}

static size_t pairs_count(const char *raw, size_t length) {
    size_t count = length > 0;
    for (size_t i = 0; i < length; i++) {
        count += raw[i] == '&';
    }
    return count;
}

enum err url_pairs_decode(struct arena *arena, const char *raw, size_t length, size_t max,
                          struct http_field **out, size_t *count_out) {
    size_t count = pairs_count(raw, length);
    *out = NULL;
    *count_out = 0;
    if (count > max) {
        return err_set(ERR_LIMIT, "HTTP-9", "Too many fields were sent at once.", NULL);
    }
    if (count == 0) {
        return ERR_NONE;
    }
    struct http_field *fields = ARENA_ARRAY(arena, count, struct http_field);
    if (fields == NULL) {
        return err_failed();
    }
    size_t found = 0;
    for (size_t at = 0; at < length;) {
        const char *ampersand = memchr(raw + at, '&', length - at);
        size_t end = ampersand != NULL ? (size_t)(ampersand - raw) : length;
        if (end > at) {
            const char *equals = memchr(raw + at, '=', end - at);
            size_t name_end = equals != NULL ? (size_t)(equals - raw) : end;
            size_t value = equals != NULL ? name_end + 1 : end;
            fields[found].name = pair_text(arena, raw + at, name_end - at);
            fields[found].value =
                fields[found].name != NULL ? pair_text(arena, raw + value, end - value) : NULL;
            if (fields[found].value == NULL) {
                return err_failed();
            }
            found++;
        }
        at = end + 1;
    }
    *out = fields;
    *count_out = found;
    return ERR_NONE;
}

bool url_cookie_find(const char *header, const char *name, const char **value, size_t *length) {
    size_t name_length = strlen(name);
    const char *at = header;
    while (at != NULL && *at != '\0') {
        at += strspn(at, " \t;");
        size_t pair = strcspn(at, ";");
        if (pair > name_length && at[name_length] == '=' && memcmp(at, name, name_length) == 0) {
            *value = at + name_length + 1;
            *length = pair - name_length - 1;
            while (*length > 0 && ((*value)[*length - 1] == ' ' || (*value)[*length - 1] == '\t')) {
                (*length)--;
            }
            return true;
        }
        at += pair;
    }
    return false;
}

static bool is_unreserved(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

static bool is_location(unsigned char c) {
    return c > 0x20 && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\' && c != '^' &&
           c != '`' && c != '{' && c != '|' && c != '}';
}

static const char *encode(struct arena *arena, const char *text, bool (*stays)(unsigned char)) {
    static const char digits[] = "0123456789ABCDEF";
    size_t length = strlen(text);
    if (length > SIZE_MAX / 3 - 1) {
        (void)err_set(ERR_LIMIT, "HTTP-17", "The address is too long.", NULL);
        return NULL;
    }
    char *out = arena_alloc(arena, length * 3 + 1);
    if (out == NULL) {
        return NULL;
    }
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (stays(c)) {
            out[used++] = (char)c;
        } else {
            out[used++] = '%';
            out[used++] = digits[c >> 4];
            out[used++] = digits[c & 15];
        }
    }
    out[used] = '\0';
    return out;
}

const char *url_location_encode(struct arena *arena, const char *location) {
    return encode(arena, location, is_location);
}

const char *url_component_encode(struct arena *arena, const char *text) {
    return encode(arena, text, is_unreserved);
}
