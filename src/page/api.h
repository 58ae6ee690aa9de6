/*
 * JSON lists and objects of the API. A list is paged by keys, never by offset: the cursor of a page
 * holds the sort keys of its last row, in a form clients do not look into.
 *
 *     struct api_paging paging;
 *     enum err err = api_paging_read(page, 2, &paging);      // two sort keys: title, id
 *     … query rows after paging.after[0], paging.after[1] (both NULL on the first page),
 *       at most paging.limit + 1 …
 *     const char *last[] = {row->title, row->id};            // of row number `limit`
 *     return api_list(page, &paging, items, more ? last : NULL);
 *
 * Replies carry an ETag, and anonymous ones are kept in the page cache.
 */
#ifndef KHAJU_PAGE_API_H
#define KHAJU_PAGE_API_H

#include "page.h"

enum { API_KEYS_MAX = 4, API_LIMIT_DEFAULT = 50, API_LIMIT_MAX = 200 };

struct api_paging {
    int64_t limit;
    size_t key_count;
    const char *after[API_KEYS_MAX]; /* NULL on the first page */
};

/* Reads the queries "limit" and "after"; ERR_INVALID with a clear sentence. */
enum err api_paging_read(struct page *page, size_t key_count, struct api_paging *out) WARN_UNUSED;

/* A whole number of a query: fallback when it is absent, ERR_INVALID outside least..most. */
enum err api_query_int(struct page *page, const char *name, int64_t least, int64_t most,
                       int64_t fallback, int64_t *out) WARN_UNUSED;

/* {"items": […], "next": address or null}; takes items over. last: key_count keys, or NULL. */
enum err api_list(struct page *page, const struct api_paging *paging, json_t *items,
                  const char *const *last);
/* One object; takes it over. */
enum err api_object(struct page *page, json_t *object);

#endif
