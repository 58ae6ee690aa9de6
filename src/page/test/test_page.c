/* Pages through the whole stack: permission, form tokens, notices, errors, writing, sending twice,
   and what happens to a form whose session has ended. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>

#include "api.h"
#include "fault.h"
#include "calendar.h"
#include "page.h"
#include "page_rig.h"

static char value[512];
static char officer[PEOPLE_TOKEN_SIZE]; /* tokens of three people */
static char auditor[PEOPLE_TOKEN_SIZE];
static char newcomer[PEOPLE_TOKEN_SIZE];
static atomic_int written;
static enum err command_result;

/* ---- pages under test ---- */

static enum err show_public(struct page *page) {
    http_cacheable(page->req);
    struct html *out = page_begin(page, &(struct page_head){.title = "public"});
    html_text_str(out, page->person != NULL ? page->person->username : "nobody");
    return page_end(page);
}

static enum err show_form(struct page *page) {
    struct html *out = page_begin(page, &(struct page_head){.title = "form"});
    html_text_str(out, "token=");
    html_text_str(out, page_csrf(page));
    html_text_str(out, ";");
    return page_end(page);
}

static enum err command(struct store_db *db, void *context) {
    atomic_fetch_add(&written, 1);
    return command_result == ERR_NONE
               ? ERR_NONE
               : err_set(command_result, "TEST-2", "Somebody changed it.", NULL);
}

static enum err after(struct page *page, void *context, enum err result) {
    if (result != ERR_NONE) {
        return result;
    }
    if (page->db == NULL) {
        return err_set(ERR_INTERNAL, "TEST-3", "There is no reader.", NULL);
    }
    page_notice(page, "ذخیره شد &");
    return page_redirect(page, "/public");
}

static enum err write_form(struct page *page) {
    return page_write(page, command, NULL, after);
}

static enum err write_cookie_after(struct page *page, void *context, enum err result) {
    http_set_cookie(page->req, "extra", "1", 60);
    return page_redirect(page, "/public");
}

static enum err write_cookie(struct page *page) {
    return page_write(page, command, NULL, write_cookie_after);
}

/* works, then writes */
static enum err task(struct store *given, void *context) {
    struct store_db *reader = NULL;
    enum err err = store_reader_acquire(given, &reader);
    if (err != ERR_NONE) {
        return err;
    }
    store_reader_release(reader);
    return command_result == ERR_NONE ? ERR_NONE
                                      : err_set(command_result, "TEST-5", "The work failed.", NULL);
}

static enum err worked(struct page *page, void *context, enum err result) {
    return result == ERR_NONE ? page_write(page, command, NULL, after) : result;
}

static enum err work_form(struct page *page) {
    return page_brief(page, task, NULL, worked);
}

static enum err fail_missing(struct page *page) {
    return err_set(ERR_NOT_FOUND, "TEST-4", "There is no such service.", NULL);
}

static enum err list_api(struct page *page) {
    struct api_paging paging;
    enum err err = api_paging_read(page, 2, &paging);
    if (err != ERR_NONE) {
        return err;
    }
    json_t *items = json_array();
    json_array_append_new(items, json_string(paging.after[0] != NULL ? paging.after[0] : "first"));
    const char *last[] = {"نام با & و =", "id-9"};
    return api_list(page, &paging, items, paging.after[0] == NULL ? last : NULL);
}

/* pages of this room */
enum err continue_show(struct page *page);
enum err metrics_show(struct page *page);
enum err health_show(struct page *page);

