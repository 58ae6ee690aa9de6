/* The pages of people through the whole stack: signing in and out, what each person may open, and
   what hostile names do to a page and to a spreadsheet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "calendar.h"
#include "log.h"
#include "page.h"
#include "raw_client.h"
#include "rig.h"

#define PASSWORD "bridge of 33 arches"
#define PASSWORD_SENT "bridge+of+33+arches"

enum err account_show(struct page *page);
enum err account_password_show(struct page *page);
enum err account_session_end(struct page *page);
enum err desk_audit(struct page *page);
enum err desk_audit_csv(struct page *page);
enum err desk_audit_check(struct page *page);
enum err desk_authority(struct page *page);
enum err desk_people(struct page *page);
enum err desk_person_new(struct page *page);
enum err desk_person_add(struct page *page);
enum err desk_roles(struct page *page);
enum err sign_in_show(struct page *page);
enum err sign_in_submit(struct page *page);
enum err sign_out(struct page *page);

#define ROUTE(method, path, handler, can) \
    { HTTP_##method, path, #handler, "", CAN_##can, 0, (void (*)(void))(handler) }
static const struct http_route routes[] = {
    ROUTE(GET, "/sign-in", sign_in_show, public_read),
    ROUTE(POST, "/sign-in", sign_in_submit, public_read),
    ROUTE(POST, "/sign-out", sign_out, public_read),
    ROUTE(GET, "/account", account_show, account_own),
    ROUTE(GET, "/account/password", account_password_show, account_own),
    ROUTE(POST, "/account/sessions/{id}/end", account_session_end, account_own),
    ROUTE(GET, "/desk/people", desk_people, people_manage),
    ROUTE(GET, "/desk/people/new", desk_person_new, people_manage),
    ROUTE(POST, "/desk/people/new", desk_person_add, people_manage),
    ROUTE(GET, "/desk/authority", desk_authority, desk_read),
    ROUTE(GET, "/desk/roles", desk_roles, desk_read),
    ROUTE(GET, "/desk/audit", desk_audit, audit_read),
    ROUTE(GET, "/desk/audit.csv", desk_audit_csv, audit_read),
    ROUTE(GET, "/desk/audit/check", desk_audit_check, audit_read),
};

static struct store *store;
static struct page_app *app;
static struct http_server *server;
static struct arena *arena;
static struct raw_reply reply;
static char value[512];

static void account_add(const char *username, const char *name, uint32_t roles) {
    char id[ID_SIZE];
    const struct people_account_save account = {
        .username = username, .name = name, .roles = roles, .state = PEOPLE_ACTIVE};
    assert_int_equal(people_account_add(store, arena, calendar_now_ms(), &account, PASSWORD, id),
                     ERR_NONE);
}

static int open_all(void **state) {
    (void)state;
    log_set_level(LOG_ERROR + 1);
    rig_open(&store);
    arena = arena_create(64 << 20);
    account_add("boss", "<script>alert(1)</script>", 1u << ROLE_admin);
    account_add("auditor", "=cmd|' /C calc'!A0", 1u << ROLE_auditor);
    account_add("officer", "کارشناس", 1u << ROLE_it_manager);
    struct page_options options = {.store = store, .key = "a key for tests, 32 bytes long.."};
    assert_int_equal(page_app_create(&options, &app), ERR_NONE);
    struct http_options http = {.listen = "127.0.0.1:0",
                                .threads = 2,
                                .body_max = 1 << 16,
                                .fields_max = 50,
                                .request_memory = 16 << 20,
                                .upload_dir = "/tmp",
                                .routes = routes,
                                .route_count = COUNT_OF(routes),
                                .hooks = page_app_hooks(app)};
    assert_int_equal(http_server_start(&http, &server), ERR_NONE);
    return 0;
}

static int close_all(void **state) {
    (void)state;
    http_server_stop(server);
    page_app_destroy(app);
    arena_destroy(arena);
    rig_close(store);
    return 0;
}

static void ask(const char *request) {
    int fd = raw_connect(http_server_port(server));
    raw_say(fd, request);
    raw_read(fd, &reply, false);
    (void)close(fd);
}

static void get(const char *target, const char *cookies) {
    ask(arena_printf(arena, "GET %s HTTP/1.1\r\nHost: x\r\nCookie: %s\r\n\r\n", target, cookies));
}

static void post(const char *target, const char *cookies, const char *body) {
    ask(arena_printf(arena,
                     "POST %s HTTP/1.1\r\nHost: x\r\nCookie: %s\r\nContent-Type: "
                     "application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
                     target, cookies, strlen(body), body));
}

/* "name=value" of a cookie the reply sets. */
static const char *cookie_set(const char *name) {
    const char *at = strstr(reply.text, arena_printf(arena, "Set-Cookie: %s=", name));
    return at ? arena_strndup(arena, at + 12, strcspn(at + 12, ";")) : "";
}

