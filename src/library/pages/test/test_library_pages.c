/* The pages of the library through the whole stack: files come in and go out as they are, errors
   stand at their fields, permissions hold, two people do not hide each other's work. */
#include "page_rig.h"

#include "library.h"

#define FORM "application/x-www-form-urlencoded"
#define BOUNDARY "----bridge"

/* name, method, path, permission, flags */
#define PAGES(X) \
    X(library_list_page, GET, "/desk/models", model_read, 0) \
    X(library_new_page, GET, "/desk/models/new", model_write, 0) \
    X(library_new_send, POST, "/desk/models/new", model_write, HTTP_ROUTE_UPLOAD) \
    X(library_model_page, GET, "/desk/models/{id}", model_read, 0) \
    X(library_draw_page, GET, "/desk/models/new/process", model_write, 0) \
    X(library_write_page, GET, "/desk/models/new/decision", model_write, 0) \
    X(library_edit_page, GET, "/desk/models/{id}/edit", model_write, 0) \
    X(library_version_xml, GET, "/desk/models/{id}/versions/{number}/model.xml", model_read, 0) \
    X(library_compare_page, GET, "/desk/models/{id}/compare", model_read, 0) \
    X(library_simulate_page, GET, "/desk/models/{id}/versions/{number}/simulate", model_read, 0) \
    X(library_simulate_step, POST, "/desk/models/{id}/versions/{number}/simulate", model_read, 0) \
    X(library_settings_page, GET, "/desk/models/{id}/settings", model_write, 0) \
    X(library_settings_send, POST, "/desk/models/{id}/settings", model_write, 0) \
    X(library_version_new_page, GET, "/desk/models/{id}/versions/new", model_write, 0) \
    X(library_version_new_send, POST, "/desk/models/{id}/versions/new", model_write, \
      HTTP_ROUTE_UPLOAD) \
    X(library_version_page, GET, "/desk/models/{id}/versions/{number}", model_read, 0) \
    X(library_version_svg, GET, "/desk/models/{id}/versions/{number}/drawing.svg", model_read, 0) \
    X(library_try_page, GET, "/desk/models/{id}/versions/{number}/try", model_read, 0) \
    X(library_version_file, GET, "/desk/models/{id}/versions/{number}/file", model_read, 0) \
    X(library_publish_page, POST, "/desk/models/{id}/versions/{number}/publish", model_write, 0) \
    X(library_withdraw_page, POST, "/desk/models/{id}/versions/{number}/withdraw", model_write, 0)
#define X(name, method, path, can, flags) enum err name(struct page *page);
PAGES(X)
#undef X

