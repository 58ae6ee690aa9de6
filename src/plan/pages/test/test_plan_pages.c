/* The pages of the plan through the whole stack, on the province's real data: they refresh what is
   stale, keep to permissions, show what somebody else saved, and export safe CSV. */
#include "page_rig.h"

#include "import.h"
#include "plan.h"

/* name, method, path, permission */
#define PAGES(X) \
    X(plan_overview_page, GET, "/plan", plan_read) \
    X(plan_as_is_page, GET, "/plan/as-is", plan_read) \
    X(plan_diagnosis_page, GET, "/plan/diagnosis", plan_read) \
    X(plan_rule_page, GET, "/plan/diagnosis/{rule}", plan_read) \
    X(plan_gaps_page, GET, "/plan/gaps", plan_read) \
    X(plan_ranking_page, GET, "/plan/ranking", plan_read) \
    X(plan_duties_page, GET, "/plan/duties", plan_read) \
    X(plan_coverage_page, GET, "/plan/duties/coverage", plan_read) \
    X(plan_roadmap_page, GET, "/plan/roadmap", plan_read) \
    X(plan_settings_page, GET, "/plan/settings", plan_read) \
    X(plan_setting_page, GET, "/plan/settings/{name}", plan_edit) \
    X(plan_gaps_api, GET, "/api/v1/gaps", public_read)
#define X(name, method, path, can) enum err name(struct page *page);
PAGES(X)
#undef X
enum err plan_setting_change(struct page *page);

static const struct http_route routes[] = {
#define X(name, method, path, can) \
    {HTTP_##method, path, #name, "", CAN_##can, 0, (void (*)(void))name},
    PAGES(X)
#undef X
        {HTTP_POST, "/plan/settings/{name}", "plan_setting_change", "", CAN_plan_edit, 0,
         (void (*)(void))plan_setting_change},
};

static const char *manager, *officer;

static const char *session_of(const char *username, uint32_t roles) {
    char token[PEOPLE_TOKEN_SIZE];
    account_add(username, roles, false);
    sign_in(username, token);
    return session(token);
}

static FILE *data_file(const char *name) {
    char path[600];
    snprintf(path, sizeof path, KHAJU_SOURCE "/data/%s", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    return file;
}

static void load(void) {
    static const struct {
        enum import_kind kind;
        const char *name;
    } files[] = {{IMPORT_COUNTIES, "isfahan/counties.csv"},
                 {IMPORT_AGENCIES, "isfahan/agencies.csv"},
                 {IMPORT_SERVICES, "isfahan/services.csv"},
                 {IMPORT_UPSTREAM, "isfahan/upstream.csv"}};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct import_report report;
        struct import_request request = {.kind = files[i].kind,
                                         .file = data_file(files[i].name),
                                         .file_name = files[i].name,
                                         .now_ms = calendar_now_ms()};
        assert_int_equal(import_run(store, arena, &request, &report), ERR_NONE);
        fclose(request.file);
    }
    struct plan_rules_import rules = {.rules = data_file("rules/diagnosis.csv"),
                                      .held = data_file("rules/held-documents.csv"),
                                      .groups = data_file("rules/duty-groups.csv"),
                                      .obliged = data_file("rules/duty-obliged.csv"),
                                      .now_ms = calendar_now_ms()};
    assert_int_equal(store_write(store, plan_rules_import, &rules), ERR_NONE);
    fclose(rules.rules);
    fclose(rules.held);
    fclose(rules.groups);
    fclose(rules.obliged);
}

static int open_all(void **state) {
    registry_set_listener(plan_service_changed);
    rig_begin((size_t)512 << 20);
    load();
    manager = session_of("manager", 1u << ROLE_it_manager);
    officer = session_of("watcher", 1u << ROLE_auditor);
    rig_serve(routes, COUNT_OF(routes), (struct page_options){0}, (struct http_options){0});
    return 0;
}

static void plan_pages__refresh_what_is_stale_and_draw(void **state) {
    static const char *const all[] = {
        "/plan",         "/plan/as-is",   "/plan/diagnosis", "/plan/diagnosis/once-only",
        "/plan/gaps",    "/plan/ranking", "/plan/duties",    "/plan/duties/coverage",
        "/plan/roadmap", "/plan/settings"};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        get(all[i], manager);
        if (reply.status != 200) {
            fail_msg("%s: %d", all[i], reply.status);
        }
        assert_non_null(strstr(reply.body, "govuk-heading-xl"));
    }
    get("/plan/gaps", manager);
    assert_non_null(strstr(reply.body, "/plan/services/"));
    get("/plan/diagnosis/there-is-none", manager);
    assert_int_equal(reply.status, 404);
}