#define ROUTE(method, path, handler, can, flags) \
    { method, path, #handler, "", CAN_##can, flags, (void (*)(void))(handler) }
static const struct http_route routes[] = {
    ROUTE(HTTP_GET, "/public", show_public, public_read, 0),
    ROUTE(HTTP_GET, "/form", show_form, public_read, 0),
    ROUTE(HTTP_GET, "/desk", show_form, service_edit, 0),
    ROUTE(HTTP_POST, "/desk", write_form, service_edit, 0),
    ROUTE(HTTP_POST, "/cookie", write_cookie, service_edit, 0),
    ROUTE(HTTP_POST, "/work", work_form, service_edit, 0),
    ROUTE(HTTP_POST, "/open", write_form, public_read, 0),
    ROUTE(HTTP_GET, "/missing", fail_missing, public_read, 0),
    ROUTE(HTTP_GET, "/api/v1/missing", fail_missing, public_read, HTTP_ROUTE_API),
    ROUTE(HTTP_GET, "/api/v1/closed", fail_missing, audit_read, HTTP_ROUTE_API),
    ROUTE(HTTP_GET, "/api/v1/list", list_api, public_read, HTTP_ROUTE_API),
    ROUTE(HTTP_GET, "/continue/{id}", continue_show, account_own, 0),
    ROUTE(HTTP_GET, "/metrics", metrics_show, public_read, 0),
    ROUTE(HTTP_GET, "/healthz", health_show, public_read, 0),
};

static int open_all(void **state) {
    rig_begin(64 << 20);
    account_add("officer", 1u << ROLE_it_manager, false);
    account_add("auditor", 1u << ROLE_auditor, false);
    account_add("newcomer", 1u << ROLE_admin, true);
    sign_in("officer", officer);
    sign_in("auditor", auditor);
    sign_in("newcomer", newcomer);
    static const struct page_nav nav[] = {{"Public part", "/public", CAN_public_read},
                                          {"Closed part", "/desk", CAN_service_edit}};
    rig_serve(routes, COUNT_OF(routes),
              (struct page_options){.nav = nav, .nav_count = COUNT_OF(nav)},
              (struct http_options){.request_memory = 8 << 20, .cache_bytes = 1 << 20});
    return 0;
}

/* ---- asking ---- */

/* The form token of the page in `reply`. */
static const char *token_of_page(void) {
    const char *at = strstr(reply.body, "token=");
    assert_non_null(at);
    return arena_strndup(arena, at + 6, strcspn(at + 6, ";"));
}

static const char *form_token(const char *cookies) {
    get("/form", cookies);
    assert_int_equal(200, reply.status);
    return token_of_page();
}

static const char *body_with(const char *token, const char *rest) {
    return arena_printf(arena, "csrf=%s&%s", token, rest);
}

static const char *location(void) {
    return raw_header(&reply, "Location", value);
}

/* ---- tests ---- */

static void permission__is_checked_before_the_handler(void **state) {
    get("/desk", "");
    assert_int_equal(303, reply.status);
    assert_string_equal("/sign-in?next=/desk", location());
    get("/desk", session(auditor));
    assert_int_equal(403, reply.status);
    assert_non_null(strstr(reply.body, "PAGE-10"));
    get("/desk", session(officer));
    assert_int_equal(200, reply.status);
}

static void permission__keeps_the_whole_address_for_after_signing_in(void **state) {
    get("/desk?a=1&b=%D8%A8", "");
    assert_string_equal("/sign-in?next=/desk%3Fa=1%26b=%25D8%25A8", location());
}

static void permission__sends_a_one_time_password_to_its_change(void **state) {
    get("/desk", session(newcomer));
    assert_int_equal(303, reply.status);
    assert_string_equal("/account/password", location());
}

static void permission__shows_only_what_may_be_used(void **state) {
    get("/public", "");
    assert_null(strstr(reply.body, "Closed part"));
    get("/public", session(officer));
    assert_non_null(strstr(reply.body, "Closed part"));
}

static void cache__is_never_for_people_who_are_signed_in(void **state) {
    get("/public", "");
    get("/public", "");
    assert_non_null(strstr(reply.body, "nobody"));
    assert_string_equal("no-cache", raw_header(&reply, "Cache-Control", value));
    assert_true(strlen(raw_header(&reply, "ETag", value)) > 10);
    get("/public", session(officer));
    assert_non_null(strstr(reply.body, "officer"));
    assert_string_equal("private, no-store", raw_header(&reply, "Cache-Control", value));
    get("/public", "");
    assert_non_null(strstr(reply.body, "nobody"));
}

static void form__is_refused_without_its_token(void **state) {
    int before = atomic_load(&written);
    const char *good = form_token(session(officer));
    const char *bad[] = {"a=1",
                         "csrf=&a=1",
                         "csrf=AAAA",
                         body_with(form_token(session(auditor)), ""),
                         body_with(form_token(""), "a=1"),
                         NULL};
    char *bent = arena_strdup(arena, good);
    bent[50] = bent[50] == 'A' ? 'B' : 'A'; /* in the signature for the account */
    bad[5] = body_with(bent, "a=1");
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        post("/desk", session(officer), bad[i]);
        assert_int_equal(403, reply.status);
        assert_non_null(strstr(reply.body, "PAGE-7"));
    }
    assert_int_equal(before, atomic_load(&written));
    post("/desk", session(officer), body_with(good, "a=1"));
    assert_int_equal(303, reply.status);
    assert_int_equal(before + 1, atomic_load(&written));
}

