/* The trie of routes. Nodes live in one arena; children are short linked lists, because a province
   office has some hundred routes and a handful of children per node. */
#include "router.h"

#include <string.h>

enum { ROUTER_MEMORY_MAX = 4 << 20 };

struct node {
    const char *literal; /* NULL: a parameter */
    size_t literal_length;
    struct node *children;
    struct node *next;
    const struct http_route *routes[HTTP_OTHER];
};

struct router {
    struct arena *arena;
    struct node root;
};

static enum err route_bad(const struct http_route *route) {
    return err_set(ERR_INTERNAL, "HTTP-18", "The route {1} is wrong or there twice.", route->path,
                   NULL);
}

static struct node *node_child(struct router *router, struct node *parent, const char *segment,
                               size_t length) {
    bool parameter = segment[0] == '{';
    struct node **link = &parent->children;
    while (*link != NULL) {
        struct node *child = *link;
        if (parameter ? child->literal == NULL
                      : child->literal != NULL && child->literal_length == length &&
                            memcmp(child->literal, segment, length) == 0) {
            return child;
        }
        link = &child->next;
    }
    struct node *created = ARENA_NEW(router->arena, struct node);
    if (created == NULL) {
        return NULL;
    }
    created->literal = parameter ? NULL : segment;
    created->literal_length = length;
    if (parameter) {
        *link = created; /* last: literals are tried first */
    } else {
        created->next = parent->children;
        parent->children = created;
    }
    return created;
}

static enum err route_add(struct router *router, const struct http_route *route) {
    if (route->path[0] != '/' || route->method >= HTTP_OTHER) {
        return route_bad(route);
    }
    struct node *node = &router->root;
    size_t params = 0;
    const char *at = route->path + 1;
    while (*at != '\0') {
        size_t length = strcspn(at, "/");
        bool parameter = at[0] == '{';
        params += parameter;
        if (length == 0 || params > ROUTER_PARAMS_MAX ||
            (parameter && (length < 3 || at[length - 1] != '}'))) {
            return route_bad(route);
        }
        node = node_child(router, node, at, length);
        if (node == NULL) {
            return err_failed();
        }
        at += length;
        at += *at == '/';
    }
    if (node->routes[route->method] != NULL) {
        return route_bad(route);
    }
    node->routes[route->method] = route;
    return ERR_NONE;
}

enum err router_create(const struct http_route *routes, size_t count, struct router **out) {
    struct arena *arena = arena_create(ROUTER_MEMORY_MAX);
    struct router *router = arena != NULL ? ARENA_NEW(arena, struct router) : NULL;
    if (router == NULL) {
        arena_destroy(arena);
        return err_failed();
    }
    router->arena = arena;
    for (size_t i = 0; i < count; i++) {
        enum err err = route_add(router, &routes[i]);
        if (err != ERR_NONE) {
            router_destroy(router);
            return err;
        }
    }
    *out = router;
    return ERR_NONE;
}

void router_destroy(struct router *router) {
    if (router != NULL) {
        arena_destroy(router->arena);
    }
}

/* Depth is bounded by URL_SEGMENTS_MAX. */
static const struct node *node_find(const struct node *node, const struct url_path *path,
                                    size_t depth, size_t params, struct router_match *match) {
    if (depth == path->count) {
        for (size_t i = 0; i < HTTP_OTHER; i++) {
            if (node->routes[i] != NULL) {
                return node;
            }
        }
        return NULL;
    }
    const char *segment = path->segments[depth];
    size_t length = strlen(segment);
    for (const struct node *child = node->children; child != NULL; child = child->next) {
        bool parameter = child->literal == NULL;
        if (parameter && params < ROUTER_PARAMS_MAX) {
            match->params[params] = segment;
        } else if (parameter || child->literal_length != length ||
                   memcmp(child->literal, segment, length) != 0) {
            continue;
        }
        const struct node *found = node_find(child, path, depth + 1, params + parameter, match);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

void router_find(const struct router *router, enum http_method method, const struct url_path *path,
                 struct router_match *out) {
    *out = (struct router_match){0};
    const struct node *node = node_find(&router->root, path, 0, 0, out);
    if (node == NULL) {
        return;
    }
    for (size_t i = 0; i < HTTP_OTHER; i++) {
        out->allowed |= node->routes[i] != NULL ? 1u << i : 0;
    }
    out->route = method < HTTP_OTHER ? node->routes[method] : NULL;
}

const char *router_param(const struct router_match *match, const char *name) {
    if (match->route == NULL) {
        return NULL;
    }
    size_t index = 0;
    size_t length = strlen(name);
    for (const char *at = strchr(match->route->path, '{'); at != NULL; at = strchr(at, '{')) {
        at++;
        if (strncmp(at, name, length) == 0 && at[length] == '}') {
            return match->params[index];
        }
        index++;
    }
    return NULL;
}
