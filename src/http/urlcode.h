/*
 * What arrives in an address, a form body or a Cookie header, decoded once and bounded.
 * Pure functions over bytes: no request, no server (also a fuzz target).
 */
#ifndef KHAJU_HTTP_URLCODE_H
#define KHAJU_HTTP_URLCODE_H

#include <stdbool.h>
#include <stddef.h>
#include "arena.h"
#include "err.h"
#include "http.h"

enum { URL_SEGMENTS_MAX = 16, URL_SEGMENT_LENGTH_MAX = 1024 };

/* A decoded path: "/a/b" has the segments "a" and "b"; "/" has none. */
struct url_path {
    const char *text; /* the whole, without a trailing slash */
    const char *segments[URL_SEGMENTS_MAX];
    size_t count;
    bool trailing_slash;
};

/* Decodes a path as sent (up to '?'). ERR_INVALID on a bad escape, NUL, control character, text
   that is not UTF-8, "." and ".." segments, an empty or over-long segment, an encoded slash. */
enum err url_path_decode(struct arena *arena, const char *raw, size_t length,
                         struct url_path *out) WARN_UNUSED;

/* Decodes name=value&name=value; '+' is a space, a stray '%' stays. ERR_INVALID on NUL or text
   that is not UTF-8, ERR_LIMIT on more than max pairs. */
enum err url_pairs_decode(struct arena *arena, const char *raw, size_t length, size_t max,
                          struct http_field **out, size_t *count_out) WARN_UNUSED;

/* Finds a cookie's value in a Cookie header; false if it is not there. Quotes are not removed. */
bool url_cookie_find(const char *header, const char *name, const char **value, size_t *length);

/* A location made safe for a header: everything outside printable ASCII is percent-encoded. */
const char *url_location_encode(struct arena *arena, const char *location);
/* One component (RFC 3986 unreserved characters stay). */
const char *url_component_encode(struct arena *arena, const char *text);

#endif
