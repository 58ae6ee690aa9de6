/* Saving, conflicts, verification, yearly reports, lists and search on a small province. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "import.h"
#include "registry.h"
#include "registry_sql.h"
#include "report.h"
#include "rig.h"
#include "search.h"

static const int64_t now_ms = INT64_C(1760000000000);
static struct store *store;
static struct store_db *reader;
static struct arena *arena;
static struct person officer = {.id = "1", .username = "karshenas"};

static void load(enum import_kind kind, const char *text) {
    struct import_report report;
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    struct import_request request = {
        .kind = kind, .file = file, .file_name = "f.csv", .now_ms = now_ms};
    if (import_run(store, arena, &request, &report) != ERR_NONE) {
        fail_msg("%s", report.issue_count > 0 ? report.issues[0].message : err_last()->message);
    }
    assert_int_equal(fclose(file), 0);
}

static void renew(void) {
    if (reader != NULL) {
        store_reader_release(reader);
    }
    assert_int_equal(store_reader_acquire(store, &reader), ERR_NONE);
}

static int setup(void **state) {
    rig_open(&store);
    arena = arena_create(256u << 20);
    assert_non_null(arena);
    reader = NULL;
    load(IMPORT_COUNTIES, "county_fa,county_en_osm\nسمیرم,Semirom County\nکاشان,Kashan County\n");
    load(IMPORT_AGENCIES, "name_fa,kind,coverage,confidence,aliases_fa\n"
                          "استانداری نمونه,governorate,province,seen,\n"
                          "شرکت آب و فاضلاب استان,company,province,seen,آبفا\n"
                          "شهرداری کمه,municipality,سمیرم,seen,\n");
    load(
        IMPORT_SERVICES,
        "agency_fa,service_title_fa,service_id,life_event,documents_required\n"
        "شرکت آب و فاضلاب استان,برقراری انشعاب آب,15031453100,تاسیسات شهری,سند\n"
        "شرکت آب و فاضلاب استان,تغییر قطر انشعاب,15031453101,تاسیسات شهری,\n"
        "استانداری نمونه,صدور گواهی‌نامه بازرسی,,,کارت ملی\n"
        "استانداری نمونه,پروانه زناشویی,,ازدواج,شناسنامه\n"
        "شهرداری کمه,پروانه ساختمان,,,سند مالکیت\n");
    renew();
    return 0;
}

static int teardown(void **state) {
    store_reader_release(reader);
    arena_destroy(arena);
    rig_close(store);
    return 0;
}

static struct registry_service first_found(const char *text) {
    struct search_result result;
    struct registry_service service;
    assert_int_equal(registry_search(reader, arena, &(struct search_query){.text = text}, &result),
                     ERR_NONE);
    assert_true(result.count > 0);
    assert_int_equal(registry_service_get(reader, arena, result.rows[0].id, &service), ERR_NONE);
    return service;
}

struct saving {
    struct registry_edit edit;
    struct registry_saved saved;
};

static enum err save_command(struct store_db *db, void *context) {
    struct saving *saving = context;
    return registry_service_save(db, arena, &saving->edit, &saving->saved);
}

static enum err save(const struct registry_service *service, const struct profile *profile,
                     int64_t expected, struct saving *out) {
    *out = (struct saving){.edit = {.service_id = service->row.id,
                                    .expected_version = expected,
                                    .state = -1,
                                    .profile = profile,
                                    .who = &officer,
                                    .now_ms = now_ms}};
    return store_write(store, save_command, out);
}

static void save__the_same_content_makes_no_version(void **state) {
    struct registry_service service = first_found("زناشویی");
    struct saving saving;
    assert_int_equal(save(&service, &service.profile, 1, &saving), ERR_NONE);
    assert_false(saving.saved.changed);
    assert_int_equal(saving.saved.version, 1);
}

static void save__the_second_of_two_editors_sees_what_changed(void **state) {
    struct registry_service service = first_found("زناشویی");
    struct saving saving;
    struct profile mine = service.profile;
    struct profile theirs = service.profile;
    theirs.complaint = "سامد ۱۱۱";
    mine.description = "شرح";
    assert_int_equal(save(&service, &theirs, 1, &saving), ERR_NONE);
    assert_int_equal(saving.saved.version, 2);
    assert_int_equal(save(&service, &mine, 1, &saving), ERR_CONFLICT);
    assert_int_equal(saving.saved.conflict.count, 1);
    assert_int_equal(saving.saved.conflict.items[0].field, FIELD_complaint);
    assert_string_equal(saving.saved.conflict.items[0].after, "سامد ۱۱۱");
    assert_string_equal(saving.saved.conflict_author, "karshenas");
    renew();
    assert_int_equal(registry_service_get(reader, arena, service.row.id, &service), ERR_NONE);
    assert_string_equal(service.profile.description, "");
}

static void save__a_new_service_needs_an_agency_and_a_title(void **state) {
    struct saving saving;
    struct profile profile;
    struct registry_service none = {.row = {.id = NULL}};
    profile_init(&profile);
    assert_int_equal(save(&none, &profile, 0, &saving), ERR_INVALID);
    profile.title = "خدمت تازه";
    assert_int_equal(save(&none, &profile, 0, &saving), ERR_INVALID);
    const char *agency;
    assert_int_equal(registry_agency_find(reader, arena, "آبفا", &agency), ERR_NONE);
    saving = (struct saving){.edit = {.agency_ids = &agency,
                                      .agency_count = 1,
                                      .state = -1,
                                      .profile = &profile,
                                      .who = &officer,
                                      .now_ms = now_ms}};
    assert_int_equal(store_write(store, save_command, &saving), ERR_NONE);
    assert_true(saving.saved.created);
    renew();
    struct registry_service service;
    assert_int_equal(registry_service_get(reader, arena, saving.saved.number, &service), ERR_NONE);
    assert_int_equal(service.row.state, SERVICE_DRAFT);
    /* drafts are not found by the public */
    struct search_result result;
    assert_int_equal(
        registry_search(reader, arena, &(struct search_query){.text = "خدمت تازه"}, &result),
        ERR_NONE);
    assert_int_equal(result.count, 0);
}

