/*
 * The inside of this room. A struct page is the first member of struct page_state, so that what
 * handlers see and what the room knows travel together; page_state_of() goes from one to the other.
 */
#ifndef KHAJU_PAGE_INTERNAL_H
#define KHAJU_PAGE_INTERNAL_H

#include "continue_view.h"
#include "form_token.h"
#include "kept.h"
#include "kept_file.h"
#include "once.h"
#include "page.h"
#include "seal.h"
#include "work.h"

#define PAGE_NOTICE_COOKIE "khaju_notice"
#define PAGE_FORM_COOKIE "khaju_form"

enum { PAGE_HTML_MAX = 16 << 20, PAGE_NAV_MAX = 16 };

struct page_app {
    struct page_options options;
    struct once *once;
    struct kept *kept;
    struct kept_files *kept_files;
    struct work *long_work, *brief_work;
};

struct page_state {
    struct page page;
    struct page_app *app;
    struct html out;
    struct web_layout layout;
    struct web_crumb nav[PAGE_NAV_MAX];
    int status;
    const char *csrf;        /* made once a page */
    const char *location;    /* of page_redirect */
    const char *notice;      /* of page_notice */
    struct once_entry *once; /* NULL: not a form that could be sent twice */
    /* page_write */
    bool writing;
    bool written; /* the last command is durable */
    struct store_job job;
    page_after *after;
    void *after_context;
    page_work *work; /* of page_long */
    struct work_task task;
};

struct page_state *page_state_of(struct page *page);

/* A page for a request, with its reader and its person; the page is made even when those fail. */
enum err page_state_create(struct page_app *app, struct http_req *req,
                           const struct http_route *route, struct page_state **out) WARN_UNUSED;
enum err page_reader_acquire(struct page_state *state) WARN_UNUSED;
void page_reader_release(struct page_state *state);

/* The connection sleeps from here until http_resume; then after() draws the answer. */
void page_wait(struct page_state *state, void *context, page_after *after);

/* After a handler or its continuation: releases, draws the error, unless a write is pending. */
enum err page_settle(struct page_state *state, enum err err);

/* Draws err_last() for the person (HTML, or problem details for the API). status 0: the error's. */
enum err page_error(struct page_state *state, enum err err, int status);

/* The notice this browser brought, or NULL; it is shown once. */
const char *page_notice_take(struct page_state *state);

/* The form that was sent with this request, so that an error need not lose it; NULL: none. */
const struct page_continue *page_form_again(struct page_state *state);

/* A POST whose session is gone: keeps what was typed and asks to sign in. */
enum err page_sign_in_first(struct page_state *state);
/* A form of an earlier session of the same person: asks to confirm. */
enum err page_confirm_again(struct page_state *state);

#endif
