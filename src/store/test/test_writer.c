/* Commands: durable when acknowledged, without a trace when failed, harmless to each other. */
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "fault.h"
#include "migrate.h"
#include "proof.h"
#include "rig.h"

enum { THREADS = 64, COMMANDS = 20 };

static const struct store_value no_parent = {.null = true};

static void open_proof(struct store **out) {
    rig_open(out);
    check(store_write(*out, proof_make, NULL));
}

static enum err add(struct store_db *db, void *context) {
    return proof_add(db, *(const int64_t *)context, no_parent);
}

/* Writes a row, then thinks better of it. */
static enum err add_and_refuse(struct store_db *db, void *context) {
    enum err err = add(db, context);
    return err != ERR_NONE ? err : err_set(ERR_DENIED, "TST-1", "No.", NULL);
}

/* ---- many at once --------------------------------------------------------------------------- */

struct crowd {
    struct store *store;
    int64_t first;
    atomic_int *wrong;
};

static void *crowd_main(void *argument) {
    const struct crowd *crowd = argument;
    for (int64_t i = 0; i < COMMANDS; i++) {
        int64_t id = crowd->first + i;
        int64_t taken = 0;
        enum err expected = i % 5 == 1 ? ERR_DENIED : i % 5 == 3 ? ERR_CONFLICT : ERR_NONE;
        enum err err = store_write(crowd->store, expected == ERR_DENIED ? add_and_refuse : add,
                                   expected == ERR_CONFLICT ? &taken : &id);
        *crowd->wrong += err != expected;
    }
    return NULL;
}

static void store_write__of_64_threads_keeps_the_good_and_drops_the_bad(void **state) {
    struct store *store;
    open_proof(&store);
    int64_t taken = 0;
    check(store_write(store, add, &taken));
    atomic_int wrong = 0;
    struct crowd crowd[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        crowd[i] = (struct crowd){store, 1 + (int64_t)i * COMMANDS, &wrong};
        assert_int_equal(pthread_create(&threads[i], NULL, crowd_main, &crowd[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    assert_int_equal(wrong, 0);
    /* of five commands three are good */
    assert_int_equal(proof_rows(store, 1, INT64_MAX), THREADS * COMMANDS / 5 * 3);
    rig_close(store);
}

static enum err read_counter(struct store_db *db, int64_t *out) {
    static const struct store_column outputs[] = {{"parent", STORE_INT, false}};
    static const struct store_statement get = {
        .name = "proof.get",
        .sqlite = "SELECT parent FROM proof_item WHERE id = 0",
        .postgres = "SELECT parent FROM proof_item WHERE id = 0",
        .outputs = outputs,
        .output_count = 1};
    return store_run(db, &get, NULL, proof_count_row, out, NULL);
}

/* Reads a number and writes it back one larger: what is lost if two do it at once. */
static enum err increment(struct store_db *db, void *context) {
    static const struct store_column inputs[] = {{"value", STORE_INT, false}};
    static const struct store_statement set = {
        .name = "proof.set",
        .sqlite = "UPDATE proof_item SET parent = ?1 WHERE id = 0",
        .postgres = "UPDATE proof_item SET parent = $1 WHERE id = 0",
        .inputs = inputs,
        .input_count = 1,
        .writes = true};
    int64_t value = 0;
    enum err err = read_counter(db, &value);
    const struct store_value values[] = {{.integer = value + 1}};
    return err != ERR_NONE ? err : store_run(db, &set, values, NULL, NULL, NULL);
}

static enum err add_counter(struct store_db *db, void *context) {
    /* without the reference, so that any number may stand there */
    enum err err = store_script(db, "DROP TABLE proof_item; CREATE TABLE proof_item (id BIGINT NOT "
                                    "NULL PRIMARY KEY, parent BIGINT, title TEXT, share REAL, "
                                    "image TEXT)");
    static const struct store_statement first = {
        .name = "proof.first",
        .sqlite = "INSERT INTO proof_item (id, parent) VALUES (0, 0)",
        .postgres = "INSERT INTO proof_item (id, parent) VALUES (0, 0)",
        .writes = true};
    return err != ERR_NONE ? err : store_run(db, &first, NULL, NULL, NULL, NULL);
}

struct counting {
    struct store *store;
    atomic_int *done;
};

static void *count_main(void *argument) {
    const struct counting *counting = argument;
    for (int i = 0; i < COMMANDS; i++) {
        *counting->done += store_write(counting->store, increment, NULL) == ERR_NONE;
    }
    return NULL;
}

static void store_write__loses_no_update(void **state) {
    struct store *store;
    struct store_db *reader;
    open_proof(&store);
    check(store_write(store, add_counter, NULL));
    atomic_int done = 0;
    struct counting counting = {store, &done};
    pthread_t threads[8];
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, count_main, &counting), 0);
    }
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        pthread_join(threads[i], NULL);
    }
    int64_t value = -1;
    check(store_reader_acquire(store, &reader));
    check(read_counter(reader, &value));
    store_reader_release(reader);
    assert_true(done > 0);
    assert_int_equal(value, done);
    rig_close(store);
}

