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

#include <stdio.h>
#include "arena.h"
#include "err.h"
#include "html.h"
#include "http.h"
#include "json.h"
#include "people.h"
#include "store.h"
#include "web.h"

/* Marks a handler for tools/routegen.py, which makes page_routes; expands to its prototype. */
#define PAGE(method, path, handler, ...) \
    struct page; \
    enum err handler(struct page *page);

struct page {
    struct http_req *req;
    struct arena *arena;
    struct store *store;
    struct store_db *db;         /* reader; a snapshot for the whole request */
    const struct person *person; /* NULL: nobody is signed in */
    const struct http_route *route;
    int64_t now_ms;
};

typedef enum err page_handler(struct page *page);

/* every page of the program: routes.c, made by tools/routegen.py */
extern const struct http_route page_routes[];
extern const size_t page_route_count;
extern const char page_openapi[];

/* input */
const char *page_param(struct page *page, const char *name); /* path, never NULL */
const char *page_query(struct page *page, const char *name); /* cleaned; NULL if absent */
bool page_may(struct page *page, enum permission permission, const char *agency_id);
/* page_may, or ERR_DENIED (ERR_SIGNED_OUT when nobody is signed in) with its message */
enum err page_require(struct page *page, enum permission permission,
                      const char *agency_id) WARN_UNUSED;

/* output: one HTML page between begin and end; the layout is drawn around it */
struct page_head {
    const char *title;       /* translated; goes into <title> and is repeated by the page's h1 */
    const char *description; /* for search engines; may be NULL */
    const char *section;     /* which entry of the navigation is current, e.g. "services" */
    int status;              /* 0 = 200 */
    bool wide;               /* full width for dense tables */
    bool bare;               /* the page brings its own width containers */
    const struct web_crumb *crumbs;
    size_t crumb_count;
};
struct html *page_begin(struct page *page, const struct page_head *head);
enum err page_end(struct page *page);
enum err page_redirect(struct page *page, const char *location); /* 303 */
enum err page_json(struct page *page, int status, json_t *json); /* takes json over */
/* A sentence shown on top of the next page this browser opens. */
void page_notice(struct page *page, const char *translated);
/* The hidden value of every form: {{ form_csrf(page_csrf(page)) }}. A page that has one is never
   kept in the page cache. NULL only when memory is out. */
const char *page_csrf(struct page *page);
/* Where to go after signing in: the local path of the query or field "next", or fallback. */
const char *page_next(struct page *page, const char *fallback);

/* An address with a query: empty and NULL values are left out. One that would be longer than any
   server takes is cut back to its path. */
struct page_query_pair {
    const char *name, *value;
};
const char *page_href(struct page *page, const char *path, const struct page_query_pair *pairs,
                      size_t count);

/* writing: the connection waits, the thread does not. after() runs with a fresh reader once the
   command is durable or has failed (result), and draws the answer; on failure err_last() is the
   command's. page_write is the last thing a handler does: page->db is gone when it returns.
   A form that is sent twice by a double click is written once: see once.c. */
typedef enum err page_after(struct page *page, void *context, enum err result);
enum err page_write(struct page *page, store_command *command, void *context, page_after *after);

/* Long work that is no command (compiling, making a file): work() runs on a thread of its own while
   the connection sleeps, takes readers and writes through the store itself, and must not touch the
   page; after() then draws the answer as with page_write, and may be followed by a page_write.
   ERR_UNAVAILABLE, given to after(), when too much of it is waiting. */
typedef enum err page_work(struct store *store, void *context);
enum err page_long(struct page *page, page_work *work, void *context,
                   page_after *after) WARN_UNUSED;
/* The same for work of a second at most (hashing a password), which does not queue behind PDFs. */
enum err page_brief(struct page *page, page_work *work, void *context,
                    page_after *after) WARN_UNUSED;

/* A file that was sent to be checked, for a next request of the same session: see kept_file.h. Only
   for pages that ask to be signed in. The stream is closed with the request. */
enum err page_file_keep(struct page *page, const struct http_upload *upload,
                        const char **id_out) WARN_UNUSED;
enum err page_file_open(struct page *page, const char *id, FILE **out,
                        const char **name_out) WARN_UNUSED;
/* Closes a stream with the request; at once if that cannot be remembered. */
enum err page_close_later(struct page *page, FILE *stream) WARN_UNUSED;

/* ---- the room as cli plugs it into the server ---- */
struct page_nav {
    const char *label; /* source string */
    const char *href;
    int permission; /* shown to those who have it */
};

enum { PAGE_KEY_SIZE = 32 };

struct page_options {
    struct store *store;
    unsigned char key[PAGE_KEY_SIZE]; /* signs forms and notices */
    const char *subtitle;             /* under the name of the program; may be NULL */
    const struct page_nav *nav;
    size_t nav_count;
};

struct page_app;
enum err page_app_create(const struct page_options *options, struct page_app **out) WARN_UNUSED;
void page_app_destroy(struct page_app *app);
/* The hooks for http_options. */
struct http_hooks page_app_hooks(struct page_app *app);
/* Reads the key from a file of mode 0600, which is made when it is not there. */
enum err page_key_load(const char *path, unsigned char key[PAGE_KEY_SIZE]) WARN_UNUSED;

#endif
