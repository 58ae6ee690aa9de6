/* Forms: what is right, what is wrong, and that nothing typed is lost either way. */
#include "form.h"

#include "fault.h"
#include "tr.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct form_option ways[] = {
    {"web", "Web", NULL}, {"office", "Office", NULL}, {"visit", "Visit", NULL}};

static const struct form_field fee_fields[] = {
    {.name = "case", .type = FORM_TEXT, .label = "Case", .required = true, .max = 20},
    {.name = "amount", .type = FORM_MONEY, .label = "Amount"},
    {.name = "free", .type = FORM_YESNO, .label = "Free"},
};

static const struct form_field fields[] = {
    {.name = "title",
     .type = FORM_TEXT,
     .label = "Heading of the example",
     .required = true,
     .max = 10},
    {.name = "code", .type = FORM_TEXT, .label = "Code", .latin = true},
    {.name = "about", .type = FORM_MULTILINE, .label = "About", .max = 50},
    {.name = "password", .type = FORM_PASSWORD, .label = "Password", .max = 20},
    {.name = "days", .type = FORM_INT, .label = "Days", .least = 1, .most = 365},
    {.name = "price", .type = FORM_MONEY, .label = "Price"},
    {.name = "since", .type = FORM_DATE, .label = "Since"},
    {.name = "link", .type = FORM_URL, .label = "Link"},
    {.name = "way", .type = FORM_RADIO, .label = "Way", .options = ways, .option_count = 3},
    {.name = "all", .type = FORM_CHECKBOXES, .label = "All", .options = ways, .option_count = 3},
    {.name = "main", .type = FORM_SELECT, .label = "Main", .options = ways, .option_count = 3},
    {.name = "online", .type = FORM_YESNO, .label = "Online"},
    {.name = "fee",
     .type = FORM_GROUP,
     .label = "Fees",
     .fields = fee_fields,
     .field_count = 3,
     .max = 3},
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define READ(form, ...) \
    form_read_fields(form, (const struct http_field[]){__VA_ARGS__}, \
                     COUNT(((const struct http_field[]){__VA_ARGS__})))

static struct arena *arena;
static struct form *form;

static int setup(void **state) {
    arena = arena_create(8 << 20);
    form = form_create(arena, fields, COUNT(fields));
    return form == NULL;
}

static int teardown(void **state) {
    arena_destroy(arena);
    return 0;
}

static void form__takes_what_is_right(void **state) {
    assert_int_equal(READ(form, {"title", "  انشعاب  آب "}, {"code", "۱۲-AB"},
                          {"about", "یک\r\nدو"}, {"password", " p w "}, {"days", "۴۵"},
                          {"price", "۲۵۰٬۰۰۰"}, {"since.day", "۲"}, {"since.month", "9"},
                          {"since.year", "۱۴۰۴"}, {"link", "https://example.ir/x"}, {"way", "web"},
                          {"all", "web"}, {"all", "visit"}, {"main", "office"}, {"online", "0"}),
                     ERR_NONE);
    int64_t value;
    assert_true(form_ok(form));
    assert_string_equal(form_value(form, "title"), "انشعاب آب");
    assert_string_equal(form_value(form, "code"), "12-AB");
    assert_string_equal(form_value(form, "about"), "یک\nدو");
    assert_string_equal(form_value(form, "password"), " p w ");
    assert_true(form_int(form, "days", &value));
    assert_int_equal(value, 45);
    assert_true(form_int(form, "price", &value));
    assert_int_equal(value, 250000);
    assert_string_equal(form_value(form, "since"), "1404/09/02");
    assert_true(form_day(form, "since", &value));
    assert_int_equal(value, 20415);
    assert_true(form_checked(form, "all", "web"));
    assert_false(form_checked(form, "all", "office"));
    assert_true(form_checked(form, "all", "visit"));
    assert_true(form_checked(form, "way", "web"));
    assert_true(form_int(form, "online", &value));
    assert_int_equal(value, 0);
}

static void form__unknown_zero_and_no_are_three_things(void **state) {
    int64_t value = 7;
    assert_int_equal(READ(form, {"title", "ت"}, {"price", ""}, {"online", ""}), ERR_NONE);
    assert_false(form_int(form, "price", &value));
    assert_false(form_int(form, "online", &value));
    assert_false(form_int(form, "never-declared", &value));
    assert_int_equal(READ(form, {"title", "ت"}, {"price", "0"}, {"online", "0"}), ERR_NONE);
    assert_true(form_int(form, "price", &value));
    assert_int_equal(value, 0);
}

static const struct {
    const char *name, *value;
} wrong[] = {
    {"title", ""},
    {"title", "   "},
    {"title", "یازده حرف است"},
    {"title", "a\x01z"},
    {"title", "\x1b[31m"},
    {"about", "\x08"},
    {"days", "زیاد"},
    {"days", "0"},
    {"days", "366"},
    {"days", "12.5"},
    {"days", "99999999999999999999"},
    {"days", "1e3"},
    {"price", "-1"},
    {"price", "ریال"},
    {"since", "1404/13/01"},
    {"since", "2025-11-23"},
    {"since.day", "2"},
    {"link", "example.ir"},
    {"link", "javascript:alert(1)"},
    {"link", "http://"},
    {"link", "http:///x"},
    {"link", "https://a b"},
    {"link", "http://<x>"},
    {"way", "plane"},
    {"way", "web,office"},
    {"all", "plane"},
    {"main", "WEB"},
    {"online", "2"},
    {"online", "yes"},
    {"password", "123456789012345678901"},
    {"fee.0.amount", "۵"},
    {"fee.3.case", "چهارم"},
    {"fee.0.free", "maybe"},
    {"fee.99999999999999999999.case", "x"},
};

static void form__says_what_is_wrong_and_keeps_it(void **state) {
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct http_field sent[2] = {{"title", "درست"}, {wrong[i].name, wrong[i].value}};
        bool title = strcmp(wrong[i].name, "title") == 0;
        size_t first = title ? 1 : 0;
        if (form_read_fields(form, sent + first, 2 - first) != ERR_INVALID) {
            fail_msg("%s: \"%s\" was taken", wrong[i].name, wrong[i].value);
        }
        assert_false(form_ok(form));
        assert_string_equal(err_last()->code, "FRM-2");
        const char *summary = form_summary(form).markup;
        assert_non_null(strstr(summary, "govuk-error-summary"));
        if (strchr(wrong[i].name, '.') == NULL) {
            assert_non_null(form_error_at(form, wrong[i].name));
            assert_non_null(strstr(summary, "href=\"#field-"));
        }
    }
    assert_int_equal(READ(form, {"title", "ت"}, {"days", " خیلی زیاد "}), ERR_INVALID);
    assert_string_equal(form_value(form, "days"), "خیلی زیاد");
    assert_non_null(strstr(form_widget(form, "days").markup, "value=\"خیلی زیاد\""));
}

