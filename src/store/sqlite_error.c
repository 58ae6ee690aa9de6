/* One sentence for each way in which SQLite can fail; the codes are shared with PostgreSQL. */
#include "sqlite_error.h"

#include <stddef.h>

static enum err constraint_error(int extended, const char *what) {
    switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return err_set(ERR_CONFLICT, "STO-10", "A record with this key is there already ({1}).",
                       what, NULL);
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return err_set(ERR_CONFLICT, "STO-11",
                       "This record refers to one that is not there, or is still referred to "
                       "by another ({1}).",
                       what, NULL);
    default:
        return err_set(ERR_INVALID, "STO-12", "The database does not accept this value ({1}).",
                       what, NULL);
    }
}

enum err sqlite_error(sqlite3 *sqlite, int rc, const char *what) {
    int extended = sqlite != NULL ? sqlite3_extended_errcode(sqlite) : rc;
    if ((extended & 0xff) != (rc & 0xff)) {
        extended = rc;
    }
    switch (rc & 0xff) {
    case SQLITE_CONSTRAINT:
        return constraint_error(extended, what);
    case SQLITE_FULL:
        return err_set(ERR_FULL, "STO-13", "The disk is full; nothing was saved.", NULL);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(ERR_UNAVAILABLE, "STO-14",
                       "The database is busy with other work; please try again.", NULL);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return err_set(ERR_UNAVAILABLE, "STO-15", "The database may only be read, not written.",
                       NULL);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return err_set(ERR_IO, "STO-16",
                       "The database file is damaged or is not a database; restore a backup.",
                       NULL);
    case SQLITE_NOMEM:
        return err_set(ERR_MEMORY, "STO-17", "The database ran out of memory.", NULL);
    case SQLITE_CANTOPEN:
        return err_set(ERR_UNAVAILABLE, "STO-18",
                       "There is no database {1}, or it cannot be opened; khaju init makes one.",
                       what, NULL);
    case SQLITE_TOOBIG:
        return err_set(ERR_LIMIT, "STO-19", "A value is too large for the database.", NULL);
    case SQLITE_IOERR:
        return err_set(ERR_IO, "STO-20", "Reading or writing the database file failed ({1}).",
                       sqlite3_errstr(extended), NULL);
    default:
        return err_set(ERR_INTERNAL, "STO-21", "The database refused {1}: {2}", what,
                       sqlite != NULL ? sqlite3_errmsg(sqlite) : sqlite3_errstr(rc), NULL);
    }
}
