/* Cells as agencies write them: tables of real texts and what is read from them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "values.h"

static struct arena *arena;

static int setup(void **state) {
    arena = arena_create(1 << 24);
    return arena == NULL;
}

static int teardown(void **state) {
    arena_destroy(arena);
    return 0;
}

struct time_expected {
    const char *text;
    enum value_reading reading;
    size_t count;
    struct time_case first;
};
#define K(n) \
    { true, (n) }
#define U \
    { false, 0 }

static void times__are_read_as_least_most_unit_and_condition(void **state) {
    static const struct time_expected cases[] = {
        {"حدود ۴۵ روز", VALUE_READ, 1, {K(45), K(45), TIME_DAY, TIME_DAY, false, true, ""}},
        {"2 ساعت تا 1 روز", VALUE_READ, 1, {K(2), K(1), TIME_HOUR, TIME_DAY, false, false, ""}},
        {"حداکثر 4 روز", VALUE_READ, 1, {U, K(4), TIME_DAY, TIME_DAY, false, false, ""}},
        {"دست‌کم 1 سال",
         VALUE_READ,
         1,
         {K(1), U, TIME_YEAR, TIME_YEAR, false, false, ""}},
        {"4 روز (کشتاری)؛ 3 هفته (داشتی)",
         VALUE_READ,
         2,
         {K(4), K(4), TIME_DAY, TIME_DAY, false, false, "کشتاری"}},
        {"قطع 24 ساعت؛ وصل 48 ساعت",
         VALUE_READ,
         2,
         {K(24), K(24), TIME_HOUR, TIME_HOUR, false, false, "قطع"}},
        {"6 روز کاری", VALUE_READ, 1, {K(6), K(6), TIME_DAY, TIME_DAY, true, false, ""}},
        {"12 تا 16 روز", VALUE_READ, 1, {K(12), K(16), TIME_DAY, TIME_DAY, false, false, ""}},
        {"۲-۵ روز", VALUE_READ, 1, {K(2), K(5), TIME_DAY, TIME_DAY, false, false, ""}},
        {"یک ساعت", VALUE_READ, 1, {K(1), K(1), TIME_HOUR, TIME_HOUR, false, false, ""}},
        {"بيش از ۵ روز", VALUE_READ, 1, {K(5), U, TIME_DAY, TIME_DAY, false, false, ""}},
        {"متغیر", VALUE_TEXT_ONLY, 0, {U, U, 0, 0, false, false, NULL}},
        {"ماه", VALUE_TEXT_ONLY, 0, {U, U, 0, 0, false, false, NULL}},
        {"1 ماه و 10 روز", VALUE_TEXT_ONLY, 0, {U, U, 0, 0, false, false, NULL}},
        {"5 روز تا 2 ساعت", VALUE_TEXT_ONLY, 0, {U, U, 0, 0, false, false, NULL}},
        {"1.5 روز", VALUE_TEXT_ONLY, 0, {U, U, 0, 0, false, false, NULL}},
        {"99999999999999999999 روز", VALUE_TEXT_ONLY, 0, {U, U, 0, 0, false, false, NULL}},
        {"3 روز؛ بستگی دارد", VALUE_PARTLY, 1, {K(3), K(3), TIME_DAY, TIME_DAY, false, false, ""}},
        {"", VALUE_EMPTY, 0, {U, U, 0, 0, false, false, NULL}},
        {"-", VALUE_EMPTY, 0, {U, U, 0, 0, false, false, NULL}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct value_times out;
        enum value_reading reading;
        assert_int_equal(value_read_times(arena, cases[i].text, &out, &reading), ERR_NONE);
        if (reading != cases[i].reading || out.count != cases[i].count) {
            fail_msg("\"%s\": reading %d, %zu cases", cases[i].text, reading, out.count);
        }
        if (out.count == 0) {
            continue;
        }
        const struct time_case *got = &out.items[0];
        const struct time_case *want = &cases[i].first;
        if (got->least.known != want->least.known || got->least.value != want->least.value ||
            got->most.known != want->most.known || got->most.value != want->most.value ||
            got->least_unit != want->least_unit || got->most_unit != want->most_unit ||
            got->working != want->working || got->approximate != want->approximate ||
            strcmp(got->condition, want->condition) != 0) {
            fail_msg("\"%s\": %d %lld – %d %lld, condition \"%s\"", cases[i].text, got->least.known,
                     (long long)got->least.value, got->most.known, (long long)got->most.value,
                     got->condition);
        }
    }
}

struct fee_expected {
    const char *text;
    enum value_reading reading;
    size_t count;
    struct maybe_int least, most;
    const char *condition;
    const char *formula;
};

static void fees__keep_free_unknown_and_rules_apart(void **state) {
    static const struct fee_expected cases[] = {
        {"0", VALUE_READ, 1, K(0), K(0), "", ""},
        {"رایگان", VALUE_READ, 1, K(0), K(0), "", ""},
        {"", VALUE_EMPTY, 0, U, U, NULL, NULL},
        {"-", VALUE_EMPTY, 0, U, U, NULL, NULL},
        {"250000", VALUE_READ, 1, K(250000), K(250000), "", ""},
        {"۱٬۷۵۴٬۹۰۰ ریال", VALUE_READ, 1, K(1754900), K(1754900), "", ""},
        {"150000 تا 600000", VALUE_READ, 1, K(150000), K(600000), "", ""},
        {"199400 (تک‌فاز)؛ 219600 (سه‌فاز)", VALUE_READ, 2, K(199400), K(199400),
         "تک‌فاز", ""},
        {"2010000 (تا ۵۰ کیلومتر)؛ 2280000 (۵۰ تا ۱۰۰)؛ 3000000 (بیش از ۱۰۰)", VALUE_READ, 3,
         K(2010000), K(2010000), "تا ۵۰ کیلومتر", ""},
        {"نیم در هزار سرمایه ثابت تا سقف 1000000", VALUE_READ, 1, U, K(1000000), "",
         "نیم در هزار سرمایه ثابت تا سقف 1000000"},
        {"طبق دفترچه عوارض", VALUE_READ, 1, U, U, "", "طبق دفترچه عوارض"},
        {"20 هزار تومان", VALUE_READ, 1, K(200000), K(200000), "", ""},
        {"600000 تا 150000", VALUE_TEXT_ONLY, 1, U, U, "", "600000 تا 150000"},
        {"صدور 560000", VALUE_READ, 1, K(560000), K(560000), "صدور", ""},
        {"با کارشناس", VALUE_TEXT_ONLY, 1, U, U, "", "با کارشناس"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct value_fees out;
        enum value_reading reading;
        assert_int_equal(value_read_fees(arena, cases[i].text, &out, &reading), ERR_NONE);
        if (reading != cases[i].reading || out.count != cases[i].count) {
            fail_msg("\"%s\": reading %d, %zu cases", cases[i].text, reading, out.count);
        }
        if (out.count > 0) {
            const struct fee_case *got = &out.items[0];
            assert_int_equal(got->least.known, cases[i].least.known);
            assert_int_equal(got->least.value, cases[i].least.value);
            assert_int_equal(got->most.known, cases[i].most.known);
            assert_int_equal(got->most.value, cases[i].most.value);
            assert_string_equal(got->condition, cases[i].condition);
            assert_string_equal(got->formula, cases[i].formula);
        }
    }
}

static void fees__are_free_only_when_the_number_is_zero(void **state) {
    struct value_fees out;
    enum value_reading reading;
    assert_int_equal(value_read_fees(arena, "0", &out, &reading), ERR_NONE);
    assert_true(fee_is_free(&out.items[0]));
    assert_int_equal(value_read_fees(arena, "طبق تعرفه", &out, &reading), ERR_NONE);
    assert_false(fee_is_free(&out.items[0]));
}

static void volumes__keep_a_part_of_a_year_a_part(void **state) {
    struct value_volumes out;
    enum value_reading reading;
    assert_int_equal(
        value_read_volumes(arena, "22778 (۶ ماه نخست ۱۴۰۴)؛ 18633 (۵ ماه نخست)", &out, &reading),
        ERR_NONE);
    assert_int_equal(reading, VALUE_READ);
    assert_int_equal(out.count, 2);
    assert_int_equal(out.items[0].amount.value, 22778);
    assert_int_equal(out.items[0].months, 6);
    assert_int_equal(out.items[0].year, 1404);
    assert_int_equal(out.items[0].period, PERIOD_NONE);
    assert_int_equal(out.items[1].months, 5);
    assert_int_equal(out.items[1].year, 0);

    assert_int_equal(value_read_volumes(arena, "۳۱٬۰۰۰ در سال", &out, &reading), ERR_NONE);
    assert_int_equal(out.items[0].amount.value, 31000);
    assert_int_equal(out.items[0].period, PERIOD_YEAR);
}

static void volumes__take_a_period_without_a_number_as_not_reported(void **state) {
    struct value_volumes out;
    enum value_reading reading;
    assert_int_equal(value_read_volumes(arena, "ماه", &out, &reading), ERR_NONE);
    assert_int_equal(out.count, 0);
    assert_int_equal(reading, VALUE_TEXT_ONLY);
}

static void visits__are_whole_numbers_or_words(void **state) {
    static const struct {
        const char *text;
        enum value_reading reading;
        struct maybe_int visits;
    } cases[] = {
        {"3", VALUE_READ, K(3)},
        {"۰", VALUE_READ, K(0)},
        {"2 بار", VALUE_READ, K(2)},
        {"-", VALUE_EMPTY, U},
        {"", VALUE_EMPTY, U},
        {"False", VALUE_EMPTY, U},
        {"10–20 نفر در روز", VALUE_TEXT_ONLY, U},
        {"به میزان نیاز", VALUE_TEXT_ONLY, U},
        {"1000", VALUE_TEXT_ONLY, U},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct maybe_int out;
        assert_int_equal(value_read_visits(cases[i].text, &out), cases[i].reading);
        assert_int_equal(out.known, cases[i].visits.known);
        assert_int_equal(out.value, cases[i].visits.value);
    }
}

static void identifier__is_warned_about_and_a_repair_offered(void **state) {
    static const struct {
        const char *text;
        enum identifier_state state;
        const char *repair;
    } cases[] = {
        {"13031466000", IDENTIFIER_GOOD, ""},
        {"۱۳۰۳۱۴۶۶۰۰۰", IDENTIFIER_GOOD, ""},
        {"14661303000", IDENTIFIER_SCRAMBLED, "13031466000"},
        {"1012656000", IDENTIFIER_LENGTH, ""},
        {"99999999999", IDENTIFIER_UNLIKELY, ""},
        {"1303-1466000", IDENTIFIER_NOT_DIGITS, ""},
        {"ندارد", IDENTIFIER_NOT_DIGITS, ""},
        {"", IDENTIFIER_EMPTY, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct identifier got = value_read_identifier(cases[i].text);
        assert_int_equal(got.state, cases[i].state);
        assert_string_equal(got.repair, cases[i].repair);
    }
}

static void identifier__of_a_parent_is_found_in_words_and_shares_the_serial(void **state) {
    char found[IDENTIFIER_TEXT_MAX];
    value_find_identifier("خدمات امور اتباع (10031076000)", found);
    assert_string_equal(found, "10031076000");
    assert_true(identifier_same_serial("12011076106", found));
    assert_false(identifier_same_serial("14022541105", "14042542000"));
    value_find_identifier("خدمات مشترکین", found);
    assert_string_equal(found, "");
}

static bool has_channel(const struct value_channels *channels, enum channel channel) {
    for (size_t i = 0; i < channels->count; i++) {
        if (channels->items[i].channel == channel) {
            return true;
        }
    }
    return false;
}

static void channels__are_found_in_sentences(void **state) {
    static const struct {
        const char *text;
        enum value_reading reading;
        enum channel channels[5];
    } cases[] = {
        {"پیش‌ثبت‌نام و نوبت در ncr.ir، سپس حضور در ثبت احوال/پست/پیشخوان",
         VALUE_READ,
         {CHANNEL_WEB, CHANNEL_IN_PERSON, CHANNEL_POST, CHANNEL_COUNTER}},
        {"دفاتر پیشخوان", VALUE_READ, {CHANNEL_COUNTER}},
        {"تلفن 194؛ حضوری", VALUE_READ, {CHANNEL_PHONE, CHANNEL_IN_PERSON}},
        {"پیشخوان؛ 1521؛ خودپرداز؛ اینترنت",
         VALUE_READ,
         {CHANNEL_COUNTER, CHANNEL_PHONE, CHANNEL_MACHINE, CHANNEL_WEB}},
        {"اینترنتی؛ پست الکترونیک؛ تلفن گویا؛ تلفن همراه؛ پیامک",
         VALUE_READ,
         {CHANNEL_WEB, CHANNEL_EMAIL, CHANNEL_PHONE, CHANNEL_APP, CHANNEL_SMS}},
        {"غیرالکترونیکی", VALUE_READ, {CHANNEL_PAPER}},
        {"غیرحضوری", VALUE_READ, {CHANNEL_OTHER_ELECTRONIC}},
        {"نرم‌افزار پیشخوان با کد رهگیری",
         VALUE_READ,
         {CHANNEL_INTRANET}},
        {"m5.msy.gov.ir", VALUE_READ, {CHANNEL_WEB}},
        {"شرکت خدمات مشاوره‌ای کشاورزی",
         VALUE_TEXT_ONLY,
         {CHANNEL_OTHER}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct value_channels out;
        enum value_reading reading;
        size_t count = 0;
        assert_int_equal(value_read_channels(arena, STAGE_REQUEST, cases[i].text, &out, &reading),
                         ERR_NONE);
        assert_int_equal(reading, cases[i].reading);
        while (count < COUNT_OF(cases[i].channels) && cases[i].channels[count] != CHANNEL_NONE) {
            if (!has_channel(&out, cases[i].channels[count])) {
                fail_msg("\"%s\": channel %d is missing", cases[i].text, cases[i].channels[count]);
            }
            count++;
        }
        if (out.count != count) {
            fail_msg("\"%s\": %zu channels", cases[i].text, out.count);
        }
    }
}

static void channels__that_are_not_understood_keep_their_words(void **state) {
    struct value_channels out;
    enum value_reading reading;
    assert_int_equal(
        value_read_channels(arena, STAGE_PROCESSING, "کمیسیون ماده ۲۶", &out, &reading), ERR_NONE);
    assert_int_equal(out.items[0].channel, CHANNEL_OTHER);
    assert_string_equal(out.items[0].text, "کمیسیون ماده ۲۶");
}

static void lists__are_split_outside_brackets(void **state) {
    struct value_list out;
    assert_int_equal(value_read_list(arena, "شناسنامه؛ عکس (۲ قطعه؛ رنگی)؛ ؛ فیش", &out), ERR_NONE);
    assert_int_equal(out.count, 3);
    assert_string_equal(out.items[1], "عکس (۲ قطعه؛ رنگی)");
    assert_int_equal(value_read_list(arena, "http://a/ | http://b/", &out), ERR_NONE);
    assert_int_equal(out.count, 2);
}

static void sets__know_both_spellings_and_report_the_rest(void **state) {
    uint32_t bits;
    const char *unknown;
    assert_int_equal(value_read_set(arena, VOCABULARY_LIFE_EVENT, "تاسیسات شهری", &bits, &unknown),
                     ERR_NONE);
    assert_int_equal(bits, VOCABULARY_BIT(LIFE_EVENT_UTILITIES));
    assert_int_equal(value_read_set(arena, VOCABULARY_LIFE_EVENT,
                                    "تأسيسات شهري؛ کسب‌وکار", &bits, &unknown),
                     ERR_NONE);
    assert_int_equal(bits,
                     VOCABULARY_BIT(LIFE_EVENT_UTILITIES) | VOCABULARY_BIT(LIFE_EVENT_BUSINESS));
    assert_null(unknown);
    assert_int_equal(value_read_set(arena, VOCABULARY_TYPE, "G2C؛ B2B", &bits, &unknown), ERR_NONE);
    assert_int_equal(bits, VOCABULARY_BIT(TYPE_G2C));
    assert_string_equal(unknown, "B2B");
    assert_int_equal(value_read_set(arena, VOCABULARY_LEVEL,
                                    "ملی؛ منطقه‌ای؛ استانی", &bits, &unknown),
                     ERR_NONE);
    assert_int_equal(bits, VOCABULARY_BIT(LEVEL_NATIONAL) | VOCABULARY_BIT(LEVEL_REGIONAL) |
                               VOCABULARY_BIT(LEVEL_PROVINCIAL));
}

static void visit_reasons__go_to_the_queue_that_can_remove_them(void **state) {
    static const struct {
        const char *text;
        enum visit_reason reason;
        enum queue queue;
    } cases[] = {
        {"احراز اصالت فرد", VISIT_REASON_IDENTITY, QUEUE_INTEGRATION},
        {"تحویل اصل مدارک", VISIT_REASON_ORIGINAL, QUEUE_INTEGRATION},
        {"ثبت زنده تصویر و اثر انگشت", VISIT_REASON_BIOMETRICS, QUEUE_LAW},
        {"امضای سند توسط اعلام‌کننده", VISIT_REASON_SIGNATURE,
         QUEUE_INTEGRATION},
        {"بازدید محل با متقاضی", VISIT_REASON_INSPECTION, QUEUE_LAW},
        {"تحویل پروانه", VISIT_REASON_COLLECTING, QUEUE_AUTHORITY},
        {"معاینه در کمیسیون پزشکی", VISIT_REASON_INTERVIEW, QUEUE_LAW},
        {"آزمون در محل توسط بازرس", VISIT_REASON_INSPECTION, QUEUE_LAW},
        {"چیزی دیگر", VISIT_REASON_UNKNOWN, QUEUE_AUTHORITY},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        enum visit_reason reason = value_read_visit_reason(arena, cases[i].text);
        assert_int_equal(reason, cases[i].reason);
        assert_int_equal(visit_reason_queue(reason), cases[i].queue);
    }
}

static void vintages__give_years_and_months(void **state) {
    static const struct {
        const char *text;
        struct vintage want;
    } cases[] = {
        {"تعرفه ۱۳۹۸", {1398, 1398, 0, false}},
        {"خرداد ۱۳۹۹", {1399, 1399, 3, false}},
        {"۱۳۹۷–۱۳۹۹", {1397, 1399, 0, false}},
        {"پیش از ۱۳۹۸ (نرخ‌ها قدیمی)", {1398, 1398, 0, true}},
        {"نامشخص (پیش از تعرفه ۱۳۹۸)", {1398, 1398, 0, true}},
        {"نامشخص", {0, 0, 0, false}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct vintage got = value_read_vintage(cases[i].text);
        assert_int_equal(got.from_year, cases[i].want.from_year);
        assert_int_equal(got.to_year, cases[i].want.to_year);
        assert_int_equal(got.month, cases[i].want.month);
        assert_int_equal(got.before, cases[i].want.before);
    }
}

static void formulas__are_seen_and_numbers_are_not(void **state) {
    assert_true(value_is_formula("=cmd|' /C calc'!A0"));
    assert_true(value_is_formula("@SUM(A1)"));
    assert_true(value_is_formula("+A1"));
    assert_true(value_is_formula("-2+cmd"));
    assert_false(value_is_formula("-"));
    assert_false(value_is_formula("-5"));
    assert_false(value_is_formula("+98 31 3222"));
    assert_false(value_is_formula("-۵"));
    assert_false(value_is_formula("شرح = ساده"));
}

/* Every parser on random mixtures of their own words: no crash, no over-long answer. */
static void parsers__survive_random_cells(void **state) {
    static const char *const pieces[] = {"۲",
                                         "3",
                                         " ",
                                         "روز",
                                         "تا",
                                         "(",
                                         ")",
                                         "؛",
                                         "-",
                                         "حداکثر",
                                         "،",
                                         "٬",
                                         "\xE2\x80\x8C",
                                         "هزار",
                                         "9999999999999999999",
                                         ".",
                                         "/",
                                         "سامانه",
                                         "=",
                                         "غیر",
                                         "\n",
                                         "ماه",
                                         "۱۳۹۸"};
    uint64_t random = 88172645463325252u;
    for (int round = 0; round < 3000; round++) {
        char text[400] = "";
        struct value_times times;
        struct value_fees fees;
        struct value_volumes volumes;
        struct value_channels channels;
        enum value_reading reading;
        struct maybe_int visits;
        char found[IDENTIFIER_TEXT_MAX];
        for (int i = 0; i < 12; i++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            const char *piece = pieces[random % COUNT_OF(pieces)];
            memcpy(text + strlen(text), piece, strlen(piece) + 1);
        }
        assert_int_equal(value_read_times(arena, text, &times, &reading), ERR_NONE);
        assert_true(times.count <= VALUE_CASES_MAX);
        assert_int_equal(value_read_fees(arena, text, &fees, &reading), ERR_NONE);
        assert_int_equal(value_read_volumes(arena, text, &volumes, &reading), ERR_NONE);
        assert_int_equal(value_read_channels(arena, STAGE_REQUEST, text, &channels, &reading),
                         ERR_NONE);
        for (size_t i = 0; i < fees.count; i++) {
            assert_non_null(fee_case_text(arena, &fees.items[i]));
        }
        for (size_t i = 0; i < times.count; i++) {
            assert_non_null(time_case_text(arena, &times.items[i]));
        }
        (void)value_read_visits(text, &visits);
        (void)value_read_identifier(text);
        (void)value_read_vintage(text);
        value_find_identifier(text, found);
        arena_reset(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(times__are_read_as_least_most_unit_and_condition, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(fees__keep_free_unknown_and_rules_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(fees__are_free_only_when_the_number_is_zero, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(volumes__keep_a_part_of_a_year_a_part, setup, teardown),
        cmocka_unit_test_setup_teardown(volumes__take_a_period_without_a_number_as_not_reported,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(visits__are_whole_numbers_or_words, setup, teardown),
        cmocka_unit_test_setup_teardown(identifier__is_warned_about_and_a_repair_offered, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            identifier__of_a_parent_is_found_in_words_and_shares_the_serial, setup, teardown),
        cmocka_unit_test_setup_teardown(channels__are_found_in_sentences, setup, teardown),
        cmocka_unit_test_setup_teardown(channels__that_are_not_understood_keep_their_words, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(lists__are_split_outside_brackets, setup, teardown),
        cmocka_unit_test_setup_teardown(sets__know_both_spellings_and_report_the_rest, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(visit_reasons__go_to_the_queue_that_can_remove_them, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(vintages__give_years_and_months, setup, teardown),
        cmocka_unit_test_setup_teardown(formulas__are_seen_and_numbers_are_not, setup, teardown),
        cmocka_unit_test_setup_teardown(parsers__survive_random_cells, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