static void form__dates_are_real_days(void **state) {
    static const struct {
        const char *day, *month, *year;
        bool right;
    } dates[] = {
        {"30", "12", "1403", true}, {"30", "12", "1404", false}, {"31", "6", "1404", true},
        {"31", "7", "1404", false}, {"0", "1", "1404", false},   {"1", "0", "1404", false},
        {"1", "13", "1404", false}, {"2", "9", "04", false},     {"2", "9", "2025", false},
        {"۲", "۹", "۱۴۰۴", true},   {"x", "9", "1404", false},   {"-2", "9", "1404", false},
        {"2", "", "1404", false},   {"", "", "", true},
    };
    for (size_t i = 0; i < COUNT(dates); i++) {
        enum err err = READ(form, {"title", "ت"}, {"since.day", dates[i].day},
                            {"since.month", dates[i].month}, {"since.year", dates[i].year});
        assert_int_equal(err, dates[i].right ? ERR_NONE : ERR_INVALID);
    }
    /* the typed parts are drawn again, also when they are no date */
    assert_int_equal(READ(form, {"title", "ت"}, {"since.day", "31"}, {"since.month", "7"},
                          {"since.year", "1404"}),
                     ERR_INVALID);
    assert_non_null(strstr(form_widget(form, "since").markup, "value=\"۳۱\""));
}