static void get__knows_id_number_and_the_whole_identifier(void **state) {
    struct registry_service service = first_found("قطر");
    struct registry_service again;
    assert_int_equal(registry_service_get(reader, arena, service.row.number, &again), ERR_NONE);
    assert_string_equal(again.row.id, service.row.id);
    assert_int_equal(registry_service_get(reader, arena, "۱۵۰۳۱۴۵۳۱۰۱", &again), ERR_NONE);
    assert_string_equal(again.row.id, service.row.id);
    assert_int_equal(registry_service_get(reader, arena, "1", &again), ERR_NOT_FOUND);
    assert_int_equal(registry_service_get(reader, arena, "../etc", &again), ERR_NOT_FOUND);
}

static void family__shares_the_serial(void **state) {
    struct registry_service service = first_found("قطر");
    struct registry_service_list family;
    assert_int_equal(registry_service_family(reader, arena, service.row.id, &family), ERR_NONE);
    assert_int_equal(family.count, 1);
    assert_string_equal(family.rows[0].code, "15031453100");
}

static void search__forgives_spelling(void **state) {
    static const struct {
        const char *text;
        const char *title;
    } cases[] = {
        {"زناشویی", "پروانه زناشویی"},
        {"زناشويي", "پروانه زناشویی"}, /* Arabic letters */
        {"زناشوی", "پروانه زناشویی"},  /* the beginning of a word */
        {"زناشوئی پروانه", "پروانه زناشویی"},
        {"زنابشویی", "پروانه زناشویی"},                                /* one letter too many */
        {"زنشاویی", "پروانه زناشویی"},                                 /* two letters swapped */
        {"گواهینامه", "صدور گواهی‌نامه بازرسی"},  /* no half-space */
        {"گواهی نامه", "صدور گواهی‌نامه بازرسی"}, /* a space */
        {"گواهی‌نامه", "صدور گواهی‌نامه بازرسی"},
        {"۱۵۰۳۱۴۵۳۱۰۱", "تغییر قطر انشعاب"}, /* the identifier, Persian digits */
        {"آبفا قطر", "تغییر قطر انشعاب"},    /* an alias of the agency */
        {"سمیرم پروانه", "پروانه ساختمان"},  /* the county of the agency */
        {"شناسنامه", "پروانه زناشویی"},      /* a document */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct search_result result;
        assert_int_equal(
            registry_search(reader, arena, &(struct search_query){.text = cases[i].text}, &result),
            ERR_NONE);
        if (result.count == 0 || strcmp(result.rows[0].title, cases[i].title) != 0) {
            fail_msg("\"%s\" found %zu, first \"%s\"", cases[i].text, result.count,
                     result.count > 0 ? result.rows[0].title : "");
        }
    }
}

