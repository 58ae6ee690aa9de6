/* The province's real files: what is in them, imported twice, changed, damaged, refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fault.h"
#include "import.h"
#include "registry.h"
#include "rig.h"
#include "search.h"
#include "upstream.h"
#include "profile_change.h"

#define DATA KHAJU_SOURCE "/data/isfahan/"
enum { NOW = 1760000000 };
static const int64_t now_ms = (int64_t)NOW * 1000;

static struct store *store;
static struct arena *arena;

static int setup(void **state) {
    rig_open(&store);
    arena = arena_create(256u << 20);
    return arena == NULL;
}

static int teardown(void **state) {
    arena_destroy(arena);
    rig_close(store);
    return 0;
}

static enum err import_stream(enum import_kind kind, FILE *file, bool dry_run,
                              struct import_report *report) {
    assert_non_null(file);
    struct import_request request = {
        .kind = kind, .file = file, .file_name = "file.csv", .dry_run = dry_run, .now_ms = now_ms};
    enum err err = import_run(store, arena, &request, report);
    assert_int_equal(fclose(file), 0);
    return err;
}

static enum err import_path(enum import_kind kind, const char *path, bool dry_run,
                            struct import_report *report) {
    return import_stream(kind, fopen(path, "rb"), dry_run, report);
}

static enum err import_text(enum import_kind kind, const char *text, bool dry_run,
                            struct import_report *report) {
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    return import_stream(kind, file, dry_run, report);
}

static void import_good(enum import_kind kind, const char *path, int64_t rows) {
    struct import_report report;
    enum err err = import_path(kind, path, false, &report);
    if (err != ERR_NONE) {
        for (size_t i = 0; i < report.issue_count; i++) {
            const struct import_issue *issue = &report.issues[i];
            if (issue->severity == IMPORT_ERROR) {
                print_message("line %lld %s: %s: %s\n", (long long)issue->line, issue->column,
                              issue->message, issue->source);
            }
        }
        fail_msg("%s: %s", path, err_last()->message);
    }
    assert_true(report.applied);
    assert_int_equal(report.counts.rows, rows);
    assert_int_equal(report.counts.refused, 0);
}

static void import_province(void) {
    import_good(IMPORT_COUNTIES, DATA "counties.csv", 28);
    import_good(IMPORT_AGENCIES, DATA "agencies.csv", 58);
    import_good(IMPORT_SERVICES, DATA "services.csv", 185);
}

static const struct import_issue *issue_with(const struct import_report *report, const char *code,
                                             const char *source) {
    for (size_t i = 0; i < report->issue_count; i++) {
        if (strcmp(report->issues[i].code, code) == 0 &&
            (source == NULL || strcmp(report->issues[i].source, source) == 0)) {
            return &report->issues[i];
        }
    }
    return NULL;
}

static void province__counts_are_those_of_the_files(void **state) {
    struct store_db *db;
    struct registry_totals totals;
    import_province();
    import_good(IMPORT_UPSTREAM, DATA "upstream.csv", 202);
    import_good(IMPORT_GLOSSARY, DATA "glossary.csv", 103);
    import_good(IMPORT_HOLIDAYS, DATA "holidays.csv", 30);
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
    assert_int_equal(registry_totals(db, arena, &totals), ERR_NONE);
    assert_int_equal(totals.counties, 28);
    assert_int_equal(totals.population.value, 5120850);
    assert_int_equal(totals.agencies, 58);
    assert_int_equal(totals.services, 185);
    assert_int_equal(totals.known_fee, 62);
    assert_int_equal(totals.free_fee, 14);
    assert_int_equal(totals.known_time, 54);
    assert_int_equal(totals.known_visits, 5);
    assert_int_equal(totals.known_volume, 10); /* 2 of a year, 8 of a part of one */
    assert_int_equal(totals.known_code, 40);
    assert_int_equal(totals.known_documents, 66);
    assert_int_equal(totals.documents, 36);
    assert_int_equal(totals.clauses, 199);
    assert_int_equal(totals.terms, 103);
    store_reader_release(db);
}