static void form__rows_left_empty_go_and_the_rest_moves_up(void **state) {
    assert_int_equal(READ(form, {"title", "ت"}, {"fee.0.case", ""}, {"fee.0.amount", ""},
                          {"fee.0.free", ""}, {"fee.2.case", "دوم"}, {"fee.2.amount", "۵"}),
                     ERR_NONE);
    assert_int_equal(form_rows(form, "fee"), 1);
    assert_string_equal(form_value(form, "fee.0.case"), "دوم");
    assert_string_equal(form_value(form, "fee.2.case"), "");
}

static void form__adds_and_removes_rows_without_judging(void **state) {
    assert_int_equal(READ(form, {"title", ""}, {"fee.0.case", "یک"}, {"fee.1.case", "دو"},
                          {"form_act", "remove:fee:0"}),
                     ERR_NONE);
    assert_string_equal(form_acted(form), "remove:fee:0");
    assert_int_equal(form_rows(form, "fee"), 1);
    assert_string_equal(form_value(form, "fee.0.case"), "دو");
    assert_int_equal(READ(form, {"title", ""}, {"fee.0.case", ""}, {"form_act", "add:fee"}),
                     ERR_NONE);
    assert_int_equal(form_rows(form, "fee"), 2);
    assert_int_equal(READ(form, {"title", ""}, {"fee.2.case", "x"}, {"fee.0.case", ""},
                          {"fee.1.case", ""}, {"form_act", "add:fee"}),
                     ERR_INVALID);
    assert_int_equal(form_rows(form, "fee"), 3);
    static const char *const nonsense[] = {
        "add:",          "add:title",    "remove:fee", "remove:fee:x",
        "remove:fee:-1", "delete:fee:0", "",           "add:fee:fee:fee"};
    for (size_t i = 0; i < COUNT(nonsense) - 1; i++) {
        assert_int_equal(READ(form, {"title", "ت"}, {"form_act", nonsense[i]}), ERR_NONE);
        assert_null(form_acted(form));
    }
    assert_int_equal(
        READ(form, {"title", "ت"}, {"fee.0.case", "یک"}, {"form_act", "remove:fee:99999999999"}),
        ERR_NONE);
    assert_int_equal(form_rows(form, "fee"), 1);
}

static void form__more_answers_than_options_are_refused(void **state) {
    assert_int_equal(
        READ(form, {"title", "ت"}, {"all", "web"}, {"all", "web"}, {"all", "web"}, {"all", "web"}),
        ERR_INVALID);
    assert_non_null(form_error_at(form, "all"));
}

static void form__more_fields_than_a_form_may_have_are_refused(void **state) {
    struct http_field *many = calloc(20001, sizeof(*many));
    assert_non_null(many);
    for (size_t i = 0; i < 20001; i++) {
        many[i] = (struct http_field){"title", "x"};
    }
    assert_int_equal(form_read_fields(form, many, 20001), ERR_LIMIT);
    assert_int_equal(form_read_fields(form, many, 20000), ERR_NONE);
    free(many);
}

static void form__draws_labels_hints_and_errors_that_belong_together(void **state) {
    assert_int_equal(READ(form, {"title", "\"><script>"}, {"password", "secret"}, {"days", "x"}),
                     ERR_INVALID);
    const char *markup = form_widgets(form).markup;
    assert_non_null(strstr(markup, "<label class=\"govuk-label govuk-label--s\" "
                                   "for=\"field-title\">Heading of the example (الزامی)</label>"));
    assert_non_null(strstr(markup, "value=\"&quot;&gt;&lt;script&gt;\""));
    assert_null(strstr(markup, "<script>"));
    assert_null(strstr(markup, "secret"));
    assert_non_null(strstr(markup, "id=\"field-days-error\""));
    assert_non_null(strstr(markup, "aria-describedby=\"field-days-error\""));
    assert_null(strstr(markup, "aria-describedby=\"field-title"));
    assert_non_null(strstr(markup, "value=\"add:fee\""));
    /* Enter in a field must never press "remove": the first button of the group just sends */
    const char *group = form_widget(form, "fee").markup;
    const char *first = strstr(group, "<button");
    assert_non_null(first);
    assert_non_null(strstr(first, "aria-hidden=\"true\""));
    assert_true(strstr(first, "form_act") > strstr(first, "</button>"));
}