static const char *form_token(void) {
    static const char before[] = "name=\"csrf\" value=\"";
    const char *at = strstr(reply.body, before);
    assert_non_null(at);
    at += sizeof(before) - 1;
    return arena_strndup(arena, at, strcspn(at, "\""));
}

/* Fills the sign-in form like a browser; the answer is in `reply`. */
static void sign_in_with(const char *username, const char *password, const char *next) {
    get("/sign-in", "");
    const char *cookie = cookie_set("khaju_form");
    post("/sign-in", cookie,
         arena_printf(arena, "csrf=%s&username=%s&password=%s&next=%s", form_token(), username,
                      password, next));
}

static const char *signed_in(const char *username) {
    sign_in_with(username, PASSWORD_SENT, "");
    assert_int_equal(reply.status, 303);
    return cookie_set(PEOPLE_SESSION_COOKIE);
}

static void sign_in__goes_where_the_person_came_from(void **state) {
    (void)state;
    sign_in_with("officer", PASSWORD_SENT, "%2Fdesk%2Froles");
    assert_int_equal(reply.status, 303);
    assert_string_equal(raw_header(&reply, "Location", value), "/desk/roles");
    assert_non_null(strstr(reply.text, "HttpOnly; SameSite=Lax"));
    get("/account", cookie_set(PEOPLE_SESSION_COOKIE));
    assert_int_equal(reply.status, 200);
}

static void sign_in__never_goes_to_another_site(void **state) {
    (void)state;
    static const char *const hostile[] = {
        "https%3A%2F%2Fevil.example%2F", "%2F%2Fevil.example",    "%2F%5Cevil.example",
        "javascript%3Aalert%281%29",     "%2F%09%2Fevil.example",
    };
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        sign_in_with("officer", PASSWORD_SENT, hostile[i]);
        assert_int_equal(reply.status, 303);
        assert_string_equal(raw_header(&reply, "Location", value), "/desk");
    }
}

static void sign_in__keeps_the_name_and_never_the_password(void **state) {
    (void)state;
    sign_in_with("officer", "not-it-at-all", "");
    assert_int_equal(reply.status, 422);
    assert_string_equal(cookie_set(PEOPLE_SESSION_COOKIE), "");
    assert_non_null(strstr(reply.body, "value=\"officer\""));
    assert_null(strstr(reply.body, "not-it-at-all"));
}

static void sign_in__needs_its_form(void **state) {
    (void)state;
    post("/sign-in", "", "username=officer&password=" PASSWORD_SENT);
    assert_int_equal(reply.status, 403);
    assert_string_equal(cookie_set(PEOPLE_SESSION_COOKIE), "");
}

static void sign_out__ends_the_session_itself(void **state) {
    (void)state;
    const char *session = signed_in("officer");
    get("/account", session);
    post("/sign-out", session, arena_printf(arena, "csrf=%s", form_token()));
    assert_int_equal(reply.status, 303);
    get("/account", session);
    assert_int_equal(reply.status, 303);
    assert_string_equal(raw_header(&reply, "Location", value), "/sign-in?next=/account");
}

static void pages__open_to_those_who_may(void **state) {
    (void)state;
    static const struct {
        const char *path;
        int boss, auditor, officer;
    } table[] = {
        {"/account", 200, 200, 200},          {"/desk/roles", 200, 200, 200},
        {"/desk/authority", 200, 200, 200},   {"/desk/people", 200, 403, 403},
        {"/desk/people/new", 200, 403, 403},  {"/desk/audit", 200, 200, 200},
        {"/desk/audit/check", 200, 200, 200},
    };
    const char *boss = signed_in("boss");
    const char *auditor = signed_in("auditor");
    const char *officer = signed_in("officer");
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        get(table[i].path, boss);
        assert_int_equal(reply.status, table[i].boss);
        get(table[i].path, auditor);
        assert_int_equal(reply.status, table[i].auditor);
        get(table[i].path, officer);
        assert_int_equal(reply.status, table[i].officer);
        get(table[i].path, "");
        assert_int_equal(reply.status, 303);
    }
}

