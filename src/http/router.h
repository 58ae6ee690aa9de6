/*
 * The router: the generated route table compiled into a trie of path segments. A literal segment
 * wins over a parameter. Immutable once created; safe to use from every thread.
 */
#ifndef KHAJU_HTTP_ROUTER_H
#define KHAJU_HTTP_ROUTER_H

#include <stddef.h>
#include "http.h"
#include "urlcode.h"

enum { ROUTER_PARAMS_MAX = 8 };

struct router;

struct router_match {
    const struct http_route *route;        /* NULL: no such method here */
    const char *params[ROUTER_PARAMS_MAX]; /* values in the order of the path */
    unsigned allowed;                      /* bit set of enum http_method; 0: no such path */
};

/* ERR_INTERNAL if two routes are the same or a path is malformed. Free with router_destroy. */
enum err router_create(const struct http_route *routes, size_t count,
                       struct router **out) WARN_UNUSED;
void router_destroy(struct router *router);

void router_find(const struct router *router, enum http_method method, const struct url_path *path,
                 struct router_match *out);

/* The value of {name} in a match, or NULL. */
const char *router_param(const struct router_match *match, const char *name);

#endif