/* ---- one batch ------------------------------------------------------------------------------ */

/* Holds the writer until told, so that what is submitted meanwhile becomes one batch. */
struct gate {
    sem_t entered;
    sem_t open;
};

static enum err wait_at_gate(struct store_db *db, void *context) {
    struct gate *gate = context;
    sem_post(&gate->entered);
    sem_wait(&gate->open);
    return ERR_NONE;
}

enum { BATCH = 8 };

struct batch {
    struct gate gate;
    struct store_job gate_jobs[STORE_WRITERS_MAX];
    struct store_job jobs[BATCH];
    int64_t ids[BATCH];
    sem_t finished;
    atomic_int order;
    int done_at[BATCH];
};

static void batch_done(struct store_job *job) {
    struct batch *batch = job->owner;
    if (job >= batch->jobs && job < batch->jobs + BATCH) {
        batch->done_at[job - batch->jobs] = atomic_fetch_add(&batch->order, 1);
    }
    sem_post(&batch->finished);
}

/* Submits the commands while every writer stands at the gate, then lets them all run; from then on
   the nth call of the store fails (0: none). */
static void run_batch(struct store *store, struct batch *batch, store_command *const *commands,
                      unsigned long nth) {
    size_t writers = store->driver->writers;
    sem_init(&batch->gate.entered, 0, 0);
    sem_init(&batch->gate.open, 0, 0);
    sem_init(&batch->finished, 0, 0);
    atomic_store(&batch->order, 0);
    for (size_t i = 0; i < writers; i++) {
        batch->gate_jobs[i] = (struct store_job){
            .command = wait_at_gate, .context = &batch->gate, .done = batch_done, .owner = batch};
        check(store_submit(store, &batch->gate_jobs[i]));
        sem_wait(&batch->gate.entered);
    }
    for (int i = 0; i < BATCH; i++) {
        batch->ids[i] = 1 + i;
        batch->jobs[i] = (struct store_job){
            .command = commands[i], .context = &batch->ids[i], .done = batch_done, .owner = batch};
        check(store_submit(store, &batch->jobs[i]));
    }
    fault_arm(FAULT_STORE, nth);
    for (size_t i = 0; i < writers; i++) {
        sem_post(&batch->gate.open);
    }
    for (size_t i = 0; i < writers + BATCH; i++) {
        sem_wait(&batch->finished);
    }
}

static void store_submit__answers_in_order_on_sqlite(void **state) {
    if (rig_engine() != STORE_SQLITE) {
        skip();
    }
    struct store *store;
    open_proof(&store);
    struct batch batch;
    store_command *const commands[BATCH] = {add, add, add_and_refuse, add, add, add, add, add};
    run_batch(store, &batch, commands, 0);
    for (int i = 0; i < BATCH; i++) {
        assert_int_equal(batch.done_at[i], i);
        assert_int_equal(batch.jobs[i].result, i == 2 ? ERR_DENIED : ERR_NONE);
    }
    assert_string_equal(batch.jobs[2].detail.code, "TST-1");
    assert_int_equal(proof_rows(store, 1, BATCH), BATCH - 1);
    rig_close(store);
}

/* A value that does not fit any more. */
static enum err add_large(struct store_db *db, void *context) {
    static char large[4 << 20];
    const struct store_value values[] = {{.integer = *(const int64_t *)context},
                                         no_parent,
                                         no_parent,
                                         no_parent,
                                         {.blob = {large, sizeof(large)}}};
    return store_run(db, &proof_insert, values, NULL, NULL, NULL);
}

static enum err fill_disk(struct store_db *db, void *context) {
    return store_script(db, "PRAGMA max_page_count = 512");
}

