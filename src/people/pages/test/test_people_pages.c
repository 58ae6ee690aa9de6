/* The pages of people through the whole stack: signing in and out, what each person may open, and
   what hostile names do to a page and to a spreadsheet. */
#include "page_rig.h"

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

static char value[512];

/* As the page for it does: with a name as it was typed, and a password as strong as all. */
static void person_add(const char *username, const char *name, uint32_t roles) {
    char id[ID_SIZE];
    const struct people_account_save account = {
        .username = username, .name = name, .roles = roles, .state = PEOPLE_ACTIVE};
    assert_int_equal(people_account_add(store, arena, calendar_now_ms(), &account, PASSWORD, id),
                     ERR_NONE);
}

static int open_all(void **state) {
    rig_begin(64 << 20);
    person_add("boss", "<script>alert(1)</script>", 1u << ROLE_admin);
    person_add("auditor", "=cmd|' /C calc'!A0", 1u << ROLE_auditor);
    person_add("officer", "کارشناس", 1u << ROLE_it_manager);
    rig_serve(routes, COUNT_OF(routes), (struct page_options){0},
              (struct http_options){.request_memory = 16 << 20});
    return 0;
}

/* Fills the sign-in form like a browser; the answer is in `reply`. */
static void sign_in_with(const char *username, const char *password, const char *next) {
    get("/sign-in", "");
    const char *cookie = cookie_set("khaju_form");
    post("/sign-in", cookie,
         arena_printf(arena, "csrf=%s&username=%s&password=%s&next=%s", form_token_shown(),
                      username, password, next));
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
    post("/sign-out", session, arena_printf(arena, "csrf=%s", form_token_shown()));
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
    const char *token = form_token_shown();
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
    const char *token = form_token_shown();
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
    return cmocka_run_group_tests(tests, open_all, rig_end);
}