static void province__imported_again_changes_nothing(void **state) {
    static const struct {
        enum import_kind kind;
        const char *path;
        int64_t rows;
    } files[] = {
        {IMPORT_COUNTIES, DATA "counties.csv", 28},  {IMPORT_AGENCIES, DATA "agencies.csv", 58},
        {IMPORT_SERVICES, DATA "services.csv", 185}, {IMPORT_UPSTREAM, DATA "upstream.csv", 202},
        {IMPORT_GLOSSARY, DATA "glossary.csv", 103}, {IMPORT_HOLIDAYS, DATA "holidays.csv", 30},
    };
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < COUNT_OF(files); i++) {
            struct import_report report;
            assert_int_equal(import_path(files[i].kind, files[i].path, false, &report), ERR_NONE);
            if (round == 1) {
                assert_int_equal(report.counts.fresh, 0);
                assert_int_equal(report.counts.changed, 0);
                assert_int_equal(report.counts.same, files[i].rows);
            }
        }
    }
}

static void province__a_dry_run_tells_all_and_leaves_no_trace(void **state) {
    struct store_db *db;
    struct registry_totals totals;
    struct import_list reports;
    struct import_report report;
    struct import_report applied;
    import_good(IMPORT_COUNTIES, DATA "counties.csv", 28);
    import_good(IMPORT_AGENCIES, DATA "agencies.csv", 58);
    assert_int_equal(import_path(IMPORT_SERVICES, DATA "services.csv", true, &report), ERR_NONE);
    assert_false(report.applied);
    assert_int_equal(report.counts.fresh, 185);
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
    assert_int_equal(registry_totals(db, arena, &totals), ERR_NONE);
    assert_int_equal(totals.services, 0);
    assert_int_equal(import_list(db, arena, NULL, 0, &reports), ERR_NONE);
    assert_int_equal(reports.count, 2);
    store_reader_release(db);
    assert_int_equal(import_path(IMPORT_SERVICES, DATA "services.csv", false, &applied), ERR_NONE);
    assert_int_equal(applied.counts.warnings, report.counts.warnings);
    assert_int_equal(applied.issue_count, report.issue_count);
}

static void province__the_report_of_a_dry_run_can_be_kept(void **state) {
    struct store_db *db;
    struct import_list reports;
    struct import_report report;
    struct import_report kept;
    const char *const bad = "county_fa,county_en\n=cmd,x\n";
    FILE *files[] = {fopen(DATA "counties.csv", "rb"), tmpfile()};
    assert_int_equal(fwrite(bad, 1, strlen(bad), files[1]), strlen(bad));
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct import_request request = {.kind = IMPORT_COUNTIES,
                                         .file = files[i],
                                         .file_name = "file.csv",
                                         .dry_run = true,
                                         .keep_report = true,
                                         .now_ms = now_ms + (int64_t)i};
        assert_int_equal(import_run(store, arena, &request, &report),
                         i == 0 ? ERR_NONE : ERR_INVALID);
        assert_int_equal(fclose(files[i]), 0);
        assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
        assert_int_equal(import_get(db, arena, report.id, 0, 100, &kept), ERR_NONE);
        assert_true(kept.dry_run);
        assert_false(kept.applied);
        assert_int_equal(kept.counts.errors, report.counts.errors);
        assert_int_equal(kept.issue_count, report.issue_count);
        assert_int_equal(import_list(db, arena, NULL, 0, &reports), ERR_NONE);
        assert_int_equal(reports.count, i + 1);
        store_reader_release(db);
    }
}

static void province__damaged_identifiers_are_warned_about(void **state) {
    struct import_report report;
    import_good(IMPORT_COUNTIES, DATA "counties.csv", 28);
    import_good(IMPORT_AGENCIES, DATA "agencies.csv", 58);
    assert_int_equal(import_path(IMPORT_SERVICES, DATA "services.csv", false, &report), ERR_NONE);
    const struct import_issue *short_code = issue_with(&report, "IMP-54", "1012656000");
    assert_non_null(short_code);
    assert_string_equal(short_code->column, "service_id");
    assert_true(short_code->line > 1);
    assert_non_null(issue_with(&report, "IMP-56", "14042542000")); /* the parent's serial */
}

