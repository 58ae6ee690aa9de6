/* Files on disk while a version is made into one. Inside the room only. */
#ifndef KHAJU_DOCUMENT_EXPORT_FILE_H
#define KHAJU_DOCUMENT_EXPORT_FILE_H

#include "arena.h"
#include "err.h"
#include <stddef.h>

/* ERR_FULL or ERR_IO with a sentence, by errno. */
enum err export_write_failed(const char *path) WARN_UNUSED;
enum err export_file_write(const char *path, const void *data, size_t size) WARN_UNUSED;
/* Copies a finished file beside its place and renames it into it. */
enum err export_file_place(struct arena *arena, const char *from, const char *to) WARN_UNUSED;

/* A folder of one's own below TMPDIR; path needs room for EXPORT_FOLDER_MAX bytes. */
enum { EXPORT_FOLDER_MAX = 1024 };
enum err export_folder_make(char path[EXPORT_FOLDER_MAX]) WARN_UNUSED;
/* Removes it with all that programs left in it. */
void export_folder_remove(const char *path);

#endif