static void form__of_a_stranger_is_bound_to_its_cookie(void **state) {
    const char *token = form_token("");
    const char *cookie = cookie_set("khaju_form");
    assert_true(strlen(cookie) > 20);
    post("/open", "", body_with(token, "a=1"));
    assert_int_equal(403, reply.status);
    post("/open", "khaju_form=another", body_with(token, "a=1"));
    assert_int_equal(403, reply.status);
    post("/open", cookie, body_with(token, "a=1"));
    assert_int_equal(303, reply.status);
    /* a page with a token is nobody else's */
    const char *other = form_token("");
    assert_string_not_equal(token, other);
    form_token(cookie);
    assert_string_equal("", cookie_set("khaju_form"));
}

static void form__sent_twice_is_written_once(void **state) {
    const char *body = body_with(form_token(session(officer)), "a=twice");
    int before = atomic_load(&written);
    post("/desk", session(officer), body);
    assert_string_equal("/public", location());
    post("/desk", session(officer), body);
    assert_int_equal(303, reply.status);
    assert_string_equal("/public", location());
    assert_true(strlen(cookie_set("khaju_notice")) > 20);
    assert_int_equal(before + 1, atomic_load(&written));
    /* other words are another form */
    post("/desk", session(officer), arena_printf(arena, "%s2", body));
    assert_int_equal(before + 2, atomic_load(&written));
}

enum { TWICE_THREADS = 8 };

static void *twice_thread(void *context) {
    struct raw_reply *own = malloc(sizeof *own);
    const char *const *texts = context;
    post_into("/desk", texts[0], texts[1], own);
    bool good = own->status == 303;
    free(own);
    return good ? context : NULL;
}

static void form__sent_at_the_same_moment_is_written_once(void **state) {
    const char *texts[] = {session(officer), body_with(form_token(session(officer)), "a=race")};
    int before = atomic_load(&written);
    pthread_t threads[TWICE_THREADS];
    for (int i = 0; i < TWICE_THREADS; i++) {
        assert_int_equal(0, pthread_create(&threads[i], NULL, twice_thread, texts));
    }
    for (int i = 0; i < TWICE_THREADS; i++) {
        void *good = NULL;
        (void)pthread_join(threads[i], &good);
        assert_non_null(good);
    }
    assert_int_equal(before + 1, atomic_load(&written));
}

static void form__that_failed_may_be_sent_again(void **state) {
    const char *body = body_with(form_token(session(officer)), "a=failing");
    command_result = ERR_CONFLICT;
    post("/desk", session(officer), body);
    assert_int_equal(409, reply.status);
    assert_non_null(strstr(reply.body, "TEST-2"));
    command_result = ERR_NONE;
    post("/desk", session(officer), body);
    assert_int_equal(303, reply.status);
}

static void form__that_sets_cookies_is_run_each_time(void **state) {
    const char *body = body_with(form_token(session(officer)), "a=cookie");
    int before = atomic_load(&written);
    post("/cookie", session(officer), body);
    post("/cookie", session(officer), body);
    assert_string_equal("extra=1", cookie_set("extra"));
    assert_int_equal(before + 2, atomic_load(&written));
}

static void work__is_followed_by_a_write(void **state) {
    const char *body = body_with(form_token(session(officer)), "a=work");
    int before = atomic_load(&written);
    command_result = ERR_CONFLICT;
    post("/work", session(officer), body);
    assert_int_equal(409, reply.status);
    assert_non_null(strstr(reply.body, "TEST-5"));
    assert_int_equal(before, atomic_load(&written));
    command_result = ERR_NONE;
    post("/work", session(officer), body);
    assert_string_equal("/public", location());
    assert_int_equal(before + 1, atomic_load(&written));
}

/* Whatever store call fails, there is an answer, and the next one is good. */
static void fault__of_the_store_gives_an_error_page(void **state) {
    const char *body = body_with(form_token(session(officer)), "a=fault");
    for (unsigned long nth = 1; nth < 16; nth++) {
        fault_arm(FAULT_STORE, nth);
        get("/form", session(officer));
        fault_arm(FAULT_STORE, 0);
        assert_true(reply.status == 200 || reply.status >= 500);
        fault_arm(FAULT_STORE, nth);
        post("/work", session(officer), arena_printf(arena, "%s%lu", body, nth));
        fault_arm(FAULT_STORE, 0);
        assert_true(reply.status == 303 || reply.status >= 500);
    }
    get("/form", session(officer));
    assert_int_equal(200, reply.status);
}