static const struct http_route routes[] = {
#define X(name, method, path, can, flags) \
    {HTTP_##method, path, #name, "", CAN_##can, flags, (void (*)(void))name},
    PAGES(X)
#undef X
};

static const char *manager, *officer;

static const char *session_of(const char *username, uint32_t roles) {
    char token[PEOPLE_TOKEN_SIZE];
    account_add(username, roles, false);
    sign_in(username, token);
    return session(token);
}

static int open_all(void **state) {
    rig_begin((size_t)256 << 20);
    manager = session_of("manager", 1u << ROLE_it_manager);
    officer = session_of("officer", 1u << ROLE_agency_officer);
    rig_serve(routes, COUNT_OF(routes), (struct page_options){0},
              (struct http_options){.upload_max = 16 << 20});
    return 0;
}

/* As the manager, of any length. */
static void submit(const char *target, const char *type, const char *body) {
    int fd = raw_connect(http_server_port(server));
    raw_say(fd, arena_printf(arena,
                             "POST %s HTTP/1.1\r\nHost: x\r\nCookie: %s\r\nContent-Type: %s\r\n"
                             "Content-Length: %zu\r\n\r\n%s",
                             target, manager, type, strlen(body), body));
    raw_read(fd, &reply, false);
    (void)close(fd);
}

static const char *between(const char *before, const char *after) {
    const char *at = NULL;
    for (const char *next = strstr(reply.body, before); next != NULL;
         next = strstr(next + 1, before)) {
        at = next;
    }
    assert_non_null(at);
    at += strlen(before);
    return arena_strndup(arena, at, (size_t)(strstr(at, after) - at));
}

static const char *token(const char *target) {
    get(target, manager);
    assert_int_equal(reply.status, 200);
    return form_token_shown();
}

struct part {
    const char *name, *value;
};

/* file NULL: none is sent */
static void upload(const char *target, const struct part *parts, size_t count, const char *file) {
    const char *body = "";
    for (size_t i = 0; i < count; i++) {
        body = arena_printf(arena,
                            "%s--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"\r\n"
                            "\r\n%s\r\n",
                            body, parts[i].name, parts[i].value);
    }
    if (file != NULL) {
        body = arena_printf(arena,
                            "%s--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"file\"; "
                            "filename=\"a b.bpmn\"\r\nContent-Type: application/xml\r\n\r\n%s\r\n",
                            body, file);
    }
    submit(target, "multipart/form-data; boundary=" BOUNDARY,
           arena_printf(arena, "%s--" BOUNDARY "--\r\n", body));
}

#define MODEL(name, inside) \
    "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" " \
    "targetNamespace=\"urn:t\"><process id=\"p\" name=\"" name "\">" inside \
    "</process></definitions>"
#define SOUND \
    "<startEvent id=\"s\"/><task id=\"t\" name=\"x\"/><endEvent id=\"e\"/>" \
    "<sequenceFlow id=\"a\" sourceRef=\"s\" targetRef=\"t\"/>" \
    "<sequenceFlow id=\"b\" sourceRef=\"t\" targetRef=\"e\"/>"
#define UNSOUND "<task id=\"t\"/><sequenceFlow id=\"f\" sourceRef=\"t\" targetRef=\"gone\"/>"

/* Adds a model; its address. */
static const char *added(const char *title, const char *file) {
    const struct part parts[] = {
        {"csrf", token("/desk/models/new")}, {"title", title}, {"role", "as-is"}};
    upload("/desk/models/new", parts, COUNT_OF(parts), file);
    assert_int_equal(reply.status, 303);
    char location[512];
    raw_header(&reply, "Location", location);
    char *path = arena_strdup(arena, location);
    char *versions = strstr(path, "/versions/");
    assert_non_null(versions);
    *versions = '\0';
    return path;
}

static void file__goes_out_as_it_came_in(void **state) {
    static const char bytes[] = "\xEF\xBB\xBF" MODEL("نام", SOUND) "\r\n<!-- <b>x</b> -->";
    const char *path = added("", bytes);
    get(path, officer);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "نام</bdi>"));
    get(arena_printf(arena, "%s/versions/1/file", path), officer);
    assert_int_equal(reply.status, 200);
    assert_int_equal(reply.body_length, strlen(bytes));
    assert_memory_equal(reply.body, bytes, reply.body_length);
    assert_non_null(strstr(reply.text, "attachment; filename*=UTF-8''a%20b.bpmn"));
    get(arena_printf(arena, "%s/versions/2/file", path), officer);
    assert_int_equal(reply.status, 404);
}

static void broken_file__is_an_error_at_the_field_and_words_stay(void **state) {
    const struct part parts[] = {{"csrf", token("/desk/models/new")},
                                 {"title", "عنوانی که نوشته شد"},
                                 {"role", "to-be"},
                                 {"note", "یادداشت من"}};
    static const char *const broken[] = {"<a><b></a>", "not xml", "<svg/>",
                                         "<!DOCTYPE a [<!ENTITY b \"b\">]><a>&b;</a>"};
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        upload("/desk/models/new", parts, COUNT_OF(parts), broken[i]);
        assert_int_equal(reply.status, 422);
        assert_non_null(strstr(reply.body, "href=\"#field-file\""));
        assert_non_null(strstr(reply.body, "عنوانی که نوشته شد"));
        assert_non_null(strstr(reply.body, "یادداشت من"));
        assert_null(strstr(reply.body, "name=\"kept\""));
    }
    upload("/desk/models/new", parts, COUNT_OF(parts), NULL);
    assert_int_equal(reply.status, 422);
    assert_non_null(strstr(reply.body, "href=\"#field-file\""));
}