static void store_submit__on_a_full_disk_fails_only_what_does_not_fit(void **state) {
    if (rig_engine() != STORE_SQLITE) {
        skip();
    }
    struct store *store;
    open_proof(&store);
    check(store_write(store, fill_disk, NULL));
    struct batch batch;
    store_command *const commands[BATCH] = {add, add, add_large, add, add, add_large, add, add};
    run_batch(store, &batch, commands, 0);
    for (int i = 0; i < BATCH; i++) {
        assert_int_equal(batch.jobs[i].result, i == 2 || i == 5 ? ERR_FULL : ERR_NONE);
    }
    assert_string_equal(batch.jobs[5].detail.code, "STO-13");
    assert_int_equal(proof_rows(store, 1, BATCH), BATCH - 2);
    rig_close(store);
}

static void store_submit__refuses_when_too_much_is_waiting(void **state) {
    struct store *store;
    open_proof(&store);
    struct batch batch = {0};
    enum { MANY = 10000 };
    struct store_job *jobs = calloc(MANY, sizeof(*jobs));
    assert_non_null(jobs);
    size_t writers = store->driver->writers;
    sem_init(&batch.gate.entered, 0, 0);
    sem_init(&batch.gate.open, 0, 0);
    sem_init(&batch.finished, 0, 0);
    for (size_t i = 0; i < writers; i++) {
        jobs[i] = (struct store_job){
            .command = wait_at_gate, .context = &batch.gate, .done = batch_done, .owner = &batch};
        check(store_submit(store, &jobs[i]));
        sem_wait(&batch.gate.entered);
    }
    int64_t taken = 1;
    size_t accepted = writers;
    enum err err = ERR_NONE;
    for (size_t i = writers; i < MANY && err == ERR_NONE; i++) {
        jobs[i] = (struct store_job){
            .command = add_and_refuse, .context = &taken, .done = batch_done, .owner = &batch};
        err = store_submit(store, &jobs[i]);
        accepted += err == ERR_NONE;
    }
    assert_int_equal(err, ERR_UNAVAILABLE);
    assert_string_equal(err_last()->code, "STO-35");
    for (size_t i = 0; i < writers; i++) {
        sem_post(&batch.gate.open);
    }
    /* closing first finishes every accepted command */
    rig_close(store);
    int finished = 0;
    sem_getvalue(&batch.finished, &finished);
    assert_int_equal(finished, accepted);
    free(jobs);
}

/* ---- what a command may not do -------------------------------------------------------------- */

static enum err swallow(struct store_db *db, void *context) {
    int64_t id = 1;
    if (add(db, &id) == ERR_NONE && add(db, &id) != ERR_NONE) {
        id = 2;
        (void)!add(db, &id);
    }
    return ERR_NONE;
}

static void store_write__fails_if_a_failed_statement_was_swallowed(void **state) {
    struct store *store;
    open_proof(&store);
    assert_int_equal(store_write(store, swallow, NULL), ERR_CONFLICT);
    assert_int_equal(proof_rows(store, 0, 9), 0);
    rig_close(store);
}

static enum err write_inside(struct store_db *db, void *context) {
    int64_t id = 1;
    return store_write(db->store, add, &id);
}

static void store_write__refuses_to_wait_inside_a_command(void **state) {
    struct store *store;
    open_proof(&store);
    assert_int_equal(store_write(store, write_inside, NULL), ERR_INTERNAL);
    assert_string_equal(err_last()->code, "STO-36");
    rig_close(store);
}

/* ---- crashes -------------------------------------------------------------------------------- */

struct child {
    struct store *store;
    int pipe;
    int64_t first;
};

static void *child_writer(void *argument) {
    const struct child *child = argument;
    for (int64_t id = child->first;; id++) {
        if (store_write(child->store, add, &id) == ERR_NONE) {
            /* the acknowledgement that the parent holds us to */
            if (write(child->pipe, &id, sizeof(id)) != sizeof(id)) {
                _exit(1);
            }
        }
    }
}

static void child_main(const char *url, int out) {
    struct child children[8];
    pthread_t thread;
    struct store *store;
    if (store_open(url, NULL, &store) != ERR_NONE) {
        _exit(1);
    }
    for (size_t i = 0; i < COUNT_OF(children); i++) {
        children[i] = (struct child){store, out, (int64_t)(i + 1) * 1000000};
        if (pthread_create(&thread, NULL, child_writer, &children[i]) != 0) {
            _exit(1);
        }
    }
    pause();
    _exit(1);
}

/* A migrated database with the table, closed, so that another process may open it. */
static void make_closed(char url[RIG_URL_MAX]) {
    struct store *store;
    size_t applied = 0;
    rig_make(rig_engine(), url);
    check(store_open(url, &(struct store_options){.create = true, .any_schema = true}, &store));
    check(store_migrate(store, 1, &applied));
    check(store_write(store, proof_make, NULL));
    store_close(store);
}

