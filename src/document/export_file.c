/* Files on disk while a version is made into one. See export_file.h. */
#include "export_file.h"

#include "fault.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_DEPTH = 16 };

enum err export_write_failed(const char *path) {
    return errno == ENOSPC || errno == EDQUOT
               ? err_set(ERR_FULL, "DOC-30", "The disk is full; {1} was not written.", path, NULL)
               : err_set(ERR_IO, "DOC-31", "The file {1} could not be written.", path, NULL);
}

enum err export_file_write(const char *path, const void *data, size_t size) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) {
        return export_write_failed(path);
    }
    const char *at = data;
    enum err err = FAULT_POINT(FAULT_IO) ? export_write_failed(path) : ERR_NONE;
    while (err == ERR_NONE && size > 0) {
        ssize_t wrote = write(fd, at, size);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            err = export_write_failed(path);
            break;
        }
        at += wrote;
        size -= (size_t)wrote;
    }
    if (err == ERR_NONE && fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP) {
        err = export_write_failed(path);
    }
    close(fd);
    return err;
}

enum err export_file_place(struct arena *arena, const char *from, const char *to) {
    const char *part = arena_printf(arena, "%s.part-%d", to, (int)getpid());
    FILE *in = fopen(from, "rbe");
    if (in == NULL || part == NULL) {
        if (in != NULL) {
            fclose(in);
        }
        return err_set(ERR_IO, "DOC-32", "The finished file could not be read.", NULL);
    }
    enum err err = ERR_NONE;
    FILE *out = fopen(part, "wbe");
    if (out == NULL) {
        err = export_write_failed(to);
    } else {
        char chunk[65536];
        size_t got;
        while (err == ERR_NONE && (got = fread(chunk, 1, sizeof(chunk), in)) > 0) {
            err = fwrite(chunk, 1, got, out) == got ? ERR_NONE : export_write_failed(to);
        }
        if (err == ERR_NONE && fflush(out) != 0) {
            err = export_write_failed(to);
        }
        fclose(out);
        if (err == ERR_NONE && rename(part, to) != 0) {
            err = export_write_failed(to);
        }
        if (err != ERR_NONE) {
            unlink(part);
        }
    }
    fclose(in);
    return err;
}

enum err export_folder_make(char path[EXPORT_FOLDER_MAX]) {
    const char *temporary = getenv("TMPDIR");
    snprintf(path, EXPORT_FOLDER_MAX, "%s/khaju-export-XXXXXX",
             temporary != NULL && temporary[0] == '/' ? temporary : "/tmp");
    return mkdtemp(path) == NULL ? export_write_failed(path) : ERR_NONE;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

void export_folder_remove(const char *path) {
    nftw(path, remove_one, FOLDER_DEPTH, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