static void good_file__waits_while_another_field_is_put_right(void **state) {
    const struct part wrong[] = {{"csrf", token("/desk/models/new")},
                                 {"title", "می‌ماند"},
                                 {"role", "as-is"},
                                 {"service", "999999"}};
    upload("/desk/models/new", wrong, COUNT_OF(wrong), MODEL("x", SOUND));
    assert_int_equal(reply.status, 422);
    assert_non_null(strstr(reply.body, "href=\"#field-service\""));
    const char *kept = between("name=\"kept\" value=\"", "\"");
    const struct part right[] = {{"csrf", form_token_shown()},
                                 {"title", "می‌ماند"},
                                 {"role", "as-is"},
                                 {"kept", kept}};
    upload("/desk/models/new", right, COUNT_OF(right), NULL);
    assert_int_equal(reply.status, 303);
}

static void publish__is_refused_with_reasons_while_there_are_errors(void **state) {
    const char *path = added("با خطا", MODEL("x", UNSOUND));
    const char *csrf = token(path);
    assert_non_null(strstr(reply.body, "govuk-tag--red"));
    const char *form = arena_printf(arena, "csrf=%s", csrf);
    submit(arena_printf(arena, "%s/versions/1/publish", path), FORM, form);
    assert_int_equal(reply.status, 422);
    assert_non_null(strstr(reply.body, "govuk-error-summary"));
    path = added("بی خطا", MODEL("y", SOUND));
    form = arena_printf(arena, "csrf=%s", token(path));
    submit(arena_printf(arena, "%s/versions/1/publish", path), FORM, form);
    assert_int_equal(reply.status, 303);
    get(path, officer);
    assert_non_null(strstr(reply.body, "govuk-tag--green"));
}

static void second_save__is_told_of_the_first_and_may_follow_it(void **state) {
    const char *path = added("دو نفر", MODEL("1", SOUND));
    const char *to = arena_printf(arena, "%s/versions/new", path);
    struct part parts[] = {{"csrf", token(to)}, {"stands_on", "1"}, {"note", ""}};
    upload(to, parts, COUNT_OF(parts), MODEL("2", SOUND));
    assert_int_equal(reply.status, 303);
    upload(to, parts, COUNT_OF(parts), MODEL("3", SOUND));
    assert_int_equal(reply.status, 422);
    assert_non_null(strstr(reply.body, "name=\"stands_on\" value=\"2\""));
    const struct part again[] = {{"csrf", parts[0].value},
                                 {"stands_on", "2"},
                                 {"kept", between("name=\"kept\" value=\"", "\"")}};
    upload(to, again, COUNT_OF(again), NULL);
    assert_int_equal(reply.status, 303);
    get(arena_printf(arena, "%s/versions/3/file", path), manager);
    assert_non_null(strstr(reply.body, "name=\"3\""));
}

static void settings__show_what_somebody_else_saved(void **state) {
    const char *path = added("پیش از تغییر", MODEL("1", SOUND));
    const char *to = arena_printf(arena, "%s/settings", path);
    const char *csrf = token(to);
    const char *first =
        arena_printf(arena, "csrf=%s&edition=1&title=first&role=to-be&agency=&service=", csrf);
    submit(to, FORM, first);
    assert_int_equal(reply.status, 303);
    const char *second =
        arena_printf(arena, "csrf=%s&edition=1&title=second&role=as-is&agency=&service=", csrf);
    submit(to, FORM, second);
    assert_int_equal(reply.status, 422);
    assert_non_null(strstr(reply.body, "value=\"second\""));
    assert_non_null(strstr(reply.body, "first"));
    assert_non_null(strstr(reply.body, "name=\"edition\" value=\"2\""));
}

static const char *file_of(const char *path) {
    static char bytes[1 << 16];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    bytes[length] = '\0';
    return bytes;
}

static void drawing__has_complaints_and_visits_that_links_lead_to(void **state) {
    const char *path = added("نمودار", file_of(KHAJU_SOURCE "/src/library/test/visit.bpmn"));
    get(path, officer);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "id=\"e-office\""));
    assert_non_null(strstr(reply.body, "href=\"#e-office\""));
    assert_non_null(strstr(reply.body, "مادهٔ ۴ آیین‌نامه"));
    get(arena_printf(arena, "%s/versions/1/drawing.svg", path), officer);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.text, "image/svg+xml"));
    get(arena_printf(arena, "%s?diagram=99", path), officer);
    assert_int_equal(reply.status, 200);
    get(arena_printf(arena, "%s/versions/1/drawing.svg?diagram=99", path), officer);
    assert_int_equal(reply.status, 404);
}