static void search__says_when_it_corrected_a_word_or_knows_none(void **state) {
    struct search_result result;
    assert_int_equal(
        registry_search(reader, arena, &(struct search_query){.text = "زنابشویی"}, &result),
        ERR_NONE);
    assert_string_equal(result.corrected, "زناشویی");
    assert_int_equal(
        registry_search(reader, arena, &(struct search_query){.text = "پروانه فضانوردی"}, &result),
        ERR_NONE);
    assert_null(result.corrected);
    assert_string_equal(result.unknown, "فضانوردی");
    assert_int_equal(result.count, 2); /* the words that are known still find */
}

static void search__a_title_comes_before_other_places(void **state) {
    struct search_result result;
    load(IMPORT_SERVICES, "agency_fa,service_title_fa,documents_required\n"
                          "استانداری نمونه,خدمتی با مدرک قطر,قطر\n"
                          "استانداری نمونه,خدمتی دیگر,قطر لوله\n");
    renew();
    assert_int_equal(registry_search(reader, arena, &(struct search_query){.text = "قطر"}, &result),
                     ERR_NONE);
    assert_int_equal(result.count, 3);
    assert_string_equal(result.rows[2].title, "خدمتی دیگر");
}

static void search__survives_what_people_paste(void **state) {
    struct search_result result;
    char *long_text = arena_alloc(arena, (1 << 20) + 1);
    assert_non_null(long_text);
    memset(long_text, 'a', 1 << 20);
    static const char *const texts[] = {"",    " ", "%", "_", "'", "\"؛--", "و", "\xE2\x80\x8C",
                                        "🙂"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        assert_int_equal(
            registry_search(reader, arena, &(struct search_query){.text = texts[i]}, &result),
            ERR_NONE);
        assert_int_equal(result.count, 0);
    }
    assert_int_equal(
        registry_search(reader, arena, &(struct search_query){.text = long_text}, &result),
        ERR_NONE);
    assert_true(result.cut);
    assert_int_equal(registry_search(reader, arena,
                                     &(struct search_query){.text = "قطر", .after = "x"}, &result),
                     ERR_INVALID);
}

static void search__pages_give_every_result_once(void **state) {
    struct search_result result;
    char seen[10][27];
    size_t count = 0;
    const char *after = NULL;
    do {
        /* "پر" and "ان" are beginnings of several words: results of several streams */
        assert_int_equal(
            registry_search(reader, arena,
                            &(struct search_query){.text = "پر", .limit = 1, .after = after},
                            &result),
            ERR_NONE);
        for (size_t i = 0; i < result.count; i++) {
            for (size_t s = 0; s < count; s++) {
                assert_string_not_equal(seen[s], result.rows[i].id);
            }
            assert_true(count < COUNT_OF(seen));
            memcpy(seen[count++], result.rows[i].id, 27);
        }
        after = result.next;
    } while (after != NULL);
    assert_int_equal(count, 2);
}