static void services__a_swapped_identifier_gets_a_repair_and_stays_as_given(void **state) {
    struct import_report report;
    struct store_db *db;
    struct registry_service service;
    import_good(IMPORT_COUNTIES, DATA "counties.csv", 28);
    import_good(IMPORT_AGENCIES, DATA "agencies.csv", 58);
    assert_int_equal(import_text(IMPORT_SERVICES,
                                 "agency_fa;service_title_fa;service_id\n"
                                 "استانداري اصفهان;خدمتی;14661303000\n",
                                 false, &report),
                     ERR_NONE);
    const struct import_issue *issue = issue_with(&report, "IMP-53", "14661303000");
    assert_non_null(issue);
    assert_string_equal(issue->repair, "13031466000");
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
    assert_int_equal(registry_service_get(db, arena, "14661303000", &service), ERR_NONE);
    assert_string_equal(service.profile.code, "14661303000");
    assert_string_equal(service.row.agency_name, "استانداری اصفهان");
    store_reader_release(db);
}

static void services__a_changed_cell_makes_one_version(void **state) {
    static const char head[] = "agency_fa,service_title_fa,fee_rial,avg_time\n";
    struct import_report report;
    struct store_db *db;
    struct registry_service_list list;
    struct registry_version_list versions;
    struct profile before;
    struct profile after;
    struct profile_diff diff;
    import_good(IMPORT_AGENCIES, DATA "agencies.csv", 58);
    assert_int_equal(import_text(IMPORT_SERVICES,
                                 arena_printf(arena,
                                              "%sاستانداری اصفهان,الف,0,\n"
                                              "استانداری اصفهان,ب,۱۰۰,متغیر\n",
                                              head),
                                 false, &report),
                     ERR_NONE);
    assert_int_equal(report.counts.fresh, 2);
    assert_int_equal(import_text(IMPORT_SERVICES,
                                 arena_printf(arena,
                                              "%sاستانداری اصفهان,الف,0,\n"
                                              "استانداری اصفهان,ب,۲۰۰,متغیر\n",
                                              head),
                                 false, &report),
                     ERR_NONE);
    assert_int_equal(report.counts.same, 1);
    assert_int_equal(report.counts.changed, 1);
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
    assert_int_equal(registry_services(db, arena, &(struct registry_service_filter){0}, &list),
                     ERR_NONE);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.rows[0].version, 1);
    assert_int_equal(list.rows[1].version, 2);
    assert_int_equal(registry_versions(db, arena, list.rows[1].id, 0, 0, &versions), ERR_NONE);
    assert_int_equal(versions.count, 2);
    assert_string_equal(versions.rows[0].source_file, "file.csv");
    assert_int_equal(versions.rows[0].source_line, 3);
    assert_int_equal(registry_version_get(db, arena, list.rows[1].id, 1, &before), ERR_NONE);
    assert_int_equal(registry_version_get(db, arena, list.rows[1].id, 2, &after), ERR_NONE);
    assert_int_equal(registry_profile_diff(arena, &before, &after, &diff), ERR_NONE);
    assert_int_equal(diff.count, 2); /* the fee and its words */
    assert_int_equal(diff.items[0].field, FIELD_fees);
    store_reader_release(db);
}

static void services__bad_rows_refuse_the_whole_file(void **state) {
    static const struct {
        const char *row;
        const char *code;
    } cases[] = {
        {"دستگاه ناشناس,خدمت,,", "IMP-60"},
        {"استانداری اصفهان,,,", "IMP-21"},
        {"استانداری اصفهان,=cmd|' /C calc'!A0,,", "IMP-10"},
        {"استانداری اصفهان,خوب,500,", "IMP-6"},
        {"استانداری اصفهان,\"بسته نشده,,", "CSV"},
    };
    import_good(IMPORT_AGENCIES, DATA "agencies.csv", 58);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct import_report report;
        struct store_db *db;
        struct registry_totals totals;
        const char *text = arena_printf(arena,
                                        "agency_fa,service_title_fa,fee_rial,avg_time\n"
                                        "استانداری اصفهان,خوب,,\n%s\n",
                                        cases[i].row);
        assert_int_equal(import_text(IMPORT_SERVICES, text, false, &report), ERR_INVALID);
        assert_false(report.applied);
        assert_int_equal(report.counts.errors, 1);
        assert_true(strncmp(report.issues[report.issue_count - 1].code, cases[i].code,
                            strlen(cases[i].code)) == 0);
        assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
        assert_int_equal(registry_totals(db, arena, &totals), ERR_NONE);
        assert_int_equal(totals.services, 0);
        struct import_report stored;
        assert_int_equal(import_get(db, arena, report.id, 0, 0, &stored), ERR_NONE);
        assert_int_equal(stored.counts.errors, 1);
        assert_string_equal(stored.issues[stored.issue_count - 1].message,
                            report.issues[report.issue_count - 1].message);
        store_reader_release(db);
    }
}

