/* Negotiation and security headers. */
#include "headers.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "compiler.h"

/* Pages need nothing from elsewhere, are framed by nobody and send forms to nobody else. */
static const char *const page_policy =
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

bool headers_secure(struct MHD_Response *response, const char *policy, bool tls) {
    static const struct {
        const char *name, *value;
    } fixed[] = {
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    };
    bool ok = MHD_add_response_header(response, "Content-Security-Policy",
                                      policy != NULL ? policy : page_policy) == MHD_YES;
    for (size_t i = 0; i < COUNT_OF(fixed); i++) {
        ok = ok && MHD_add_response_header(response, fixed[i].name, fixed[i].value) == MHD_YES;
    }
    if (tls) {
        ok = ok && MHD_add_response_header(response, "Strict-Transport-Security",
                                           "max-age=31536000") == MHD_YES;
    }
    return ok;
}

/* The weight of one element of the list, "gzip;q=0.5": more than nothing? */
static bool coding_wanted(const char *element, size_t length) {
    const char *q = memchr(element, ';', length);
    if (q == NULL) {
        return true;
    }
    q += 1 + strspn(q + 1, " \t");
    return (*q != 'q' && *q != 'Q') || q[1] != '=' || strtod(q + 2, NULL) > 0.0;
}

bool headers_accept_gzip(const char *accept_encoding) {
    const char *at = accept_encoding;
    bool any = false;
    while (at != NULL && *at != '\0') {
        at += strspn(at, " \t,");
        size_t length = strcspn(at, ",");
        size_t name = strcspn(at, " \t,;");
        if (name == 4 && strncasecmp(at, "gzip", 4) == 0) {
            return coding_wanted(at, length);
        }
        if (name == 1 && *at == '*') {
            any = coding_wanted(at, length);
        }
        at += length;
    }
    return any;
}

/* The quoted part; two tags match if it is the same (weak comparison). */
static const char *tag_opaque(const char *tag) {
    return strncmp(tag, "W/", 2) == 0 ? tag + 2 : tag;
}

bool headers_match_etag(const char *if_none_match, const char *etag) {
    const char *wanted = tag_opaque(etag);
    size_t wanted_length = strlen(wanted);
    const char *at = if_none_match;
    while (*at != '\0') {
        at += strspn(at, " \t,");
        if (*at == '*') {
            return true;
        }
        at = tag_opaque(at);
        if (strncmp(at, wanted, wanted_length) == 0 && strchr(" \t,", at[wanted_length]) != NULL) {
            return true;
        }
        at += strcspn(at, ",");
    }
    return false;
}
