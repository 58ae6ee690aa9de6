/*
 * Import and search on a large province: `registry_import SERVICES.csv [DATABASE]`.
 *
 * Loads the real counties and agencies, imports the given services file (make_services.py), imports
 * it again (nothing may change), and asks searches never asked before, a service and a list.
 * Prints rows a second and microseconds. Measure a release build.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "import.h"
#include "migrate.h"
#include "registry.h"
#include "search.h"

enum { SEARCHES = 200 };
static const int64_t now_ms = INT64_C(1760000000000);

static double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void must(enum err err, const char *what) {
    if (err != ERR_NONE) {
        fprintf(stderr, "registry_import: %s: %s\n", what, err_last()->english);
        exit(EXIT_FAILURE);
    }
}

/* The program's own memory, in kB; pages of the database that are mapped are the system's. */
static long memory_now(void) {
    char line[256];
    long kilobytes = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        (void)sscanf(line, "RssAnon: %ld kB", &kilobytes);
    }
    if (status != NULL) {
        fclose(status);
    }
    return kilobytes;
}

static long memory_most;

static void progress(void *context, uint64_t rows, uint64_t bytes, uint64_t bytes_total) {
    long now = memory_now();
    memory_most = now > memory_most ? now : memory_most;
}

static struct import_report load(struct store *store, struct arena *arena, enum import_kind kind,
                                 const char *path) {
    struct import_report report;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    struct import_request request = {
        .kind = kind, .file = file, .file_name = path, .now_ms = now_ms, .progress = progress};
    must(import_run(store, arena, &request, &report), path);
    fclose(file);
    return report;
}

static int by_value(const void *a, const void *b) {
    const double *left = a;
    const double *right = b;
    return *left < *right ? -1 : *left > *right;
}

static void show(const char *what, double *times_s, size_t count) {
    qsort(times_s, count, sizeof *times_s, by_value);
    printf("%-34s median %8.0f us   p99 %8.0f us   worst %8.0f us\n", what,
           times_s[count / 2] * 1e6, times_s[count * 99 / 100] * 1e6, times_s[count - 1] * 1e6);
}

/* Queries of every kind: common words, two and three words, beginnings, slips, identifiers. */
static const char *const patterns[] = {
    "صدور",
    "پروانه بهره‌برداری",
    "انشعاب آب %d",
    "ثبت ولادت فوری",
    "تغییر قطر %d",
    "گواهینامه",
    "شناسنامه المثنی",
    "برق شمالی %d",
    "مجوز صنعتی",
    "زناشوی",
    "انشعب",
    "صدور مجوز تاسیس موقت",
    "محیط زیست دائم",
    "ثب",
    "آبفا قطر غربی",
    "پروانه چاه %d",
    "استاندارد فصلی",
    "درخواست ویژه %d",
    "کارت هوشمند ملی",
    "اصفهان صدور",
};

static void searches(struct store_db *db, struct arena *arena) {
    static double times_s[SEARCHES];
    size_t found = 0;
    double worst = 0;
    char worst_text[200] = "";
    for (size_t i = 0; i < SEARCHES; i++) {
        char text[200];
        struct search_result result;
        const char *pattern = patterns[i % COUNT_OF(patterns)];
        const char *mark = strstr(pattern, "%d");
        (void)snprintf(text, sizeof text, "%.*s",
                       mark == NULL ? (int)strlen(pattern) : (int)(mark - pattern), pattern);
        if (mark != NULL) {
            (void)snprintf(text + strlen(text), sizeof text - strlen(text), "%zu", i + 1);
        }
        double start = now_s();
        must(registry_search(db, arena, &(struct search_query){.text = text}, &result), "search");
        times_s[i] = now_s() - start;
        found += result.count > 0;
        if (times_s[i] > worst) {
            worst = times_s[i];
            (void)snprintf(worst_text, sizeof worst_text, "%s", text);
        }
        arena_reset(arena);
    }
    show("search never asked before", times_s, SEARCHES);
    printf("%-34s %zu of %d; slowest \"%s\"\n", "searches that found something", found, SEARCHES,
           worst_text);
}

static void reads(struct store_db *db, struct arena *arena) {
    static double get_s[SEARCHES];
    static double list_s[SEARCHES];
    char after[64] = "";
    for (size_t i = 0; i < SEARCHES; i++) {
        struct registry_service_list list;
        struct registry_service service;
        struct registry_service_filter filter = {.life_event = LIFE_EVENT_UTILITIES,
                                                 .after = after[0] == '\0' ? NULL : after};
        double start = now_s();
        must(registry_services(db, arena, &filter, &list), "list");
        list_s[i] = now_s() - start;
        start = now_s();
        must(registry_service_get(db, arena, list.rows[0].id, &service), "service");
        get_s[i] = now_s() - start;
        (void)snprintf(after, sizeof after, "%s", list.next == NULL ? "" : list.next);
        arena_reset(arena);
    }
    show("one service, whole", get_s, SEARCHES);
    show("a page of a list", list_s, SEARCHES);
}

int main(int argc, char **argv) {
    struct store *store = NULL;
    struct store_db *db = NULL;
    const char *path = argc > 2 ? argv[2] : "/tmp/registry-import.db";
    struct arena *arena = arena_create(1u << 30);
    if (argc < 2 || arena == NULL) {
        fprintf(stderr, "use: registry_import SERVICES.csv [DATABASE]\n");
        return EXIT_FAILURE;
    }
    must(store_open(path, &(struct store_options){.create = true, .any_schema = true}, &store),
         path);
    size_t applied = 0;
    must(store_migrate(store, now_ms, &applied), "migrate");
    (void)load(store, arena, IMPORT_COUNTIES, KHAJU_SOURCE "/data/isfahan/counties.csv");
    (void)load(store, arena, IMPORT_AGENCIES, KHAJU_SOURCE "/data/isfahan/agencies.csv");
    for (int round = 1; round <= 2; round++) {
        double start = now_s();
        clock_t clock_start = clock();
        struct import_report report = load(store, arena, IMPORT_SERVICES, argv[1]);
        double took = now_s() - start;
        double worked = (double)(clock() - clock_start) / CLOCKS_PER_SEC;
        printf("import %d: %lld rows, %lld new, %lld same: %.1f s, %.0f rows/s (%.1f s of the "
               "processor, %.0f rows/s)\n",
               round, (long long)report.counts.rows, (long long)report.counts.fresh,
               (long long)report.counts.same, took, (double)report.counts.rows / took, worked,
               (double)report.counts.rows / worked);
    }
    printf("%-34s %ld MB\n", "most memory ever held", memory_most / 1024);
    must(store_reader_acquire(store, &db), "reader");
    searches(db, arena);
    reads(db, arena);
    store_reader_release(db);
    store_close(store);
    arena_destroy(arena);
    return EXIT_SUCCESS;
}