static void services__an_unknown_agency_is_told_with_the_nearest(void **state) {
    struct import_report report;
    import_good(IMPORT_AGENCIES, DATA "agencies.csv", 58);
    assert_int_equal(import_text(IMPORT_SERVICES,
                                 "agency_fa,service_title_fa\n"
                                 "اداره کل ثبت احول استان اصفهان,خدمت\n",
                                 false, &report),
                     ERR_INVALID);
    const struct import_issue *issue = issue_with(&report, "IMP-60", NULL);
    assert_non_null(issue);
    assert_int_equal(issue->line, 2);
    assert_non_null(strstr(issue->repair, "اداره کل ثبت احوال استان اصفهان"));
}

static void services__the_same_row_twice_is_left_out_with_a_warning(void **state) {
    struct import_report report;
    import_good(IMPORT_AGENCIES, DATA "agencies.csv", 58);
    assert_int_equal(import_text(IMPORT_SERVICES,
                                 "agency_fa,service_title_fa,strange\n"
                                 "استانداری اصفهان,خدمت,\nاستانداری اصفهان,خدمت,\n",
                                 false, &report),
                     ERR_NONE);
    assert_int_equal(report.counts.fresh, 1);
    assert_non_null(issue_with(&report, "IMP-5", NULL));
    assert_non_null(issue_with(&report, "IMP-1", NULL)); /* the unknown column */
}

static void services__a_wrong_kind_of_file_is_refused_by_its_header(void **state) {
    struct import_report report;
    assert_int_equal(import_path(IMPORT_SERVICES, DATA "counties.csv", false, &report),
                     ERR_INVALID);
    assert_non_null(issue_with(&report, "IMP-2", NULL));
}

static void services__one_identifier_of_one_agency_cannot_name_two_services(void **state) {
    struct import_report report;
    import_good(IMPORT_AGENCIES, DATA "agencies.csv", 58);
    assert_int_equal(import_text(IMPORT_SERVICES,
                                 "agency_fa,service_title_fa,service_id\n"
                                 "استانداری اصفهان,الف,10011077000\n"
                                 "استانداری اصفهان,ب,۱۰۰۱۱۰۷۷۰۰۰\n",
                                 false, &report),
                     ERR_INVALID);
    assert_non_null(issue_with(&report, "IMP-61", NULL));
}

static void services__say_whose_page_a_fact_was_read_from(void **state) {
    struct store_db *db;
    struct registry_service_list list;
    struct registry_service service;
    import_province();
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
    assert_int_equal(registry_service_get(db, arena, "13021447104", &service), ERR_NONE);
    const struct profile_source *source = profile_source(&service.profile, FIELD_title);
    assert_non_null(source);
    assert_int_equal(source->origin, ORIGIN_OTHER_PROVINCE);
    assert_true(source->urls.count > 0);
    /* our own classification is marked as such */
    assert_int_equal(registry_services(db, arena,
                                       &(struct registry_service_filter){
                                           .life_event = LIFE_EVENT_UTILITIES, .limit = 100},
                                       &list),
                     ERR_NONE);
    assert_int_equal(list.count, 55);
    size_t classified = 0;
    for (size_t i = 0; i < list.count; i++) {
        assert_int_equal(registry_service_get(db, arena, list.rows[i].id, &service), ERR_NONE);
        source = profile_source(&service.profile, FIELD_life_events);
        classified += source->origin == ORIGIN_CLASSIFIED ? 1 : 0;
    }
    assert_int_equal(classified, 54);
    store_reader_release(db);
}

static void services__of_two_providers_are_listed_under_both(void **state) {
    struct store_db *db;
    const char *id;
    struct registry_service_list list;
    struct registry_service service;
    import_province();
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
    static const char *const names[] = {"شرکت توزیع برق شهرستان اصفهان",
                                        "شرکت توزيع برق استان اصفهان"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_int_equal(registry_agency_find(db, arena, names[i], &id), ERR_NONE);
        assert_non_null(id);
        assert_int_equal(
            registry_services(
                db, arena, &(struct registry_service_filter){.agency_id = id, .limit = 100}, &list),
            ERR_NONE);
        assert_int_equal(list.count, 24);
    }
    assert_int_equal(registry_service_get(db, arena, list.rows[0].number, &service), ERR_NONE);
    assert_int_equal(service.provider_count, 2);
    store_reader_release(db);
}