static void form__shows_what_was_set(void **state) {
    form_set(form, "title", "عنوان");
    form_set_int(form, "price", 1250000);
    form_set_day(form, "since", 20415);
    form_check(form, "all", "office");
    form_set_rows(form, "fee", 2);
    form_set(form, "fee.1.case", "<دوم>");
    form_set(form, "fee.7.case", "past the end");
    form_set(form, "nothing", "x");
    const char *markup = form_widgets(form).markup;
    assert_non_null(strstr(markup, "value=\"۱٬۲۵۰٬۰۰۰\""));
    assert_non_null(strstr(markup, "value=\"۱۴۰۴\""));
    assert_non_null(strstr(markup, "value=\"office\" checked"));
    assert_non_null(strstr(markup, "value=\"&lt;دوم&gt;\""));
    assert_null(strstr(markup, "past the end"));
    assert_string_equal(form_summary(form).markup, "");
}

static void form__errors_of_the_model_are_drawn(void **state) {
    form_error(form, "title", "این عنوان <هست>");
    form_error(form, NULL, "همه چیز");
    const char *summary = form_summary(form).markup;
    assert_non_null(strstr(summary, "همه چیز"));
    assert_non_null(strstr(summary, "<a href=\"#field-title\">این عنوان &lt;هست&gt;</a>"));
    assert_non_null(strstr(form_widget(form, "title").markup, "govuk-form-group--error"));
    assert_string_equal(form_error_at(form, NULL), "همه چیز");
}

static void form__csrf_field_holds_only_a_token(void **state) {
    assert_string_equal(form_csrf("Ab-_1=").markup,
                        "<input type=\"hidden\" name=\"csrf\" value=\"Ab-_1=\">");
    assert_string_equal(form_csrf("a\"><script>").markup,
                        "<input type=\"hidden\" name=\"csrf\" value=\"a\">");
    assert_string_equal(form_csrf(NULL).markup, "<input type=\"hidden\" name=\"csrf\" value=\"\">");
}

static void form__json_meets_the_same_checks(void **state) {
    static const struct {
        const char *json;
        enum err err;
    } cases[] = {
        {"{\"title\": \"آب\", \"days\": 3, \"online\": true, \"all\": [\"web\"], "
         "\"since\": \"1404/09/02\", \"fee\": [{\"case\": \"یک\", \"amount\": 5}]}",
         ERR_NONE},
        {"{\"title\": \"آب\", \"price\": null}", ERR_NONE},
        {"{}", ERR_INVALID},
        {"[]", ERR_INVALID},
        {"{\"title\": [\"آب\"]}", ERR_INVALID},
        {"{\"title\": {\"x\": 1}}", ERR_INVALID},
        {"{\"title\": 1.5}", ERR_INVALID},
        {"{\"title\": \"آب\", \"days\": \"زیاد\"}", ERR_INVALID},
        {"{\"title\": \"آب\", \"unheard\": 1}", ERR_INVALID},
        {"{\"title\": \"آب\", \"fee\": [[1]]}", ERR_INVALID},
        {"{\"title\": \"آب\", \"fee\": [1]}", ERR_INVALID},
        {"{\"title\": \"آب\", \"fee\": [{\"amount\": 1}]}", ERR_INVALID},
        {"{\"title\": \"آب\", \"all\": [{}]}", ERR_INVALID},
        {"{\"title\": \"آب\", \"fee\": [[[[[[]]]]]]}", ERR_LIMIT},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        json_t *json = json_loads(cases[i].json, 0, NULL);
        assert_non_null(json);
        assert_int_equal(form_read_json(form, json), cases[i].err);
        json_decref(json);
        if (i == 0) {
            assert_string_equal(form_value(form, "fee.0.amount"), "5");
            assert_string_equal(form_value(form, "online"), "1");
            assert_true(form_checked(form, "all", "web"));
        }
    }
    json_t *nul = json_pack("{s:s%}", "title", "a\0b", (size_t)3);
    assert_int_equal(form_read_json(form, nul), ERR_INVALID);
    json_decref(nul);
}

