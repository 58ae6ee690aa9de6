/* The test rig. It ends the program when it cannot do its work: a test must not go on without. */
#include "rig.h"

#include <dirent.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "migrate.h"

enum { STORES_MAX = 16, EXIT_SKIPPED = 77 };

static char folder[64];
static pid_t folder_owner;
static unsigned made;
static struct opened {
    struct store *store;
    char url[RIG_URL_MAX];
} opened[STORES_MAX];

static _Noreturn void give_up(const char *what, const char *why) {
    fprintf(stderr, "rig: %s: %s\n", what, why);
    exit(EXIT_FAILURE);
}

static void remove_folder(void) {
    DIR *directory = folder_owner == getpid() ? opendir(folder) : NULL;
    if (directory == NULL) {
        return;
    }
    struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        (void)unlinkat(dirfd(directory), entry->d_name, 0);
    }
    closedir(directory);
    (void)rmdir(folder);
}

const char *rig_folder(void) {
    if (folder[0] == '\0') {
        snprintf(folder, sizeof(folder), "%s", "/tmp/khaju-test-XXXXXX");
        if (mkdtemp(folder) == NULL) {
            give_up("temporary folder", folder);
        }
        folder_owner = getpid();
        atexit(remove_folder);
    }
    return folder;
}

static const char *cluster(void) {
    const char *url = getenv("KHAJU_TEST_POSTGRES");
    return url != NULL && url[0] != '\0' ? url : NULL;
}

bool rig_has_postgres(void) {
    return cluster() != NULL;
}

enum store_engine rig_engine(void) {
    const char *engine = getenv("KHAJU_TEST_ENGINE");
    if (engine == NULL || engine[0] == '\0') {
        return rig_has_postgres() ? STORE_POSTGRES : STORE_SQLITE;
    }
    return strcmp(engine, "postgres") == 0 ? STORE_POSTGRES : STORE_SQLITE;
}

/* CREATE or DROP DATABASE name, through the database that the variable names. */
static void database(const char *act, const char *name, const char *rest) {
    PGconn *connection = PQconnectdb(cluster());
    if (PQstatus(connection) != CONNECTION_OK) {
        give_up("PostgreSQL", PQerrorMessage(connection));
    }
    char sql[256];
    snprintf(sql, sizeof(sql), "%s DATABASE %s %s", act, name, rest);
    PGresult *result = PQexec(connection, sql);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
        give_up(sql, PQerrorMessage(connection));
    }
    PQclear(result);
    PQfinish(connection);
}

/* postgresql://user@host:port/NAME?options with another NAME. */
static void with_database(const char *url, const char *name, char out[RIG_URL_MAX]) {
    const char *authority = strstr(url, "://");
    const char *path = authority != NULL ? strchr(authority + 3, '/') : NULL;
    if (path == NULL) {
        give_up("KHAJU_TEST_POSTGRES", "write postgresql://user@host:port/database");
    }
    const char *options = strchr(path, '?');
    snprintf(out, RIG_URL_MAX, "%.*s/%s%s", (int)(path - url), url, name,
             options != NULL ? options : "");
}

static bool is_postgres(const char *url) {
    return strncmp(url, "postgresql://", strlen("postgresql://")) == 0;
}

void rig_make(enum store_engine engine, char url_out[RIG_URL_MAX]) {
    made++;
    if (engine == STORE_SQLITE) {
        snprintf(url_out, RIG_URL_MAX, "%s/%u.db", rig_folder(), made);
        return;
    }
    if (!rig_has_postgres()) {
        fprintf(stderr, "rig: KHAJU_TEST_POSTGRES is not set\n");
        exit(EXIT_SKIPPED);
    }
    char name[48];
    snprintf(name, sizeof(name), "khaju_test_%d_%u", (int)getpid(), made);
    database("CREATE", name,
             "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' "
             "LC_CTYPE 'C.UTF-8'");
    with_database(cluster(), name, url_out);
}

void rig_drop(const char *url) {
    if (is_postgres(url)) {
        const char *start = strstr(url, "khaju_test_");
        char name[48];
        snprintf(name, sizeof(name), "%.*s", (int)strcspn(start, "?"), start);
        database("DROP", name, "WITH (FORCE)");
        return;
    }
    static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < COUNT_OF(suffixes); i++) {
        char path[RIG_URL_MAX + 16];
        snprintf(path, sizeof(path), "%s%s", url, suffixes[i]);
        (void)unlink(path);
    }
}

void rig_open(struct store **out) {
    struct opened *slot = opened;
    while (slot < opened + STORES_MAX && slot->store != NULL) {
        slot++;
    }
    if (slot == opened + STORES_MAX) {
        give_up("rig_open", "too many stores open");
    }
    rig_make(rig_engine(), slot->url);
    const struct store_options options = {.create = true, .any_schema = true};
    size_t applied = 0;
    if (store_open(slot->url, &options, &slot->store) != ERR_NONE ||
        store_migrate(slot->store, 1700000000000, &applied) != ERR_NONE) {
        give_up(slot->url, err_last()->english);
    }
    *out = slot->store;
}

void rig_close(struct store *store) {
    for (size_t i = 0; i < STORES_MAX; i++) {
        if (opened[i].store == store) {
            store_close(store);
            opened[i].store = NULL;
            rig_drop(opened[i].url);
            return;
        }
    }
    give_up("rig_close", "this store was not opened by rig_open");
}