static void names__are_text_and_nothing_else(void **state) {
    (void)state;
    const char *boss = signed_in("boss");
    get("/desk/people", boss);
    assert_null(strstr(reply.body, "<script>alert"));
    assert_non_null(strstr(reply.body, "&lt;script&gt;alert(1)"));
    get("/desk/people?q=%3Cscript%3Ealert&after=%22%3E%3Cscript%3Ealert", boss);
    assert_int_equal(reply.status, 200);
    assert_null(strstr(reply.body, "<script>alert"));
    signed_in("auditor");
    get("/desk/audit.csv", boss);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "\"'=cmd|"));
    assert_null(strstr(reply.body, ",\"=cmd|"));
}

static void account__added_gets_a_password_for_one_purpose(void **state) {
    (void)state;
    static const char shown[] = "<code class=\"kh-code\">";
    const char *boss = signed_in("boss");
    get("/desk/people/new", boss);
    const char *token = form_token();
    post("/desk/people/new", boss,
         arena_printf(arena, "csrf=%s&username=new.one&name=New&unit=&roles=auditor", token));
    assert_int_equal(reply.status, 200);
    const char *at = strstr(reply.body, shown);
    assert_non_null(at);
    at = strstr(at, "\">");
    while (at && at[2] == '<') {
        at = strstr(at + 2, "\">");
    }
    assert_non_null(at);
    const char *password = arena_strndup(arena, at + 2, strcspn(at + 2, "<"));
    assert_int_equal(strlen(password), 19);

    sign_in_with("new.one", password, "%2Fdesk%2Faudit");
    assert_string_equal(raw_header(&reply, "Location", value), "/account/password");
    const char *session = cookie_set(PEOPLE_SESSION_COOKIE);
    get("/desk/audit", session);
    assert_int_equal(reply.status, 303);
    assert_string_equal(raw_header(&reply, "Location", value), "/account/password");
    get("/account/password", session);
    assert_int_equal(reply.status, 200);
}

static void account__twice_says_so_at_the_field(void **state) {
    (void)state;
    const char *boss = signed_in("boss");
    get("/desk/people/new", boss);
    const char *token = form_token();
    post("/desk/people/new", boss,
         arena_printf(arena, "csrf=%s&username=officer&name=Again&roles=auditor", token));
    assert_int_equal(reply.status, 409);
    assert_non_null(strstr(reply.body, "field-username-error"));
    assert_non_null(strstr(reply.body, "value=\"Again\""));
}

static void audit__takes_odd_filters(void **state) {
    (void)state;
    static const char *const odd[] = {
        "person=nobody",
        "from=1404%2F13%2F50",
        "from=abc&to=-1",
        "before=1&before_id=x",
        "before=99999999999999999999&before_id=01m830b6f57zjnaqeswa2ftv0m",
        "act=%25",
        "agency=%27%3B--",
        "object_type=a&object=b",
    };
    const char *boss = signed_in("boss");
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        get(arena_printf(arena, "/desk/audit?%s", odd[i]), boss);
        assert_int_equal(reply.status, 200);
        get(arena_printf(arena, "/desk/authority?%s", odd[i]), boss);
        assert_int_equal(reply.status, 200);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sign_in__goes_where_the_person_came_from),
        cmocka_unit_test(sign_in__never_goes_to_another_site),
        cmocka_unit_test(sign_in__keeps_the_name_and_never_the_password),
        cmocka_unit_test(sign_in__needs_its_form),
        cmocka_unit_test(sign_out__ends_the_session_itself),
        cmocka_unit_test(pages__open_to_those_who_may),
        cmocka_unit_test(names__are_text_and_nothing_else),
        cmocka_unit_test(account__added_gets_a_password_for_one_purpose),
        cmocka_unit_test(account__twice_says_so_at_the_field),
        cmocka_unit_test(audit__takes_odd_filters),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