static void search__follows_an_edit_and_a_new_alias(void **state) {
    struct registry_service service = first_found("زناشویی");
    struct search_result result;
    struct saving saving;
    struct profile changed = service.profile;
    changed.title = "پروانه پیوند";
    assert_int_equal(save(&service, &changed, 1, &saving), ERR_NONE);
    load(IMPORT_AGENCIES, "name_fa,kind,coverage,confidence,aliases_fa\n"
                          "شهرداری کمه,municipality,کاشان,seen,بلدیه\n");
    renew();
    assert_int_equal(
        registry_search(reader, arena, &(struct search_query){.text = "زناشویی"}, &result),
        ERR_NONE);
    assert_int_equal(result.count, 0);
    assert_string_equal(first_found("پیوند").row.id, service.row.id);
    assert_string_equal(first_found("بلدیه").row.title, "پروانه ساختمان");
    assert_string_equal(first_found("کاشان").row.title, "پروانه ساختمان");
    assert_int_equal(
        registry_search(reader, arena, &(struct search_query){.text = "سمیرم"}, &result), ERR_NONE);
    assert_int_equal(result.count, 0);
}

static void search__rebuilt_gives_the_same_answers(void **state) {
    struct search_result result;
    assert_int_equal(store_write(store, registry_search_rebuild, NULL), ERR_NONE);
    renew();
    search__forgives_spelling(state);
    assert_int_equal(registry_search(reader, arena, &(struct search_query){.text = "پر"}, &result),
                     ERR_NONE);
    assert_int_equal(result.count, 2);
}

static enum err empty_index(struct store_db *db, void *context) {
    return registry_postings_clear(db, &(struct registry_postings_clear_in){0}, NULL);
}

static void search__is_made_anew_when_a_migration_emptied_it(void **state) {
    struct search_result result;
    assert_int_equal(store_write(store, empty_index, NULL), ERR_NONE);
    assert_int_equal(store_write(store, registry_search_refresh, NULL), ERR_NONE);
    renew();
    assert_int_equal(registry_search(reader, arena, &(struct search_query){.text = "پر"}, &result),
                     ERR_NONE);
    assert_int_equal(result.count, 2);
}

static void search__finds_agencies_by_alias(void **state) {
    struct registry_agency_found list;
    assert_int_equal(registry_search_agencies(reader, arena, "ابفا", 5, &list), ERR_NONE);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.rows[0].name, "شرکت آب و فاضلاب استان");
}

static void lists__are_filtered_and_paged_in_persian_order(void **state) {
    struct registry_service_list list;
    const char *agency;
    assert_int_equal(registry_services(reader, arena, &(struct registry_service_filter){0}, &list),
                     ERR_NONE);
    assert_int_equal(list.count, 5);
    assert_string_equal(list.rows[0].title, "برقراری انشعاب آب");
    assert_string_equal(list.rows[1].title, "پروانه زناشویی");
    assert_string_equal(list.rows[4].title, "صدور گواهی‌نامه بازرسی");
    /* page by page gives the same rows */
    const char *after = NULL;
    for (size_t i = 0; i < 5; i++) {
        struct registry_service_list page;
        assert_int_equal(
            registry_services(reader, arena,
                              &(struct registry_service_filter){.limit = 1, .after = after}, &page),
            ERR_NONE);
        assert_int_equal(page.count, 1);
        assert_string_equal(page.rows[0].id, list.rows[i].id);
        after = page.next;
    }
    assert_int_equal(
        registry_services(reader, arena,
                          &(struct registry_service_filter){.life_event = LIFE_EVENT_UTILITIES},
                          &list),
        ERR_NONE);
    assert_int_equal(list.count, 2);
    assert_int_equal(registry_agency_find(reader, arena, "آبفا", &agency), ERR_NONE);
    assert_int_equal(registry_services(reader, arena,
                                       &(struct registry_service_filter){
                                           .agency_id = agency, .life_event = LIFE_EVENT_MARRIAGE},
                                       &list),
                     ERR_NONE);
    assert_int_equal(list.count, 0);
    /* a county is served by the province's agencies and its own */
    assert_int_equal(registry_services(reader, arena,
                                       &(struct registry_service_filter){.county_id = "semirom"},
                                       &list),
                     ERR_NONE);
    assert_int_equal(list.count, 5);
    assert_int_equal(registry_services(reader, arena,
                                       &(struct registry_service_filter){.county_id = "kashan"},
                                       &list),
                     ERR_NONE);
    assert_int_equal(list.count, 4);
    assert_int_equal(registry_services(reader, arena,
                                       &(struct registry_service_filter){.after = "nothing"},
                                       &list),
                     ERR_INVALID);
}

