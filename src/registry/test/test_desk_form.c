/*
 * The form of the desk, there and back: what a browser would send of an untouched form changes
 * nothing, every fact can be typed in anew, and a touched answer changes only itself. For all real
 * services and for random profiles.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "desk_section.h"
#include "import.h"
#include "profile_shape.h"
#include "registry.h"
#include "rig.h"
#include "text.h"

#define DATA KHAJU_SOURCE "/data/isfahan/"
enum { SENT_MAX = 8000, RANDOM_PROFILES = 150 };

static struct arena *arena;

static int setup(void **state) {
    arena = arena_create(1u << 30);
    return arena == NULL;
}

static int teardown(void **state) {
    arena_destroy(arena);
    return 0;
}

/* ---- a browser ---- */

struct sent {
    struct http_field fields[SENT_MAX];
    size_t count;
};

static void send(struct sent *sent, struct arena *memory, const char *name, const char *value) {
    assert_true(sent->count < SENT_MAX);
    char *text = arena_alloc(memory, strlen(value) * 2 + 1);
    char *to = text;
    for (; *value != '\0'; value++) {
        if (*value == '\n') {
            *to++ = '\r'; /* as browsers send a text area */
        }
        *to++ = *value;
    }
    *to = '\0';
    sent->fields[sent->count++] = (struct http_field){arena_strdup(memory, name), text};
}

static void send_field(struct sent *sent, struct arena *memory, const struct form *form,
                       const struct form_field *field, const char *name) {
    if (field->type != FORM_CHECKBOXES) {
        const char *value = form_value(form, name);
        bool number = field->type == FORM_INT || field->type == FORM_MONEY;
        send(sent, memory, name, number ? text_persian_digits(memory, value) : value);
        return;
    }
    for (size_t i = 0; i < field->option_count; i++) {
        if (form_checked(form, name, field->options[i].value)) {
            send(sent, memory, name, field->options[i].value);
        }
    }
}

static void send_form(struct sent *sent, struct arena *memory, const struct form *form,
                      const struct desk_section *section) {
    sent->count = 0;
    for (size_t i = 0; i < section->count; i++) {
        const struct form_field *field = &section->fields[i];
        if (field->type != FORM_GROUP) {
            send_field(sent, memory, form, field, field->name);
            continue;
        }
        for (size_t row = 0; row < form_rows(form, field->name); row++) {
            for (size_t j = 0; j < field->field_count; j++) {
                send_field(
                    sent, memory, form, &field->fields[j],
                    arena_printf(memory, "%s.%zu.%s", field->name, row, field->fields[j].name));
            }
        }
    }
}

/* The form of a section as a browser sends it back, read. */
static struct form *sent_back(struct arena *memory, const struct desk_section *section,
                              const struct profile *profile) {
    struct sent *sent = ARENA_NEW(memory, struct sent);
    struct form *drawn = form_create(memory, section->fields, section->count);
    struct form *form = form_create(memory, section->fields, section->count);
    assert_true(sent != NULL && drawn != NULL && form != NULL);
    desk_section_fill(memory, drawn, section, profile);
    send_form(sent, memory, drawn, section);
    enum err err = form_read_fields(form, sent->fields, sent->count);
    if (err != ERR_NONE) {
        for (size_t i = 0; i < sent->count; i++) {
            const char *wrong = form_error_at(form, sent->fields[i].name);
            if (wrong != NULL) {
                print_message("%s = %s: %s\n", sent->fields[i].name, sent->fields[i].value, wrong);
            }
        }
        fail_msg("%s", err_last()->message);
    }
    return form;
}

/* ---- there and back ---- */

static void untouched_changes_nothing(struct arena *memory, const struct profile *profile) {
    const char *before;
    const char *after;
    assert_int_equal(profile_write(memory, profile, &before), ERR_NONE);
    for (int i = 0; i < SECTION_COUNT; i++) {
        struct desk_section section;
        struct profile out;
        bool touched[FIELD_COUNT];
        assert_int_equal(
            desk_section_make(memory, (enum profile_section)i, profile, NULL, 0, &section),
            ERR_NONE);
        struct form *form = sent_back(memory, &section, profile);
        assert_int_equal(desk_section_take(memory, form, &section, profile, &out, touched),
                         ERR_NONE);
        for (int j = 0; j < FIELD_COUNT; j++) {
            if (touched[j]) {
                fail_msg("%s of «%s» counts as changed", profile_fields[j].name, profile->title);
            }
        }
        assert_int_equal(profile_write(memory, &out, &after), ERR_NONE);
        assert_string_equal(after, before);
    }
}

