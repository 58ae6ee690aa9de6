/*
 * Inside the store: what an engine's driver is, and what a connection knows. Private to this room.
 */
#ifndef KHAJU_STORE_INTERNAL_H
#define KHAJU_STORE_INTERNAL_H

#include "store.h"
#include <pthread.h>

struct store_driver;

/* A driver's connection begins with this. */
struct store_connection {
    const struct store_driver *driver;
};

struct store_location {
    const char *address; /* path, or the whole postgresql:// URL */
    bool write;
    bool create;
};

/* One engine. Every function works on one connection, used by one thread at a time. */
struct store_driver {
    enum store_engine engine;
    size_t writers; /* connections that run commands side by side */
    size_t batch;   /* most commands of one transaction */

    enum err (*open)(const struct store_location *location, struct store_connection **out);
    void (*close)(struct store_connection *connection);

    enum err (*begin)(struct store_connection *connection, bool write);
    enum err (*commit)(struct store_connection *connection);
    void (*rollback)(struct store_connection *connection); /* fine without a transaction */
    /* A savepoint around one command of a batch: set, then kept or undone. NULL if batch is 1. */
    enum err (*savepoint)(struct store_connection *connection);
    enum err (*savepoint_keep)(struct store_connection *connection);
    enum err (*savepoint_undo)(struct store_connection *connection);
    /* Did the engine itself throw the whole transaction away? */
    bool (*lost)(struct store_connection *connection);
    /* Did the last transaction fail only because of another one, so that it may be repeated? */
    bool (*repeatable)(struct store_connection *connection);

    enum err (*run)(struct store_connection *connection, const struct store_statement *statement,
                    const struct store_value *inputs, store_row *row, void *context,
                    int64_t *changed_out);
    /* Drops what was prepared for a statement whose memory is about to go away. */
    void (*forget)(struct store_connection *connection, const struct store_statement *statement);
    /* Prepares only, and compares the number and the names of columns. */
    enum err (*check)(struct store_connection *connection, const struct store_statement *statement);
    /* Many statements, no values: the DDL of migrations. */
    enum err (*script)(struct store_connection *connection, const char *sql);
    /* A number that changes when another connection commits; NULL if the engine has none. */
    enum err (*data_version)(struct store_connection *connection, int64_t *out);
};

extern const struct store_driver store_driver_sqlite;
extern const struct store_driver store_driver_postgres;

struct store_db {
    struct store *store;
    struct store_connection *connection;
    bool writer;               /* inside a command */
    bool began;                /* reader: the snapshot is taken */
    bool touched;              /* command: content was changed */
    struct err_detail failure; /* first failed statement; ERR_NONE in between */

    int64_t data_version; /* at which `version` was read */
    uint64_t version;
    bool version_known;
    struct store_db *next; /* in the list of free readers */
};

struct store_readers {
    pthread_mutex_t mutex;
    pthread_cond_t returned;
    struct store_db *free;
    size_t opened;
    size_t most;
};

struct store_queue {
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    struct store_job *first;
    struct store_job *last;
    size_t length;
    bool closing;
};

struct store_writer {
    struct store_db db;
    pthread_t thread;
    bool running;
};

enum { STORE_WRITERS_MAX = 8 };

struct store {
    const struct store_driver *driver;
    char *address;
    struct store_readers readers;
    struct store_queue queue;
    struct store_writer writers[STORE_WRITERS_MAX];
};

/* store.c: the path of an SQLite database, or NULL if the url is PostgreSQL's. */
const char *store_sqlite_path(const char *url);

/* readers.c */
void store_readers_init(struct store *store, size_t most);
void store_readers_finish(struct store *store);

/* writer.c */
enum err store_writers_init(struct store *store, bool create) WARN_UNUSED;
void store_writers_finish(struct store *store);

/* run.c */
void store_db_reset(struct store_db *db);
/* DDL inside a command or on a connection of one's own. */
enum err store_script(struct store_db *db, const char *sql) WARN_UNUSED;
void store_forget(struct store_db *db, const struct store_statement *statement);
enum err store_check(struct store_db *db, const struct store_statement *statement) WARN_UNUSED;

#endif