static void plan_pages__keep_to_permissions(void **state) {
    get("/plan", "");
    assert_int_equal(reply.status, 303);
    get("/plan/settings", officer);
    assert_int_equal(reply.status, 200);
    assert_null(strstr(reply.body, "/plan/settings/hour_rial"));
    get("/plan/settings/hour_rial", officer);
    assert_int_equal(reply.status, 403);
    post("/plan/settings/hour_rial", manager, "value=1&source=x&demonstration=no&version=0");
    assert_int_equal(reply.status, 403); /* no token */
}

static const char *fare_form(const char *token, int version, const char *number) {
    return arena_printf(arena, "csrf=%s&version=%d&value=%s&source=survey&demonstration=no", token,
                        version, number);
}

static void plan_pages__show_what_somebody_else_saved(void **state) {
    get("/plan/settings/fare_rial", manager);
    const char *token = form_token_shown();
    post("/plan/settings/fare_rial", manager, fare_form(token, 0, "70000"));
    assert_int_equal(reply.status, 303);
    post("/plan/settings/fare_rial", manager, fare_form(token, 0, "80000"));
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "80000")); /* what was typed stays */
    assert_non_null(strstr(reply.body, "70000")); /* beside what is saved */
    assert_non_null(strstr(reply.body, "name=\"version\" value=\"1\""));
    post("/plan/settings/fare_rial", manager, fare_form(token, 1, "80000"));
    assert_int_equal(reply.status, 303);
    post("/plan/settings/fare_rial", manager, fare_form(token, 2, "1e9"));
    assert_int_equal(reply.status, 200); /* not a number here */
}

static void plan_pages__take_any_filter(void **state) {
    static const char *const odd[] = {
        "/plan/gaps?stage=99&criterion=-1&queue=x&agency=%27%22%3Cmark%3E&after=%7C%7C",
        "/plan/gaps?after=zz", "/plan/ranking?after=99999999999999999999&blocked=7",
        "/plan/duties?coverage=1000&document=..%2F..&after=a%7Cb",
        "/plan/diagnosis/once-only?after=zz%7Czz&agency=none"};
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        get(odd[i], manager);
        assert_int_equal(reply.status, 200);
        assert_null(strstr(reply.body, "\"<"
                                       "mark"));
    }
}

static void plan_csv__is_utf8_with_every_cell_quoted(void **state) {
    get("/plan/duties/coverage?format=csv", manager);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.text, "text/csv"));
    assert_memory_equal(reply.body, "\xEF\xBB\xBF\"", 4);
}

static void plan_api__gives_gaps_to_everybody_with_null_for_unknown(void **state) {
    get("/api/v1/gaps?limit=2", "");
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "\"visit_debt\":null"));
    assert_non_null(strstr(reply.body, "\"next\":\"/api/v1/gaps?"));
    get("/api/v1/gaps?stage=12", "");
    assert_int_equal(reply.status, 422);
    get("/api/v1/gaps?criterion=beauty", "");
    assert_int_equal(reply.status, 422);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plan_pages__refresh_what_is_stale_and_draw),
        cmocka_unit_test(plan_pages__keep_to_permissions),
        cmocka_unit_test(plan_pages__show_what_somebody_else_saved),
        cmocka_unit_test(plan_pages__take_any_filter),
        cmocka_unit_test(plan_csv__is_utf8_with_every_cell_quoted),
        cmocka_unit_test(plan_api__gives_gaps_to_everybody_with_null_for_unknown),
    };
    return cmocka_run_group_tests(tests, open_all, rig_end);
}
