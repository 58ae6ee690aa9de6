/* Replays committed inputs through a fuzz harness: `program FOLDER`. */
#include <dirent.h>
#include <string.h>

#include "fuzz.h"

enum { INPUT_MAX = 4 << 20, PATH_SIZE = 4096 };

static int replay_file(const char *path, uint8_t *input) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return -1;
    }
    size_t size = fread(input, 1, INPUT_MAX, file);
    (void)fclose(file);
    /* a block of exactly this size, so that a sanitizer sees every overrun */
    uint8_t *exact = malloc(size == 0 ? 1 : size);
    if (exact == NULL) {
        return -1;
    }
    memcpy(exact, input, size);
    (void)LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return 0;
}

static int replay_folder(const char *folder, uint8_t *input) {
    DIR *entries = opendir(folder);
    if (entries == NULL) {
        perror(folder);
        return -1;
    }
    int replayed = 0;
    for (const struct dirent *entry; replayed >= 0 && (entry = readdir(entries)) != NULL;) {
        char path[PATH_SIZE];
        if (entry->d_name[0] == '.') {
            continue;
        }
        int length = snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        replayed = length < PATH_SIZE && replay_file(path, input) == 0 ? replayed + 1 : -1;
    }
    (void)closedir(entries);
    return replayed;
}

int main(int argc, char **argv) {
    uint8_t *input = argc == 2 ? malloc(INPUT_MAX) : NULL;
    if (input == NULL) {
        (void)fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    int replayed = replay_folder(argv[1], input);
    free(input);
    (void)printf("%d inputs\n", replayed);
    return replayed > 0 ? 0 : 1;
}