struct edit_context {
    struct registry_edit edit;
    struct registry_saved saved;
};

static enum err save_command(struct store_db *db, void *context) {
    struct edit_context *edit = context;
    return registry_service_save(db, arena, &edit->edit, &edit->saved);
}

static void services__edited_by_hand_keep_the_edit_when_the_same_file_comes_again(void **state) {
    static const char first[] = "agency_fa,service_title_fa,fee_rial,visits\n"
                                "استانداری اصفهان,الف,100,1\n";
    static const char second[] = "agency_fa,service_title_fa,fee_rial,visits\n"
                                 "استانداری اصفهان,الف,200,1\n";
    struct import_report report;
    struct store_db *db;
    struct registry_service service;
    struct registry_service_list list;
    import_good(IMPORT_AGENCIES, DATA "agencies.csv", 58);
    assert_int_equal(import_text(IMPORT_SERVICES, first, false, &report), ERR_NONE);
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
    assert_int_equal(registry_services(db, arena, &(struct registry_service_filter){0}, &list),
                     ERR_NONE);
    assert_int_equal(registry_service_get(db, arena, list.rows[0].id, &service), ERR_NONE);
    store_reader_release(db);

    struct profile edited = service.profile;
    struct profile_source entered = {ORIGIN_ENTERED, "karshenas", {NULL, 0}, "", "", "", now_ms};
    edited.visits = known_int(0);
    assert_int_equal(profile_attribute(arena, &edited, &service.profile, &entered), ERR_NONE);
    struct edit_context context = {.edit = {.service_id = service.row.id,
                                            .expected_version = 1,
                                            .state = -1,
                                            .profile = &edited,
                                            .now_ms = now_ms}};
    assert_int_equal(store_write(store, save_command, &context), ERR_NONE);
    assert_int_equal(context.saved.version, 2);

    assert_int_equal(import_text(IMPORT_SERVICES, first, false, &report), ERR_NONE);
    assert_int_equal(report.counts.same, 1);
    assert_int_equal(import_text(IMPORT_SERVICES, second, false, &report), ERR_NONE);
    assert_int_equal(report.counts.changed, 1);
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
    assert_int_equal(registry_service_get(db, arena, service.row.id, &service), ERR_NONE);
    assert_int_equal(service.row.version, 3);
    assert_int_equal(service.profile.visits.value, 0);                /* the hand's */
    assert_int_equal(service.profile.fees.items[0].least.value, 200); /* the file's */
    assert_int_equal(profile_source(&service.profile, FIELD_visits)->origin, ORIGIN_ENTERED);
    store_reader_release(db);
}

static void clauses__from_memory_are_unverified_and_deadlines_are_read(void **state) {
    struct store_db *db;
    struct registry_clause_list list;
    size_t unverified = 0;
    size_t timed = 0;
    import_good(IMPORT_UPSTREAM, DATA "upstream.csv", 202);
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
    assert_int_equal(
        registry_clauses(db, arena, &(struct registry_clause_filter){.limit = 500}, &list),
        ERR_NONE);
    assert_int_equal(list.count, 199);
    for (size_t i = 0; i < list.count; i++) {
        unverified += list.rows[i].verified ? 0 : 1;
        timed += list.rows[i].unit != 0 || list.rows[i].until[0] != '\0' ? 1 : 0;
    }
    assert_int_equal(unverified, 10);
    assert_int_equal(timed, 35); /* of 39; four are words: "as soon as possible" … */
    assert_int_equal(registry_clauses(db, arena,
                                      &(struct registry_clause_filter){.document_id = "FOIA-1387",
                                                                       .with_deadline = true},
                                      &list),
                     ERR_NONE);
    assert_true(list.count > 0);
    store_reader_release(db);
}