/* The same answers typed into an empty form. */
static void typed_anew_says_the_same(struct arena *memory, const struct profile *profile) {
    struct profile empty;
    profile_init(&empty);
    empty.generation = profile->generation;
    for (int i = 0; i < SECTION_COUNT; i++) {
        struct desk_section section;
        struct profile out;
        bool touched[FIELD_COUNT];
        assert_int_equal(
            desk_section_make(memory, (enum profile_section)i, profile, NULL, 0, &section),
            ERR_NONE);
        struct form *form = sent_back(memory, &section, profile);
        assert_int_equal(desk_section_take(memory, form, &section, &empty, &out, touched),
                         ERR_NONE);
        for (int j = 0; j < FIELD_COUNT; j++) {
            enum profile_field field = (enum profile_field)j;
            if (section.shown[j] && profile_field_known(profile, field)) {
                /* codes and addresses are kept in Latin digits */
                assert_string_equal(
                    text_latin_digits(memory, profile_field_text(memory, &out, field)),
                    text_latin_digits(memory, profile_field_text(memory, profile, field)));
            }
        }
    }
}

/* ---- the real services ---- */

static void import_file(struct store *store, enum import_kind kind, const char *path) {
    struct import_report report;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const struct import_request request = {
        .kind = kind, .file = file, .file_name = "file.csv", .now_ms = INT64_C(1760000000000)};
    assert_int_equal(import_run(store, arena, &request, &report), ERR_NONE);
    assert_int_equal(fclose(file), 0);
}

static enum err visit(void *context, struct arena *memory, const struct registry_service *service) {
    size_t *count = context;
    untouched_changes_nothing(memory, &service->profile);
    (*count)++;
    return ERR_NONE;
}

static void real_services__untouched_form_changes_nothing(void **state) {
    struct store *store;
    struct store_db *db;
    size_t count = 0;
    rig_open(&store);
    import_file(store, IMPORT_COUNTIES, DATA "counties.csv");
    import_file(store, IMPORT_AGENCIES, DATA "agencies.csv");
    import_file(store, IMPORT_SERVICES, DATA "services.csv");
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
    assert_int_equal(registry_service_each(db, true, visit, &count), ERR_NONE);
    store_reader_release(db);
    rig_close(store);
    assert_int_equal(count, 185);
}

/* ---- random profiles ---- */

static uint64_t seed;

static unsigned below(unsigned limit) {
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(seed >> 33) % limit;
}

static const char *some_words(bool several_lines) {
    static const char *const words[] = {"گواهی", "ثبت‌نام", "۴۵ روز", "a\"b",
                                        "a < b", "ماده ۵۷",         "سامانه", "x & y"};
    const char *text = words[below(COUNT_OF(words))];
    for (unsigned i = below(4); i > 0; i--) {
        text = arena_printf(arena, "%s%s%s", text, several_lines && below(3) == 0 ? "\n" : " ",
                            words[below(COUNT_OF(words))]);
    }
    return text;
}

static struct value_list some_list(void) {
    size_t count = 1 + below(5);
    const char **items = ARENA_ARRAY(arena, count, const char *);
    for (size_t i = 0; i < count; i++) {
        items[i] = some_words(false);
    }
    return (struct value_list){items, count};
}

static int some_word_of(enum vocabulary list) {
    size_t count;
    (void)vocabulary_words(list, &count);
    return 1 + (int)below((unsigned)count);
}