static void form__of_an_ended_session_is_kept(void **state) {
    char first[PEOPLE_TOKEN_SIZE];
    char second[PEOPLE_TOKEN_SIZE];
    int before = atomic_load(&written);
    sign_in("officer", first);
    const char *token = form_token(session(first));
    end_session(first);
    post("/desk", session(first),
         body_with(token, "title=%D8%B9%D9%86%D9%88%D8%A7%D9%86+%3Cb%3E&new_password=secret"));
    assert_int_equal(303, reply.status);
    assert_non_null(strstr(location(), "/sign-in?next=/continue/"));
    assert_true(strlen(cookie_set("khaju_notice")) > 20);
    const char *address = arena_strdup(arena, strchr(location(), '=') + 1);
    get(address, "");
    assert_non_null(strstr(location(), "/sign-in?next=/continue/"));
    /* not for another person */
    get(address, session(auditor));
    assert_int_equal(404, reply.status);
    sign_in("officer", second);
    get(address, session(second));
    assert_int_equal(200, reply.status);
    assert_non_null(strstr(reply.body, "name=\"title\" value=\"عنوان &lt;b&gt;\""));
    assert_non_null(strstr(reply.body, "action=\"/desk\""));
    assert_null(strstr(reply.body, "secret"));
    assert_int_equal(before, atomic_load(&written));
    /* and its token is good */
    const char *at = strstr(reply.body, "name=\"title\"");
    const char *csrf = NULL;
    for (const char *hidden = strstr(reply.body, "name=\"csrf\" value=\"");
         hidden != NULL && hidden < at; hidden = strstr(hidden + 1, "name=\"csrf\" value=\"")) {
        csrf = hidden + strlen("name=\"csrf\" value=\"");
    }
    assert_non_null(csrf);
    post("/desk", session(second),
         body_with(arena_strndup(arena, csrf, strcspn(csrf, "\"")), "title=x"));
    assert_int_equal(303, reply.status);
    assert_string_equal("/public", location());
    assert_int_equal(before + 1, atomic_load(&written));
}

static void form__of_an_earlier_session_is_confirmed(void **state) {
    char first[PEOPLE_TOKEN_SIZE];
    sign_in("officer", first);
    const char *token = form_token(session(first));
    int before = atomic_load(&written);
    post("/desk", session(officer), body_with(token, "a=old"));
    assert_int_equal(303, reply.status);
    assert_int_equal(0, strncmp(location(), "/continue/", 10));
    assert_int_equal(before, atomic_load(&written));
}

static void form__planted_by_another_site_is_not_offered(void **state) {
    post("/desk", "", "title=planted");
    const char *address = arena_strdup(arena, strchr(location(), '=') + 1);
    get(address, session(officer));
    assert_int_equal(404, reply.status);
}

static void notice__is_shown_once_and_cannot_be_forged(void **state) {
    post("/desk", session(officer), body_with(form_token(session(officer)), "a=notice"));
    const char *cookie = cookie_set("khaju_notice");
    get("/public", cookie);
    assert_non_null(strstr(reply.body, "ذخیره شد &amp;"));
    assert_string_equal("khaju_notice=", cookie_set("khaju_notice"));
    char *forged = arena_strdup(arena, cookie);
    forged[strlen(forged) - 3] = forged[strlen(forged) - 3] == 'A' ? 'B' : 'A';
    get("/public", forged);
    assert_null(strstr(reply.body, "ذخیره شد"));
    get("/public", "");
    assert_null(strstr(reply.body, "ذخیره شد"));
}

static void error__has_code_number_and_language(void **state) {
    get("/missing", "");
    assert_int_equal(404, reply.status);
    assert_non_null(strstr(reply.body, "TEST-4"));
    assert_non_null(strstr(reply.body, raw_header(&reply, "X-Request-Id", value)));
    assert_non_null(strstr(reply.body, "چنین صفحه‌ای نیست"));
    get("/nowhere", session(officer));
    assert_int_equal(404, reply.status);
    assert_non_null(strstr(reply.body, "HTTP-5"));
    get("/missing/..", "");
    assert_int_equal(400, reply.status);
    post("/missing", "", "");
    assert_int_equal(405, reply.status);
}