static void decision__is_shown_and_tried(void **state) {
    const char *path = added("عوارض", file_of(KHAJU_SOURCE "/src/library/test/fees.dmn"));
    get(path, officer);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "[100..200]"));
    assert_non_null(strstr(reply.body, "خانهٔ کوچک"));
    const char *try = arena_printf(arena, "%s/versions/1/try", path);
    get(try, officer);
    assert_int_equal(reply.status, 200);
    get(arena_printf(arena,
                     "%s?ask=1&decision=%%D8%%B9%%D9%%88%%D8%%A7%%D8%%B1%%D8%%B6&in_0=150"
                     "&in_2=false",
                     try),
        officer);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "۳۰۰٬۰۰۰"));
    get(arena_printf(arena, "%s?ask=1&decision=%%D8%%B9%%D9%%88%%D8%%A7%%D8%%B1%%D8%%B6&in_0=x",
                     try),
        officer);
    assert_int_equal(reply.status, 422);
    assert_non_null(strstr(reply.body, "href=\"#field-in_0\""));
    get(arena_printf(arena, "%s?decision=nothing", try), officer);
    assert_int_equal(reply.status, 404);
    get(arena_printf(arena, "%s/versions/1/try", added("فرآیند", MODEL("x", SOUND))), officer);
    assert_int_equal(reply.status, 404);
}

static void comparison__shows_what_changes(void **state) {
    const char *as_is =
        added("موجود", file_of(KHAJU_SOURCE "/data/processes/smart-card.as-is.bpmn"));
    const char *to_be =
        added("مطلوب", file_of(KHAJU_SOURCE "/data/processes/smart-card.to-be.bpmn"));
    const char *id = strrchr(to_be, '/') + 1;
    get(arena_printf(arena, "%s/compare", as_is), officer);
    assert_int_equal(reply.status, 200); /* no service: the other one is chosen */
    assert_non_null(strstr(reply.body, arena_printf(arena, "compare?with=%s", id)));
    get(arena_printf(arena, "%s/compare?with=%s", as_is, id), officer);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "id=\"a-capture\""));
    assert_non_null(strstr(reply.body, "id=\"b-capture\""));
    assert_non_null(strstr(reply.body, "ماده ۳۸ قانون ثبت احوال"));
    const char *decision = added("تصمیم", file_of(KHAJU_SOURCE "/src/library/test/fees.dmn"));
    get(arena_printf(arena, "%s/compare?with=%s", as_is, strrchr(decision, '/') + 1), officer);
    assert_int_equal(reply.status, 422);
    get(arena_printf(arena, "%s/compare?with=nothing", as_is), officer);
    assert_int_equal(reply.status, 404);
}

/* The forms of a simulation, sent as a browser would. */
static void simulate(const char *target, const char *more) {
    const char *log = between("name=\"log\" value=\"", "\"");
    const char *encoded = "";
    for (const char *at = log; *at != '\0'; at++) {
        bool quote = strncmp(at, "&quot;", 6) == 0 || strncmp(at, "&#34;", 5) == 0;
        encoded = quote ? arena_printf(arena, "%s%%22", encoded)
                        : arena_printf(arena, "%s%%%02X", encoded, (unsigned char)*at);
        at += quote ? strcspn(at, ";") : 0;
    }
    submit(target, FORM,
           arena_printf(arena, "csrf=%s&process=%s&log=%s&%s", form_token_shown(),
                        between("name=\"process\" value=\"", "\""), encoded, more));
}

static void simulation__goes_on_and_back_and_writes_nothing(void **state) {
    const char *path =
        added("شبیه‌سازی", file_of(KHAJU_SOURCE "/data/processes/smart-card.as-is.bpmn"));
    const char *target = arena_printf(arena, "%s/versions/1/simulate", path);
    get(target, manager);
    assert_int_equal(reply.status, 200);
    simulate(target, "act=go&choice=0");
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "class=\"drawing-mark\""));
    simulate(target, "act=go&choice=0");
    simulate(target, "act=go&choice=0&answer_0=false");
    assert_non_null(
        strstr(reply.body, "«فراهم‌کردن مدارک» انجام می‌شود"));
    simulate(target, "act=back");
    assert_non_null(strstr(
        reply.body,
        "«بررسی مدارک و ثبت عکس و اثر انگشت» انجام می‌شود"));
    simulate(target, "act=go&choice=7");
    assert_int_equal(reply.status, 422);
    simulate(target, "act=go&choice=0&lines=nonsense");
    assert_int_equal(reply.status, 422);
    assert_non_null(strstr(reply.body, "nonsense</textarea>"));
    simulate(target, "act=again");
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "name=\"log\" value=\"[]\""));
    submit(target, FORM, arena_printf(arena, "csrf=%s&log=%%7B", form_token_shown()));
    assert_int_equal(reply.status, 422);
}