/* Rows that mean something: numbers in order, a unit wherever there is a time. */
static struct value_times some_times(void) {
    struct time_case *items = ARENA_ARRAY(arena, 3, struct time_case);
    size_t count = 1 + below(3);
    for (size_t i = 0; i < count; i++) {
        int64_t least = below(50);
        unsigned kind = below(4);
        enum time_unit unit = (enum time_unit)(1 + below(TIME_YEAR));
        items[i] = (struct time_case){.working = below(2),
                                      .approximate = below(2),
                                      .condition = below(2) ? some_words(false) : ""};
        if (kind != 0) { /* else only "up to" */
            items[i].least = known_int(least);
            items[i].least_unit = unit;
        }
        if (kind != 1) { /* else open upwards */
            items[i].most = known_int(kind == 2 ? least : least + 1 + below(9));
            items[i].most_unit = kind == 3 ? (enum time_unit)(1 + below(TIME_YEAR)) : unit;
        }
    }
    return (struct value_times){items, count};
}

static struct value_fees some_fees(void) {
    struct fee_case *items = ARENA_ARRAY(arena, 3, struct fee_case);
    size_t count = 1 + below(3);
    for (size_t i = 0; i < count; i++) {
        int64_t least = below(3) == 0 ? 0 : below(9000000);
        unsigned kind = below(5);
        items[i] = (struct fee_case){.condition = some_words(false),
                                     .formula = kind == 4 ? "نیم درصد" : "",
                                     .dated = "",
                                     .account = "",
                                     .electronic = (int)below(3)};
        items[i].least = kind == 0 || kind == 4 ? UNKNOWN_INT : known_int(least);
        items[i].most = kind == 1 || kind == 4 ? UNKNOWN_INT
                        : kind == 2            ? known_int(least)
                                               : known_int(least + 1 + below(500));
    }
    return (struct value_fees){items, count};
}

static struct value_channels some_channels(void) {
    struct channel_use *items = ARENA_ARRAY(arena, STAGE_END * CHANNEL_END, struct channel_use);
    size_t count = 0;
    for (int stage = STAGE_NONE + 1; stage < STAGE_END; stage++) {
        for (int channel = CHANNEL_NONE + 1; channel < CHANNEL_END; channel++) {
            if (below(4) == 0) {
                items[count++] = (struct channel_use){
                    (enum stage)stage, (enum channel)channel,
                    channel == CHANNEL_OTHER && below(2) ? some_words(false) : ""};
            }
        }
    }
    return (struct value_channels){items, count};
}

static void some_rows(struct profile *profile) {
    static const struct volume_case volumes[] = {{{true, 0}, PERIOD_YEAR, 0, 1403, ""},
                                                 {{true, 120}, PERIOD_NONE, 6, 1404, "تهران"}};
    struct profile_visit *visits = ARENA_ARRAY(arena, 2, struct profile_visit);
    struct profile_link *links = ARENA_ARRAY(arena, 2, struct profile_link);
    struct profile_centre *centres = ARENA_ARRAY(arena, 1, struct profile_centre);
    for (int i = 0; i < 2; i++) {
        visits[i] = (struct profile_visit){(enum visit_reason)some_word_of(VOCABULARY_VISIT_REASON),
                                           some_words(true), below(2) ? some_words(false) : "",
                                           (enum place)below(PLACE_END)};
        links[i] = (struct profile_link){"",
                                         some_words(false),
                                         some_words(false),
                                         (enum exchange)some_word_of(VOCABULARY_EXCHANGE),
                                         below(2) ? known_int(0) : UNKNOWN_INT,
                                         ""};
    }
    centres[0] = (struct profile_centre){some_words(false), known_int(below(90))};
    profile->volumes = (struct value_volumes){volumes, below(3)};
    profile->visit_reasons = (struct profile_visits){visits, below(3)};
    profile->own_systems = (struct profile_links){links, below(3)};
    profile->inquiries = (struct profile_links){links, below(3)};
    profile->centres = (struct profile_centres){centres, below(2)};
    profile->times = below(2) ? some_times() : (struct value_times){0};
    profile->fees = below(2) ? some_fees() : (struct value_fees){0};
    profile->channels = some_channels();
}

static bool may_have_lines(enum profile_field field) {
    return field == FIELD_description || field == FIELD_note || field == FIELD_complaint;
}