static size_t listed_under(enum life_event event) {
    struct registry_service_list list;
    assert_int_equal(registry_services(reader, arena,
                                       &(struct registry_service_filter){.life_event = event},
                                       &list),
                     ERR_NONE);
    return list.count;
}

static void lists__follow_what_an_edit_changed(void **state) {
    struct registry_service service = first_found("زناشویی");
    struct saving saving;
    struct profile edited = service.profile;
    assert_int_equal(listed_under(LIFE_EVENT_MARRIAGE), 1);
    edited.life_events = VOCABULARY_BIT(LIFE_EVENT_BIRTH);
    assert_int_equal(save(&service, &edited, 1, &saving), ERR_NONE);
    renew();
    assert_int_equal(listed_under(LIFE_EVENT_MARRIAGE), 0);
    assert_int_equal(listed_under(LIFE_EVENT_BIRTH), 1);
    edited.title = "پروانه ازدواج"; /* another place in the order */
    assert_int_equal(save(&service, &edited, 2, &saving), ERR_NONE);
    edited.complaint = "سامد ۱۱۱"; /* nothing that a list shows */
    assert_int_equal(save(&service, &edited, 3, &saving), ERR_NONE);
    renew();
    assert_int_equal(listed_under(LIFE_EVENT_BIRTH), 1);
    saving.edit.expected_version = 4;
    saving.edit.state = SERVICE_DRAFT;
    assert_int_equal(store_write(store, save_command, &saving), ERR_NONE);
    renew();
    assert_int_equal(listed_under(LIFE_EVENT_BIRTH), 0);
    assert_int_equal(listed_under(LIFE_EVENT_UTILITIES), 2);
}

static enum err count_service(void *context, struct arena *row_arena,
                              const struct registry_service *service) {
    size_t *count = context;
    assert_true(service->profile.title[0] != '\0');
    assert_true(service->provider_count > 0);
    ++*count;
    return ERR_NONE;
}

static void each__streams_every_published_service_once(void **state) {
    size_t count = 0;
    assert_int_equal(registry_service_each(reader, false, count_service, &count), ERR_NONE);
    assert_int_equal(count, 5);
}

struct verifying {
    const char *service_id;
    struct profile_criteria levels;
};

static enum err verify_command(struct store_db *db, void *context) {
    struct verifying *verifying = context;
    return registry_service_verify(db, arena, verifying->service_id, &verifying->levels, "دیدیم",
                                   &officer, now_ms);
}

static void verify__keeps_declared_and_verified_apart(void **state) {
    struct registry_service service = first_found("زناشویی");
    struct verifying verifying = {.service_id = service.row.id};
    struct saving saving;
    struct profile declared = service.profile;
    declared.declared_level = known_int(5);
    assert_int_equal(save(&service, &declared, 1, &saving), ERR_NONE);
    for (int i = 0; i < CRITERION_COUNT; i++) {
        verifying.levels.items[i] = (struct profile_declared){known_int(2), YESNO_UNKNOWN, ""};
    }
    assert_int_equal(store_write(store, verify_command, &verifying), ERR_NONE);
    renew();
    assert_int_equal(registry_service_get(reader, arena, service.row.id, &service), ERR_NONE);
    assert_int_equal(service.row.verified_stage.value, 2);
    assert_int_equal(service.row.declared_stage.value, 5);
    assert_int_equal(
        maturity_overclaim(service.row.declared_stage, service.row.verified_stage).value, 3);
    assert_int_equal(service.verified.items[CRITERION_FORM].level.value, 2);
    assert_string_equal(service.verified_by, "karshenas");
    verifying.levels.items[0].level = known_int(7);
    assert_int_equal(store_write(store, verify_command, &verifying), ERR_INVALID);
}

struct reporting {
    struct registry_report report;
    const char *id;
    bool confirm;
    const char *reason;
};

static enum err report_command(struct store_db *db, void *context) {
    struct reporting *reporting = context;
    return registry_report_save(db, arena, &reporting->report, &officer, now_ms, &reporting->id);
}