static void deadlines__of_real_clauses_are_read(void **state) {
    static const struct {
        const char *text;
        int64_t amount;
        enum time_unit unit;
        bool working, every;
        const char *until;
    } cases[] = {
        {"۱۰ روز کاری / 10 working days", 10, TIME_DAY, true, false, ""},
        {"سالی یک بار / yearly", 1, TIME_YEAR, false, true, ""},
        {"هر ۴ ماه / every 4 months", 4, TIME_MONTH, false, true, ""},
        {"۴۸ ساعت / 48 hours", 48, TIME_HOUR, false, false, ""},
        {"پایان شهریور ۱۴۰۱ / 2022-09-22", 0, 0, false, false, "1401/06/31"},
        {"پایان ۱۳۸۶ / end of 1386", 0, 0, false, false, "1386/12/29"},
        {"1397/04/01 (2018-06-22)", 0, 0, false, false, "1397/04/01"},
        {"حداقل زمان ممکن / as soon as possible", 0, 0, false, false, ""},
        {"10", 0, 0, false, false, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct registry_clause out;
        assert_int_equal(registry_deadline_read(arena, cases[i].text, &out), ERR_NONE);
        assert_int_equal(out.amount.value, cases[i].amount);
        assert_int_equal(out.unit, cases[i].unit);
        assert_int_equal(out.working, cases[i].working);
        assert_int_equal(out.every, cases[i].every);
        assert_string_equal(out.until, cases[i].until);
    }
}

static void holidays__another_table_is_another_version(void **state) {
    struct store_db *db;
    struct registry_holidays holidays;
    struct import_report report;
    import_good(IMPORT_HOLIDAYS, DATA "holidays.csv", 30);
    assert_int_equal(import_text(IMPORT_HOLIDAYS,
                                 "date_jalali,name_fa\n۱۴۰۴/۱/۲,نوروز\n1404/01/01,نوروز\n", false,
                                 &report),
                     ERR_NONE);
    assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
    assert_int_equal(registry_holidays(db, arena, &holidays), ERR_NONE);
    assert_int_equal(holidays.version, 2);
    assert_int_equal(holidays.count, 2);
    assert_true(holidays.days[0] < holidays.days[1]);
    store_reader_release(db);
    assert_int_equal(
        import_text(IMPORT_HOLIDAYS, "date_jalali,name_fa\n1404/13/01,x\n", false, &report),
        ERR_INVALID);
}

static void store__failing_anywhere_leaves_nothing_behind(void **state) {
    static const char text[] = "agency_fa,service_title_fa,service_id,documents_required\n"
                               "استانداری اصفهان,الف,10011077000,شناسنامه\n";
    import_good(IMPORT_AGENCIES, DATA "agencies.csv", 58);
    for (unsigned long nth = 1; nth < 400; nth++) {
        struct import_report report;
        struct store_db *db;
        struct registry_totals totals;
        fault_arm(FAULT_STORE, nth);
        enum err err = import_text(IMPORT_SERVICES, text, false, &report);
        bool fired = fault_fired(FAULT_STORE);
        fault_arm(FAULT_STORE, 0);
        assert_int_equal(store_reader_acquire(store, &db), ERR_NONE);
        assert_int_equal(registry_totals(db, arena, &totals), ERR_NONE);
        store_reader_release(db);
        assert_int_equal(totals.services, err == ERR_NONE ? 1 : 0);
        if (!fired || err == ERR_NONE) {
            assert_int_equal(err, ERR_NONE);
            return;
        }
    }
    fail_msg("the import never succeeded");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(province__counts_are_those_of_the_files),
        TEST(province__imported_again_changes_nothing),
        TEST(province__a_dry_run_tells_all_and_leaves_no_trace),
        TEST(province__the_report_of_a_dry_run_can_be_kept),
        TEST(province__damaged_identifiers_are_warned_about),
        TEST(services__a_swapped_identifier_gets_a_repair_and_stays_as_given),
        TEST(services__a_changed_cell_makes_one_version),
        TEST(services__bad_rows_refuse_the_whole_file),
        TEST(services__an_unknown_agency_is_told_with_the_nearest),
        TEST(services__the_same_row_twice_is_left_out_with_a_warning),
        TEST(services__a_wrong_kind_of_file_is_refused_by_its_header),
        TEST(services__one_identifier_of_one_agency_cannot_name_two_services),
        TEST(services__say_whose_page_a_fact_was_read_from),
        TEST(services__of_two_providers_are_listed_under_both),
        TEST(services__edited_by_hand_keep_the_edit_when_the_same_file_comes_again),
        TEST(clauses__from_memory_are_unverified_and_deadlines_are_read),
        TEST(deadlines__of_real_clauses_are_read),
        TEST(holidays__another_table_is_another_version),
        TEST(store__failing_anywhere_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
