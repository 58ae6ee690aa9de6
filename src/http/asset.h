/* Files that are part of the program, ready to be sent: one response per file and coding, made at
   the start. */
#ifndef KHAJU_HTTP_ASSET_H
#define KHAJU_HTTP_ASSET_H

#include <microhttpd.h>
#include "http.h"

struct assets;

enum err assets_create(const struct http_asset *list, size_t count, bool tls,
                       struct assets **out) WARN_UNUSED;
void assets_destroy(struct assets *assets);
/* The response for a path as sent (of this length), or NULL. The table keeps it. */
struct MHD_Response *assets_find(struct assets *assets, const char *target, size_t length,
                                 bool gzip);

#endif
