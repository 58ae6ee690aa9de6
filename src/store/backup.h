/*
 * Backup and restore. A backup is always one SQLite file, whatever engine it was made from: it can
 * be verified anywhere, and restored to either engine.
 */
#ifndef KHAJU_STORE_BACKUP_H
#define KHAJU_STORE_BACKUP_H

#include "copy.h"

/* Copies the running database to a new file, checks the copy, and only then gives it its name.
   Refuses a file that is there. */
enum err store_backup(struct store *store, const char *file, int64_t now_ms,
                      store_progress *progress) WARN_UNUSED;

/*
 * Puts a backup in the place of the database that url names, which nobody may be using.
 * The file is verified first; a broken, foreign or newer one is refused and nothing is changed.
 * An SQLite database that is there is replaced only if `replace`, and stays beside the new one as
 * PATH.before-restore. A PostgreSQL database must be empty; it is migrated and filled.
 */
enum err store_restore(const char *file, const char *url, bool replace, int64_t now_ms,
                       store_progress *progress) WARN_UNUSED;

#endif