static void store_write__survives_kill_9_with_all_it_acknowledged(void **state) {
    char url[RIG_URL_MAX];
    make_closed(url);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        child_main(url, ends[1]);
    }
    close(ends[1]);
    enum { ENOUGH = 300, MOST = 100000 };
    static int64_t acknowledged[MOST];
    size_t count = 0;
    while (count < MOST && read(ends[0], &acknowledged[count], sizeof(int64_t)) > 0) {
        count++;
        if (count == ENOUGH) {
            kill(child, SIGKILL);
        }
    }
    close(ends[0]);
    waitpid(child, NULL, 0);
    assert_true(count >= ENOUGH);

    struct store *store;
    struct store_db *reader;
    check(store_open(url, NULL, &store));
    check(store_reader_acquire(store, &reader));
    for (size_t i = 0; i < count; i++) {
        int64_t found = 0;
        check(proof_count(reader, acknowledged[i], acknowledged[i], &found));
        assert_int_equal(found, 1);
    }
    store_reader_release(reader);
    store_close(store);
    rig_drop(url);
}

static enum err add_and_die(struct store_db *db, void *context) {
    enum err err = add(db, context);
    kill(getpid(), SIGKILL);
    return err;
}

static void die(struct store_job *job) {
    kill(getpid(), SIGKILL);
}

/* In a process of its own: dies before the commit, or between the commit and the answer. */
static void crash(const char *url, store_command *command, int64_t id) {
    pid_t child = fork();
    if (child == 0) {
        struct store *store;
        struct store_job job = {.command = command, .context = &id, .done = die};
        if (store_open(url, NULL, &store) == ERR_NONE && store_submit(store, &job) == ERR_NONE) {
            pause();
        }
        _exit(1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void store_write__is_all_or_nothing_when_the_process_dies(void **state) {
    char url[RIG_URL_MAX];
    struct store *store;
    make_closed(url);
    crash(url, add_and_die, 1);
    crash(url, add, 2);
    check(store_open(url, NULL, &store));
    assert_int_equal(proof_rows(store, 1, 1), 0);
    assert_int_equal(proof_rows(store, 2, 2), 1);
    int64_t id = 3;
    check(store_write(store, add, &id));
    store_close(store);
    rig_drop(url);
}

/* ---- faults --------------------------------------------------------------------------------- */

static enum err add_two(struct store_db *db, void *context) {
    int64_t first = *(const int64_t *)context * 10;
    int64_t second = first + 1;
    enum err err = add(db, &first);
    return err != ERR_NONE ? err : add(db, &second);
}

static void store__keeps_its_word_whichever_call_fails(void **state) {
    struct store *store;
    open_proof(&store);
    unsigned long nth = 0;
    bool fired = true;
    while (fired) {
        nth++;
        struct batch batch;
        store_command *const commands[BATCH] = {add_two, add_two, add_and_refuse, add_two,
                                                add_two, add_two, add_two,        add_two};
        run_batch(store, &batch, commands, nth);
        fired = fault_fired(FAULT_STORE);
        fault_arm(FAULT_STORE, 0);
        for (int64_t i = 0; i < BATCH; i++) {
            bool kept = batch.jobs[i].result == ERR_NONE;
            assert_int_equal(proof_rows(store, (i + 1) * 10, (i + 1) * 10 + 1), kept ? 2 : 0);
        }
        assert_true(fired || batch.jobs[0].result == ERR_NONE);
        check(store_write(store, proof_clear, NULL));
    }
    assert_true(nth > 2 * BATCH);
    rig_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(store_write__of_64_threads_keeps_the_good_and_drops_the_bad),
        cmocka_unit_test(store_write__loses_no_update),
        cmocka_unit_test(store_submit__answers_in_order_on_sqlite),
        cmocka_unit_test(store_submit__on_a_full_disk_fails_only_what_does_not_fit),
        cmocka_unit_test(store_submit__refuses_when_too_much_is_waiting),
        cmocka_unit_test(store_write__fails_if_a_failed_statement_was_swallowed),
        cmocka_unit_test(store_write__refuses_to_wait_inside_a_command),
        cmocka_unit_test(store_write__survives_kill_9_with_all_it_acknowledged),
        cmocka_unit_test(store_write__is_all_or_nothing_when_the_process_dies),
        cmocka_unit_test(store__keeps_its_word_whichever_call_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
