/* What request and reply headers mean: codings, tags, and the headers every reply carries. */
#ifndef KHAJU_HTTP_HEADERS_H
#define KHAJU_HTTP_HEADERS_H

#include <microhttpd.h>
#include <stdbool.h>

/* Adds the headers every reply carries. policy: the reply's own Content-Security-Policy, NULL for
   that of all pages; tls: browsers are told to come back by https only. */
bool headers_secure(struct MHD_Response *response, const char *policy, bool tls);

/* Does an Accept-Encoding list take gzip? NULL: no. */
bool headers_accept_gzip(const char *accept_encoding);

/* Does an If-None-Match list name this tag (with its quotes, W/ allowed)? */
bool headers_match_etag(const char *if_none_match, const char *etag);

#endif