static void error__of_the_api_is_problem_details(void **state) {
    get("/api/v1/missing", "");
    assert_int_equal(404, reply.status);
    assert_string_equal("application/problem+json", raw_header(&reply, "Content-Type", value));
    json_t *json = NULL;
    assert_int_equal(ERR_NONE, json_read(arena, reply.body, &json));
    assert_string_equal("TEST-4", json_text(json, "code"));
    assert_string_equal("There is no such service.", json_text(json, "detail"));
    get("/api/v1/nothing", "");
    assert_string_equal("application/problem+json", raw_header(&reply, "Content-Type", value));
    get("/api/v1/closed", "");
    assert_int_equal(401, reply.status);
}

static void api__pages_by_keys(void **state) {
    json_t *json = NULL;
    get("/api/v1/list?limit=1&q=%D8%A8%26", "");
    assert_int_equal(200, reply.status);
    assert_true(strlen(raw_header(&reply, "ETag", value)) > 10);
    assert_int_equal(ERR_NONE, json_read(arena, reply.body, &json));
    const char *next = json_text(json, "next");
    assert_non_null(next);
    assert_non_null(strstr(next, "/api/v1/list?limit=1&q=%D8%A8%26&after="));
    get(next, "");
    assert_int_equal(ERR_NONE, json_read(arena, reply.body, &json));
    assert_string_equal("نام با & و =",
                        json_string_value(json_array_get(json_object_get(json, "items"), 0)));
    assert_true(json_is_null(json_object_get(json, "next")));
    static const char *const bad[] = {"/api/v1/list?limit=0",   "/api/v1/list?limit=201",
                                      "/api/v1/list?limit=x",   "/api/v1/list?after=%2B",
                                      "/api/v1/list?after=W10", "/api/v1/list?after=WzEsMl0"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        get(bad[i], "");
        assert_int_equal(err_http_status(ERR_INVALID), reply.status);
    }
}

static void health__answers(void **state) {
    get("/healthz", "");
    assert_int_equal(200, reply.status);
    assert_string_equal("ok\n", reply.body);
    get("/metrics", "");
    assert_non_null(strstr(reply.body, "khaju_http_cache_hits_total"));
}

static void key__is_made_once_and_checked(void **state) {
    unsigned char first[PAGE_KEY_SIZE];
    unsigned char second[PAGE_KEY_SIZE];
    const char *path = arena_printf(arena, "%s/page.key", rig_folder());
    assert_int_equal(ERR_NONE, page_key_load(path, first));
    assert_int_equal(ERR_NONE, page_key_load(path, second));
    assert_memory_equal(first, second, sizeof first);
    assert_int_equal(0, truncate(path, 5));
    assert_int_equal(ERR_INVALID, page_key_load(path, second));
    assert_int_equal(0, unlink(path));
    assert_int_equal(ERR_IO, page_key_load("/nowhere/page.key", second));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(permission__is_checked_before_the_handler),
        cmocka_unit_test(permission__keeps_the_whole_address_for_after_signing_in),
        cmocka_unit_test(permission__sends_a_one_time_password_to_its_change),
        cmocka_unit_test(permission__shows_only_what_may_be_used),
        cmocka_unit_test(cache__is_never_for_people_who_are_signed_in),
        cmocka_unit_test(form__is_refused_without_its_token),
        cmocka_unit_test(form__of_a_stranger_is_bound_to_its_cookie),
        cmocka_unit_test(form__sent_twice_is_written_once),
        cmocka_unit_test(form__sent_at_the_same_moment_is_written_once),
        cmocka_unit_test(form__that_failed_may_be_sent_again),
        cmocka_unit_test(form__that_sets_cookies_is_run_each_time),
        cmocka_unit_test(work__is_followed_by_a_write),
        cmocka_unit_test(fault__of_the_store_gives_an_error_page),
        cmocka_unit_test(form__of_an_ended_session_is_kept),
        cmocka_unit_test(form__of_an_earlier_session_is_confirmed),
        cmocka_unit_test(form__planted_by_another_site_is_not_offered),
        cmocka_unit_test(notice__is_shown_once_and_cannot_be_forged),
        cmocka_unit_test(error__has_code_number_and_language),
        cmocka_unit_test(error__of_the_api_is_problem_details),
        cmocka_unit_test(api__pages_by_keys),
        cmocka_unit_test(health__answers),
        cmocka_unit_test(key__is_made_once_and_checked),
    };
    return cmocka_run_group_tests_name("page", tests, open_all, rig_end);
}
