/*
 * Group commit: durable writes a second from 1, 8 and 64 submitters against the rate at which the
 * same disk does fdatasync. `store_commit [FOLDER] [ROUNDS]`: rounds are interleaved, medians are
 * shown.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "migrate.h"
#include "store_internal.h"

enum { ROUNDS_MAX = 99, SUBMITTERS_MAX = 64, PATH_SIZE = 4096, PAGE = 4096 };
static const double second_s = 1.0;

static const struct store_column inputs[] = {{"id", STORE_INT, false}, {"body", STORE_TEXT, false}};
static const struct store_statement insert = {
    .name = "bench.insert",
    .sqlite = "INSERT INTO bench_item (id, body) VALUES (?1, ?2)",
    .postgres = "INSERT INTO bench_item (id, body) VALUES ($1, $2)",
    .inputs = inputs,
    .input_count = COUNT_OF(inputs),
    .writes = true,
    .quiet = true,
};

static double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static _Noreturn void give_up(const char *what) {
    fprintf(stderr, "store_commit: %s: %s\n", what, err_last()->english);
    exit(EXIT_FAILURE);
}

/* ---- the disk ------------------------------------------------------------------------------- */

/* Appends a page and waits until it is on the disk, again and again for a second. */
static double sync_rate(const char *path) {
    static const char page[PAGE];
    int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    double start = now_s();
    double spent = 0;
    double count = 0;
    for (; spent < second_s; spent = now_s() - start) {
        if (write(fd, page, sizeof(page)) != PAGE || fdatasync(fd) != 0) {
            perror(path);
            exit(EXIT_FAILURE);
        }
        count++;
    }
    close(fd);
    (void)unlink(path);
    return count / spent;
}

/* ---- the store ------------------------------------------------------------------------------ */

struct load {
    struct store *store;
    atomic_llong next_id;
    atomic_llong written;
    atomic_bool stop;
};

static enum err add(struct store_db *db, void *context) {
    static const char body[] =
        "یک ویرایش شناسنامهٔ خدمت، به اندازه‌ای که کارشناس "
        "می‌نویسد.";
    const struct store_value values[] = {{.integer = *(const int64_t *)context}, {.text = body}};
    return store_run(db, &insert, values, NULL, NULL, NULL);
}

static void *submitter(void *argument) {
    struct load *load = argument;
    while (!atomic_load(&load->stop)) {
        int64_t id = atomic_fetch_add(&load->next_id, 1);
        if (store_write(load->store, add, &id) != ERR_NONE) {
            give_up("write");
        }
        atomic_fetch_add(&load->written, 1);
    }
    return NULL;
}

static double write_rate(struct load *load, int submitters) {
    pthread_t threads[SUBMITTERS_MAX];
    atomic_store(&load->stop, false);
    atomic_store(&load->written, 0);
    double start = now_s();
    for (int i = 0; i < submitters; i++) {
        if (pthread_create(&threads[i], NULL, submitter, load) != 0) {
            give_up("thread");
        }
    }
    usleep((useconds_t)(second_s * 1e6));
    atomic_store(&load->stop, true);
    for (int i = 0; i < submitters; i++) {
        pthread_join(threads[i], NULL);
    }
    return (double)atomic_load(&load->written) / (now_s() - start);
}

static enum err make(struct store_db *db, void *context) {
    return store_script(db, "CREATE TABLE bench_item (id BIGINT NOT NULL PRIMARY KEY, "
                            "body TEXT NOT NULL)");
}

/* ---- the table ------------------------------------------------------------------------------ */

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count) {
    qsort(values, (size_t)count, sizeof(*values), by_size);
    return values[count / 2];
}

int main(int argc, char **argv) {
    static const int submitters[] = {1, 8, 64};
    static double synced[ROUNDS_MAX];
    static double written[COUNT_OF(submitters)][ROUNDS_MAX];
    const char *folder = argc > 1 ? argv[1] : ".";
    int rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 5;
    rounds = rounds < 1 ? 1 : rounds > ROUNDS_MAX ? ROUNDS_MAX : rounds;

    char path[PATH_SIZE];
    char other[PATH_SIZE];
    struct load load = {.next_id = 1};
    snprintf(path, sizeof(path), "%s/store-commit-%ld.db", folder, (long)getpid());
    snprintf(other, sizeof(other), "%s/store-commit-%ld.sync", folder, (long)getpid());
    const struct store_options options = {.create = true, .any_schema = true};
    size_t applied = 0;
    if (store_open(path, &options, &load.store) != ERR_NONE ||
        store_migrate(load.store, 1, &applied) != ERR_NONE ||
        store_write(load.store, make, NULL) != ERR_NONE) {
        give_up(path);
    }
    for (int round = 0; round < rounds; round++) {
        synced[round] = sync_rate(other);
        for (size_t i = 0; i < COUNT_OF(submitters); i++) {
            written[i][round] = write_rate(&load, submitters[i]);
        }
    }
    store_close(load.store);
    (void)unlink(path);

    double disk = median(synced, rounds);
    printf("%-28s %10.0f a second\n", "fdatasync of one page", disk);
    for (size_t i = 0; i < COUNT_OF(submitters); i++) {
        double rate = median(written[i], rounds);
        printf("durable writes, %2d submitters %9.0f a second  %6.2f of fdatasync\n", submitters[i],
               rate, rate / disk);
    }
    return EXIT_SUCCESS;
}