static struct profile random_profile(void) {
    struct profile profile;
    profile_init(&profile);
    profile.generation = (enum generation)some_word_of(VOCABULARY_GENERATION);
    for (int i = 0; i < FIELD_COUNT; i++) {
        enum profile_field field = (enum profile_field)i;
        const struct profile_field_info *info = &profile_fields[i];
        void *at = (char *)&profile + info->offset;
        size_t words = 0;
        if (below(3) == 0 && field != FIELD_title) {
            continue;
        }
        switch (info->kind) {
        case PROFILE_TEXT:
            *(const char **)at =
                field == FIELD_code ? "13021187000" : some_words(may_have_lines(field));
            break;
        case PROFILE_SET:
            (void)vocabulary_words(info->vocabulary, &words);
            *(uint32_t *)at = 1 + below((1u << words) - 1);
            break;
        case PROFILE_CHOICE:
            *(int *)at = some_word_of(info->vocabulary);
            break;
        case PROFILE_INT:
            *(struct maybe_int *)at = known_int(below(7));
            break;
        case PROFILE_YESNO:
            *(int *)at = (int)below(3);
            break;
        case PROFILE_LIST:
            *(struct value_list *)at = some_list();
            break;
        default:
            break;
        }
    }
    some_rows(&profile);
    for (int i = 0; i < CRITERION_COUNT; i++) {
        profile.criteria.items[i] =
            (struct profile_declared){below(2) ? known_int(below(7)) : UNKNOWN_INT,
                                      (enum yesno)below(3), below(3) == 0 ? some_words(true) : ""};
    }
    return profile;
}

static void random_profiles__come_back_as_they_went(void **state) {
    for (seed = 1; seed <= RANDOM_PROFILES; seed++) {
        uint64_t start = seed;
        struct profile profile = random_profile();
        untouched_changes_nothing(arena, &profile);
        typed_anew_says_the_same(arena, &profile);
        seed = start;
        arena_reset(arena);
    }
}

/* ---- single answers ---- */

/* One section of a profile with some fields replaced before it is taken. */
static enum err take_with(const struct profile *profile, enum profile_section which,
                          const struct http_field *typed, size_t typed_count, struct profile *out,
                          bool touched[FIELD_COUNT], struct form **form_out) {
    struct desk_section section;
    struct sent *sent = ARENA_NEW(arena, struct sent);
    assert_int_equal(desk_section_make(arena, which, profile, NULL, 0, &section), ERR_NONE);
    struct form *drawn = form_create(arena, section.fields, section.count);
    struct form *form = form_create(arena, section.fields, section.count);
    desk_section_fill(arena, drawn, &section, profile);
    send_form(sent, arena, drawn, &section);
    for (size_t i = 0; i < typed_count; i++) {
        bool there = false;
        for (size_t j = 0; j < sent->count; j++) {
            if (strcmp(sent->fields[j].name, typed[i].name) == 0) {
                sent->fields[j].value = typed[i].value;
                there = true;
            }
        }
        if (!there) {
            sent->fields[sent->count++] = typed[i];
        }
    }
    *form_out = form;
    assert_int_equal(form_read_fields(form, sent->fields, sent->count), ERR_NONE);
    return desk_section_take(arena, form, &section, profile, out, touched);
}

static void only_touched(const bool touched[FIELD_COUNT], enum profile_field field) {
    for (int i = 0; i < FIELD_COUNT; i++) {
        assert_int_equal(touched[i], i == (int)field);
    }
}

static void answer__changes_only_itself(void **state) {
    /* line ends and double spaces that a one-line input cannot keep */
    struct profile profile;
    struct profile out;
    struct form *form;
    bool touched[FIELD_COUNT];
    profile_init(&profile);
    profile.title = "خدمت  با دو\nسطر";
    profile.description = "پیش";
    profile.audience = "همه";
    const struct http_field typed[] = {{"description", "پس"}};
    assert_int_equal(take_with(&profile, SECTION_FEATURES, typed, 1, &out, touched, &form),
                     ERR_NONE);
    only_touched(touched, FIELD_description);
    assert_string_equal(out.description, "پس");
    assert_ptr_equal(out.title, profile.title);
    const struct http_field parent[] = {{"parent_title", "مادر"}};
    assert_int_equal(take_with(&profile, SECTION_IDENTITY, parent, 1, &out, touched, &form),
                     ERR_NONE);
    only_touched(touched, FIELD_parent_title);
    assert_ptr_equal(out.title, profile.title);
}