static void editor__has_one_policy_of_its_own_and_says_so_without_a_script(void **state) {
    char policy[512];
    const char *path = added("ویرایش", MODEL("x", SOUND));
    const char *targets[] = {arena_printf(arena, "%s/edit", path), "/desk/models/new/process",
                             "/desk/models/new/decision"};
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        get(targets[i], manager);
        assert_int_equal(reply.status, 200);
        assert_non_null(strstr(reply.body, "id=\"kh-unscripted\""));
        raw_header(&reply, "Content-Security-Policy", policy);
        assert_non_null(strstr(policy, "default-src 'self'; style-src"));
        assert_null(strstr(policy, "script-src"));
        const char *header = strcasestr(reply.text, "Content-Security-Policy:");
        assert_null(strcasestr(header + 1, "Content-Security-Policy:"));
        get(targets[i], officer);
        assert_int_equal(reply.status, 403);
    }
    get(path, manager);
    raw_header(&reply, "Content-Security-Policy", policy);
    assert_null(strstr(policy, "unsafe"));
}

static void editor__gets_utf8_whatever_the_file_is_in(void **state) {
    const char *path =
        added("رمز", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" MODEL("caf\xE9", SOUND));
    get(arena_printf(arena, "%s/versions/1/model.xml", path), officer);
    assert_int_equal(reply.status, 200);
    assert_non_null(strstr(reply.body, "caf\xC3\xA9"));
    get(arena_printf(arena, "%s/versions/1/file", path), officer);
    assert_non_null(strstr(reply.body, "caf\xE9"));
}

static void pages__keep_to_permissions(void **state) {
    const char *path = added("اجازه", MODEL("x", SOUND));
    get("/desk/models", "");
    assert_int_equal(reply.status, 303);
    get("/desk/models/new", officer);
    assert_int_equal(reply.status, 403);
    get(path, officer);
    assert_int_equal(reply.status, 200);
    assert_null(strstr(reply.body, "/publish"));
    assert_null(strstr(reply.body, "/settings"));
}

static void list__takes_any_filter(void **state) {
    static const char *const odd[] = {
        "/desk/models?kind=x&role=%3C&state=9&complaints=errors&agency=%27&after=zz",
        "/desk/models?q=%25%22%3Cmark%3E", "/desk/models?after=99999999999999999999.x"};
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        get(odd[i], manager);
        assert_int_equal(reply.status, 200);
        assert_null(strstr(reply.body, "\"<"
                                       "mark"));
    }
    get("/desk/models/nothing", manager);
    assert_int_equal(reply.status, 404);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file__goes_out_as_it_came_in),
        cmocka_unit_test(broken_file__is_an_error_at_the_field_and_words_stay),
        cmocka_unit_test(good_file__waits_while_another_field_is_put_right),
        cmocka_unit_test(publish__is_refused_with_reasons_while_there_are_errors),
        cmocka_unit_test(second_save__is_told_of_the_first_and_may_follow_it),
        cmocka_unit_test(settings__show_what_somebody_else_saved),
        cmocka_unit_test(drawing__has_complaints_and_visits_that_links_lead_to),
        cmocka_unit_test(decision__is_shown_and_tried),
        cmocka_unit_test(comparison__shows_what_changes),
        cmocka_unit_test(simulation__goes_on_and_back_and_writes_nothing),
        cmocka_unit_test(editor__has_one_policy_of_its_own_and_says_so_without_a_script),
        cmocka_unit_test(editor__gets_utf8_whatever_the_file_is_in),
        cmocka_unit_test(pages__keep_to_permissions),
        cmocka_unit_test(list__takes_any_filter),
    };
    return cmocka_run_group_tests(tests, open_all, rig_end);
}