static void form__schema_says_what_json_may_hold(void **state) {
    json_t *schema = form_json_schema(fields, COUNT(fields));
    json_t *properties = json_object_get(schema, "properties");
    assert_int_equal(json_object_size(properties), COUNT(fields));
    assert_int_equal(
        json_integer_value(json_object_get(json_object_get(properties, "days"), "maximum")), 365);
    assert_string_equal(json_string_value(json_array_get(json_object_get(schema, "required"), 0)),
                        "title");
    json_t *fee = json_object_get(properties, "fee");
    assert_int_equal(json_integer_value(json_object_get(fee, "maxItems")), 3);
    assert_non_null(
        json_object_get(json_object_get(json_object_get(fee, "items"), "properties"), "amount"));
    json_decref(schema);
}

static size_t times(const char *text, const char *word) {
    size_t count = 0;
    for (; (text = strstr(text, word)) != NULL; text += strlen(word)) {
        count++;
    }
    return count;
}

static void form__marks_the_rarer_kind_of_field(void **state) {
    /* the declaration above: 2 of 15 fields must be filled in, one of them in a group's row */
    const char *drawn = form_widgets(form).markup;
    assert_int_equal(times(drawn, "(الزامی)"), 1);
    assert_int_equal(times(drawn, "(اختیاری)"), 0);
    assert_non_null(strstr(drawn, tr("Only the fields marked “required” must be filled in.")));

    const struct form_field mostly[] = {
        {.name = "a", .type = FORM_TEXT, .label = "A", .required = true},
        {.name = "b", .type = FORM_TEXT, .label = "B"}};
    drawn = form_widgets(form_create(arena, mostly, 2)).markup;
    assert_int_equal(times(drawn, "(الزامی)"), 0);
    assert_int_equal(times(drawn, "(اختیاری)"), 1);
    assert_string_equal(form_guide(form_create(arena, mostly, 2)).markup, "");

    drawn = form_widgets(form_create(arena, &mostly[1], 1)).markup;
    assert_int_equal(times(drawn, "(الزامی)") + times(drawn, "(اختیاری)"), 0);
    assert_non_null(strstr(drawn, tr("You may leave any of these fields empty.")));
}

/* Every allocation of reading and drawing fails once; nothing may be lost but the page. */
static void form__survives_every_failing_allocation(void **state) {
    const struct http_field sent[] = {
        {"title", ""}, {"days", "x"}, {"all", "web"}, {"since.day", "2"}, {"fee.0.case", "یک"}};
    for (unsigned long nth = 1; nth < 4000; nth++) {
        struct arena *small = arena_create(4 << 20);
        fault_arm(FAULT_ALLOC, nth);
        struct form *tried = form_create(small, fields, COUNT(fields));
        if (tried != NULL) {
            enum err err = form_read_fields(tried, sent, COUNT(sent));
            assert_int_not_equal(err, ERR_NONE);
            assert_non_null(form_widgets(tried).markup);
            assert_non_null(form_summary(tried).markup);
        }
        bool fired = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        arena_destroy(small);
        if (!fired) {
            return;
        }
    }
    fail_msg("the faults never ended");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(form__takes_what_is_right),
        TEST(form__unknown_zero_and_no_are_three_things),
        TEST(form__says_what_is_wrong_and_keeps_it),
        TEST(form__dates_are_real_days),
        TEST(form__rows_left_empty_go_and_the_rest_moves_up),
        TEST(form__adds_and_removes_rows_without_judging),
        TEST(form__more_answers_than_options_are_refused),
        TEST(form__more_fields_than_a_form_may_have_are_refused),
        TEST(form__draws_labels_hints_and_errors_that_belong_together),
        TEST(form__shows_what_was_set),
        TEST(form__errors_of_the_model_are_drawn),
        TEST(form__csrf_field_holds_only_a_token),
        TEST(form__json_meets_the_same_checks),
        TEST(form__schema_says_what_json_may_hold),
        TEST(form__marks_the_rarer_kind_of_field),
        TEST(form__survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