static void time__one_number_is_exact_and_needs_a_unit(void **state) {
    struct profile profile;
    struct profile out;
    struct form *form;
    bool touched[FIELD_COUNT];
    profile_init(&profile);
    profile.title = "خدمت";
    const struct http_field exact[] = {{"times.0.least", "۳"}, {"times.0.least_unit", "day"}};
    assert_int_equal(take_with(&profile, SECTION_DETAILS, exact, 2, &out, touched, &form),
                     ERR_NONE);
    only_touched(touched, FIELD_times);
    assert_int_equal(out.times.count, 1);
    assert_true(out.times.items[0].most.known && out.times.items[0].most.value == 3);
    assert_int_equal(out.times.items[0].most_unit, TIME_DAY);
    const struct http_field open[] = {
        {"times.0.least", "3"}, {"times.0.least_unit", "day"}, {"times.0.or_more", "1"}};
    assert_int_equal(take_with(&profile, SECTION_DETAILS, open, 3, &out, touched, &form), ERR_NONE);
    assert_false(out.times.items[0].most.known);
    const struct http_field bare[] = {{"times.0.least", "3"}};
    assert_int_equal(take_with(&profile, SECTION_DETAILS, bare, 1, &out, touched, &form),
                     ERR_INVALID);
    assert_non_null(form_error_at(form, "times.0.least_unit"));
}

static void fee__zero_free_and_unknown_stay_three_things(void **state) {
    struct profile profile;
    struct profile out;
    struct form *form;
    bool touched[FIELD_COUNT];
    profile_init(&profile);
    profile.title = "خدمت";
    const struct http_field free_of_charge[] = {{"fees.0.least", "۰"}};
    assert_int_equal(take_with(&profile, SECTION_DETAILS, free_of_charge, 1, &out, touched, &form),
                     ERR_NONE);
    assert_true(fee_is_free(&out.fees.items[0]));
    const struct http_field words[] = {{"fees.0.formula", "بر پایه تعرفه"}};
    assert_int_equal(take_with(&profile, SECTION_DETAILS, words, 1, &out, touched, &form),
                     ERR_NONE);
    assert_false(out.fees.items[0].least.known || out.fees.items[0].most.known);
    assert_int_equal(take_with(&profile, SECTION_DETAILS, NULL, 0, &out, touched, &form), ERR_NONE);
    assert_false(profile_field_known(&out, FIELD_fees));
}

static void channel__words_of_the_source_stay_with_their_tick(void **state) {
    static const struct channel_use uses[] = {{STAGE_DELIVERY, CHANNEL_SMS, "پیامک انبوه"}};
    struct profile profile;
    struct profile out;
    struct form *form;
    bool touched[FIELD_COUNT];
    profile_init(&profile);
    profile.title = "خدمت";
    profile.channels = (struct value_channels){uses, COUNT_OF(uses)};
    const struct http_field more[] = {{"channels_request", "web"}};
    assert_int_equal(take_with(&profile, SECTION_ACCESS, more, 1, &out, touched, &form), ERR_NONE);
    only_touched(touched, FIELD_channels);
    assert_int_equal(out.channels.count, 2);
    assert_int_equal(out.channels.items[0].channel, CHANNEL_WEB);
    assert_string_equal(out.channels.items[1].text, "پیامک انبوه");
}

static void generation__asks_for_its_own_sections(void **state) {
    struct profile profile;
    profile_init(&profile);
    profile.generation = GENERATION_NEWEST;
    assert_true(desk_section_applies(&profile, SECTION_NEWEST));
    assert_false(desk_section_applies(&profile, SECTION_FORMER));
    profile.visit_note = "بازدید";
    assert_true(desk_section_applies(&profile, SECTION_FORMER));
    assert_false(desk_field_applies(&profile, FIELD_centres));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_services__untouched_form_changes_nothing),
        cmocka_unit_test(random_profiles__come_back_as_they_went),
        cmocka_unit_test(answer__changes_only_itself),
        cmocka_unit_test(time__one_number_is_exact_and_needs_a_unit),
        cmocka_unit_test(fee__zero_free_and_unknown_stay_three_things),
        cmocka_unit_test(channel__words_of_the_source_stay_with_their_tick),
        cmocka_unit_test(generation__asks_for_its_own_sections),
    };
    return cmocka_run_group_tests_name("desk_form", tests, setup, teardown);
}
