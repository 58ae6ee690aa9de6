/* What tests of pages stand on: a store with people in it, the server with some routes, a client.
 */
#ifndef KHAJU_TEST_PAGE_RIG_H
#define KHAJU_TEST_PAGE_RIG_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "calendar.h"
#include "log.h"
#include "page.h"
#include "raw_client.h"
#include "rig.h"

#define PASSWORD "bridge of 33 arches"

static struct store *store;
static struct page_app *app;
static struct http_server *server;
static struct arena *arena;
static struct raw_reply reply;

/* ---- the program ---- */

static inline void rig_begin(size_t arena_bytes) {
    log_set_level(LOG_ERROR + 1);
    rig_open(&store);
    arena = arena_create(arena_bytes);
    assert_non_null(arena);
}

/* Starts the server with these routes, and with what a test says otherwise about application and
   server; the rest is the same for all. */
static inline void rig_serve(const struct http_route *routes, size_t count,
                             struct page_options options, struct http_options http) {
    options.store = store;
    memcpy(options.key, "a key for tests, 32 bytes long..", sizeof options.key);
    assert_int_equal(ERR_NONE, page_app_create(&options, &app));
    http.listen = "127.0.0.1:0";
    http.threads = 2;
    http.body_max = 1 << 16;
    http.fields_max = 50;
    http.request_memory = http.request_memory == 0 ? 64 << 20 : http.request_memory;
    http.upload_dir = "/tmp";
    http.routes = routes;
    http.route_count = count;
    http.hooks = page_app_hooks(app);
    assert_int_equal(ERR_NONE, http_server_start(&http, &server));
}

/* For the end of a group of tests. */
static inline int rig_end(void **state) {
    (void)state;
    http_server_stop(server);
    page_app_destroy(app);
    arena_destroy(arena);
    rig_close(store);
    return 0;
}

/* ---- people ---- */

static inline struct people_policy cheap_policy(void) {
    struct people_policy policy = people_policy_default();
    policy.hash_operations = 1;
    policy.hash_memory = 8192;
    return policy;
}

static inline void account_add(const char *username, uint32_t roles, bool must_change) {
    char *hash = arena_alloc(arena, PEOPLE_HASH_SIZE);
    static const char *const agencies[] = {"01h00000000000000000000000"};
    struct people_policy policy = cheap_policy();
    assert_int_equal(ERR_NONE, people_password_hash(arena, &policy, PASSWORD, hash));
    struct people_account_save save = {.username = username,
                                       .name = "آزمون",
                                       .unit = "",
                                       .roles = roles,
                                       .state = PEOPLE_ACTIVE,
                                       .password_hash = hash,
                                       .now_ms = calendar_now_ms(),
                                       .must_change_password = must_change,
                                       .arena = arena};
    for (unsigned role = 0; role < ROLE_COUNT; role++) {
        if ((roles & (1u << role)) != 0 && people_role_scoped((enum role)role)) {
            save.agencies = agencies;
            save.agency_count = 1;
        }
    }
    assert_int_equal(ERR_NONE, store_write(store, people_account_save, &save));
}

static inline void sign_in(const char *username, char token[PEOPLE_TOKEN_SIZE]) {
    struct store_db *reader = NULL;
    enum people_sign_in_step step;
    struct people_sign_in try = {.username = username,
                                 .password = PASSWORD,
                                 .peer = "192.0.2.1",
                                 .agent = "test",
                                 .now_ms = calendar_now_ms(),
                                 .policy = cheap_policy(),
                                 .arena = arena};
    assert_int_equal(ERR_NONE, store_reader_acquire(store, &reader));
    assert_int_equal(ERR_NONE, people_sign_in_check(reader, &try));
    store_reader_release(reader);
    assert_int_equal(ERR_NONE, store_write(store, people_sign_in_record, &try));
    assert_int_equal(ERR_NONE, people_sign_in_result(&try, &step, token));
}

static inline void end_session(const char *token) {
    struct store_db *reader = NULL;
    const struct person *person = NULL;
    assert_int_equal(ERR_NONE, store_reader_acquire(store, &reader));
    assert_int_equal(ERR_NONE,
                     people_session_load(reader, arena, calendar_now_ms(), token, &person));
    store_reader_release(reader);
    assert_non_null(person);
    struct people_session_end end = {
        .who = person, .session_id = person->session_id, .now_ms = calendar_now_ms()};
    assert_int_equal(ERR_NONE, store_write(store, people_session_end, &end));
}

/* ---- asking ---- */

static inline void get(const char *target, const char *cookies) {
    char request[4096];
    int fd = raw_connect(http_server_port(server));
    (void)snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: x\r\nCookie: %s\r\n\r\n",
                   target, cookies);
    raw_say(fd, request);
    raw_read(fd, &reply, false);
    (void)close(fd);
}

static inline void post_into(const char *target, const char *cookies, const char *body,
                             struct raw_reply *out) {
    char request[8192];
    int fd = raw_connect(http_server_port(server));
    (void)snprintf(request, sizeof request,
                   "POST %s HTTP/1.1\r\nHost: x\r\nCookie: %s\r\nContent-Type: "
                   "application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
                   target, cookies, strlen(body), body);
    raw_say(fd, request);
    raw_read(fd, out, false);
    (void)close(fd);
}

static inline void post(const char *target, const char *cookies, const char *body) {
    post_into(target, cookies, body, &reply);
}

static inline const char *session(const char *token) {
    return arena_printf(arena, "%s=%s", PEOPLE_SESSION_COOKIE, token);
}

/* The value of a cookie the reply sets, as "name=value"; "" if it sets none. */
static inline const char *cookie_set(const char *name) {
    const char *at = strstr(reply.text, arena_printf(arena, "Set-Cookie: %s=", name));
    return at == NULL ? "" : arena_strndup(arena, at + 12, strcspn(at + 12, ";"));
}

/* The token of the last form in the reply. */
static inline const char *form_token_shown(void) {
    static const char before[] = "name=\"csrf\" value=\"";
    const char *at = strstr(reply.body, before);
    assert_non_null(at);
    for (const char *next; (next = strstr(at + 1, before)) != NULL;) {
        at = next;
    }
    at += sizeof before - 1;
    return arena_strndup(arena, at, strcspn(at, "\""));
}

#endif
