/* Static files: they live in the program, under names that carry the hash of their content. */
#include "web_files_internal.h"

#include <string.h>

const struct web_file *web_file(const char *path) {
    for (size_t i = 0; i < web_file_count; i++) {
        if (strcmp(web_files[i].path, path) == 0) {
            return &web_files[i];
        }
    }
    return NULL;
}

const struct web_file *web_file_named(const char *name) {
    for (size_t i = 0; i < web_file_count; i++) {
        if (strcmp(web_files[i].name, name) == 0) {
            return &web_files[i];
        }
    }
    return NULL;
}

const struct web_file *web_file_list(size_t *count_out) {
    *count_out = web_file_count;
    return web_files;
}

const char *web_asset(const char *name) {
    const struct web_file *file = web_file_named(name);
    return file == NULL ? "#" : file->path;
}
