/* One sentence for each way in which PostgreSQL can fail; the same codes as SQLite's. */
#include "postgres_error.h"

#include <string.h>

static bool is(const char *state, const char *prefix) {
    return strncmp(state, prefix, strlen(prefix)) == 0;
}

static const char *state_of(const PGresult *result) {
    const char *state = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    return state != NULL ? state : "";
}

bool postgres_repeatable(const PGconn *pq, const PGresult *result) {
    const char *state = state_of(result);
    return is(state, "40001") || is(state, "40P01") || PQstatus(pq) == CONNECTION_BAD;
}

/* What the person can mend, or what another person did. */
static enum err data_error(const char *state, const char *what) {
    if (is(state, "23505")) {
        return err_set(ERR_CONFLICT, "STO-10", "A record with this key is there already ({1}).",
                       what, NULL);
    }
    if (is(state, "23503")) {
        return err_set(ERR_CONFLICT, "STO-11",
                       "This record refers to one that is not there, or is still referred to "
                       "by another ({1}).",
                       what, NULL);
    }
    if (is(state, "54")) {
        return err_set(ERR_LIMIT, "STO-19", "A value is too large for the database.", NULL);
    }
    return err_set(ERR_INVALID, "STO-12", "The database does not accept this value ({1}).", what,
                   NULL);
}

enum err postgres_error(const PGconn *pq, const PGresult *result, const char *what) {
    const char *state = state_of(result);
    if (PQstatus(pq) == CONNECTION_BAD || is(state, "08") || is(state, "57P") ||
        is(state, "53300")) {
        return err_set(ERR_UNAVAILABLE, "STO-25", "The database server does not answer.", NULL);
    }
    if (is(state, "22") || is(state, "23") || is(state, "54")) {
        return data_error(state, what);
    }
    if (is(state, "40") || is(state, "55P03") || is(state, "57014")) {
        return err_set(ERR_UNAVAILABLE, "STO-14",
                       "The database is busy with other work; please try again.", NULL);
    }
    if (is(state, "53100")) {
        return err_set(ERR_FULL, "STO-13", "The disk is full; nothing was saved.", NULL);
    }
    if (is(state, "53") || (result == NULL && PQstatus(pq) == CONNECTION_OK)) {
        return err_set(ERR_MEMORY, "STO-17", "The database ran out of memory.", NULL);
    }
    if (is(state, "25006") || is(state, "42501")) {
        return err_set(ERR_UNAVAILABLE, "STO-15", "The database may only be read, not written.",
                       NULL);
    }
    if (is(state, "58") || is(state, "XX001") || is(state, "XX002")) {
        return err_set(ERR_IO, "STO-20", "Reading or writing the database file failed ({1}).",
                       state, NULL);
    }
    const char *message = NULL;
    if (result != NULL) {
        message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    }
    return err_set(ERR_INTERNAL, "STO-21", "The database refused {1}: {2}", what,
                   message != NULL ? message : state, NULL);
}
