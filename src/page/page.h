/*
 * What a page works with: the request, the reader, who is signed in, and the way to write.
 * This room is the only one that knows http, web, store and people together, so that models never
 * see HTTP and http never sees the store.
 *
 * A page is a handler with a PAGE line above it:
 *
 *     // One service, as a citizen sees it.
 *     PAGE(GET, "/services/{id}", service_show, CAN(public_read))
 *     enum err service_show(struct page *page)
 *
 * The permission is checked before the handler runs, in page_dispatch and nowhere else; scope
 * (which agency) is checked with page_may(). Every POST has its CSRF token checked there too.
 */
#ifndef KHAJU_PAGE_H
#define KHAJU_PAGE_H

#include "arena.h"
#include "err.h"
#include "html.h"
#include "http.h"
#include "json.h"
#include "people.h"
#include "store.h"
#include "web.h"

/* Marks a handler for tools/routegen.py; expands to its prototype. */
#define PAGE(method, path, handler, ...) struct page; enum err handler(struct page *page);

struct page {
    struct http_req *req;
    struct arena *arena;
    struct store *store;
    struct store_db *db;            /* reader; a snapshot for the whole request */
    const struct person *person;    /* NULL: nobody is signed in */
    const struct http_route *route;
    int64_t now_ms;
};

typedef enum err page_handler(struct page *page);

/* input */
const char *page_param(struct page *page, const char *name);    /* path, never NULL */
const char *page_query(struct page *page, const char *name);    /* cleaned; NULL if absent */
bool page_may(struct page *page, enum permission permission, const char *agency_id);
/* page_may, or ERR_DENIED with its message */
enum err page_require(struct page *page, enum permission permission, const char *agency_id) WARN_UNUSED;

/* output: one HTML page between begin and end; the layout is drawn around it */
struct page_head {
    const char *title;          /* translated; goes into <title> and is repeated by the page's h1 */
    const char *description;    /* for search engines; may be NULL */
    const char *section;        /* which entry of the navigation is current, e.g. "services" */
    int status;                 /* 0 = 200 */
    bool wide;                  /* full width for dense tables */
    bool bare;                  /* the page brings its own width containers */
    const struct web_crumb *crumbs;
    size_t crumb_count;
};
struct html *page_begin(struct page *page, const struct page_head *head);
enum err page_end(struct page *page);
enum err page_redirect(struct page *page, const char *location);          /* 303 */
enum err page_json(struct page *page, int status, json_t *json);          /* takes json over */
/* A sentence shown on top of the next page this browser opens. */
void page_notice(struct page *page, const char *translated);

/* writing: the connection waits, the thread does not. after() runs with a fresh reader once the
   command is durable or has failed (result), and draws the answer. */
typedef enum err page_after(struct page *page, void *context, enum err result);
enum err page_write(struct page *page, store_command *command, void *context, page_after *after);

#endif