static enum err decide_command(struct store_db *db, void *context) {
    struct reporting *reporting = context;
    return registry_report_decide(db, arena, reporting->id, reporting->report.version,
                                  reporting->confirm, reporting->reason, &officer, now_ms);
}

static void report__goes_from_reported_over_returned_to_confirmed(void **state) {
    struct registry_service service = first_found("زناشویی");
    struct reporting r = {.report = {.service_id = service.row.id,
                                     .year = 1403,
                                     .months = 6,
                                     .volume = known_int(0),
                                     .survey_source = "",
                                     .note = ""}};
    assert_int_equal(store_write(store, report_command, &r), ERR_NONE);
    r.report.version = 1;
    r.reason = "";
    assert_int_equal(store_write(store, decide_command, &r), ERR_INVALID); /* no reason */
    r.reason = "نیمه دوم سال کجاست؟";
    assert_int_equal(store_write(store, decide_command, &r), ERR_NONE);
    renew();
    struct registry_report got;
    assert_int_equal(registry_report_get(reader, arena, r.id, &got), ERR_NONE);
    assert_int_equal(got.state, REPORT_RETURNED);
    assert_int_equal(got.months, 6);
    assert_true(got.volume.known); /* zero is known */
    assert_int_equal(got.volume.value, 0);
    assert_false(got.visits.known); /* unknown stays unknown */

    assert_int_equal(store_write(store, report_command, &r), ERR_CONFLICT); /* an old version */
    r.report.version = 2;
    r.report.months = 12;
    assert_int_equal(store_write(store, report_command, &r), ERR_NONE);
    r.report.version = 3;
    r.confirm = true;
    assert_int_equal(store_write(store, decide_command, &r), ERR_NONE);
    r.report.version = 4;
    assert_int_equal(store_write(store, report_command, &r), ERR_CONFLICT); /* confirmed */
    renew();
    struct registry_report_list list;
    assert_int_equal(registry_reports(reader, arena, NULL, REPORT_CONFIRMED, NULL, 0, &list),
                     ERR_NONE);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.rows[0].service_title, "پروانه زناشویی");
}

static void report__wrong_numbers_are_refused(void **state) {
    struct registry_service service = first_found("زناشویی");
    const struct registry_report good = {.service_id = service.row.id,
                                         .year = 1403,
                                         .months = 12,
                                         .survey_source = "نظرسنجی",
                                         .note = ""};
    struct reporting wrong[8];
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        wrong[i] = (struct reporting){.report = good};
    }
    wrong[0].report.year = 2024;
    wrong[1].report.months = 13;
    wrong[2].report.volume = known_int(-1);
    wrong[3].report.zero_visit_share = known_real(1.5);
    wrong[4].report.good = known_int(5); /* medium and bad missing */
    wrong[5].report.visits = known_real(-1);
    wrong[6].report.minutes = known_int(-5);
    wrong[7].report.good = wrong[7].report.medium = wrong[7].report.bad = known_int(1);
    wrong[7].report.survey_source = "";
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_int_equal(store_write(store, report_command, &wrong[i]), ERR_INVALID);
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(save__the_same_content_makes_no_version),
        TEST(save__the_second_of_two_editors_sees_what_changed),
        TEST(save__a_new_service_needs_an_agency_and_a_title),
        TEST(get__knows_id_number_and_the_whole_identifier),
        TEST(family__shares_the_serial),
        TEST(search__forgives_spelling),
        TEST(search__says_when_it_corrected_a_word_or_knows_none),
        TEST(search__a_title_comes_before_other_places),
        TEST(search__survives_what_people_paste),
        TEST(search__pages_give_every_result_once),
        TEST(search__follows_an_edit_and_a_new_alias),
        TEST(search__rebuilt_gives_the_same_answers),
        TEST(search__is_made_anew_when_a_migration_emptied_it),
        TEST(search__finds_agencies_by_alias),
        TEST(lists__are_filtered_and_paged_in_persian_order),
        TEST(lists__follow_what_an_edit_changed),
        TEST(each__streams_every_published_service_once),
        TEST(verify__keeps_declared_and_verified_apart),
        TEST(report__goes_from_reported_over_returned_to_confirmed),
        TEST(report__wrong_numbers_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
