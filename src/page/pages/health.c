/* For the machines that watch the server. */
#include <string.h>
#include "page.h"

enum { METRICS_BYTES_MAX = 4 << 20 };

// Is the server alive, and does its database answer? Gives "ok" as plain text.
PAGE(GET, "/healthz", health_show, CAN(public_read))
enum err health_show(struct page *page) {
    uint64_t version = 0;
    enum err err = store_version(page->db, &version);
    return err == ERR_NONE ? http_reply(page->req, 200, "text/plain; charset=utf-8", "ok\n", 3)
                           : err;
}

/* Figures about the running of the server are for its own network. */
static bool peer_is_near(const char *peer) {
    static const char *const prefixes[] = {"127.", "10.", "192.168.", "::1",
                                           "fc",   "fd",  "fe80:",    "::ffff:127."};
    for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
        if (strncmp(peer, prefixes[i], strlen(prefixes[i])) == 0) {
            return true;
        }
    }
    return false;
}

// Measures of the running server in Prometheus' text format, for its own network only.
PAGE(GET, "/metrics", metrics_show, CAN(public_read))
enum err metrics_show(struct page *page) {
    if (!peer_is_near(http_peer(page->req))) {
        return err_set(ERR_NOT_FOUND, "HTTP-5", "There is no page at this address.", NULL);
    }
    struct buf out;
    buf_init(&out, METRICS_BYTES_MAX);
    http_metrics(page->req, &out);
    enum err err = http_reply_buf(page->req, 200, "text/plain; version=0.0.4; charset=utf-8", &out);
    buf_finish(&out);
    return err;
}
