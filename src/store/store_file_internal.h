/* SQLite databases as files: copying one while it is used, checking one, swapping one. */
#ifndef KHAJU_STORE_FILE_INTERNAL_H
#define KHAJU_STORE_FILE_INTERNAL_H

#include "copy.h"

/* Copies a database, of one moment, into a new file that needs no other file beside it. */
enum err sqlite_file_copy(const char *from, const char *to, store_progress *progress) WARN_UNUSED;
/* Every page, index and reference of a file that nobody uses; and leaves it self-contained. */
enum err sqlite_file_check(const char *path) WARN_UNUSED;
/* Closes the write-ahead log of a database; ERR_UNAVAILABLE if anybody has it open. */
enum err sqlite_file_idle(const char *path) WARN_UNUSED;
/* On the disk: the file's content (and, after a rename, its name in the folder). */
enum err file_sync(const char *path) WARN_UNUSED;
enum err file_sync_folder(const char *path) WARN_UNUSED;

#endif
