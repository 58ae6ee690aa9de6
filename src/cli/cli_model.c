/* Models named on the command line: the bytes of a file, and what they say. */
#include "cli_model.h"

#include "cli.h"

enum err cli_read_file(const char *path, struct buf *out) {
    enum { PIECE = 1 << 16 };
    static char piece[PIECE];
    FILE *file = NULL;
    enum err err = cli_open_file(path, &file);
    if (err != ERR_NONE) {
        return err;
    }
    size_t got = PIECE;
    while (got == PIECE && out->length <= XML_BYTES_MAX) {
        got = fread(piece, 1, PIECE, file);
        buf_append(out, piece, got);
    }
    err = out->failed;
    if (err == ERR_NONE && ferror(file)) {
        err = err_set(ERR_IO, "CLI-5", "Reading the file {1} failed.", path, NULL);
    }
    fclose(file);
    return err;
}

enum err cli_read_bpmn(struct arena *arena, const char *path, const struct bpmn **out) {
    struct buf bytes;
    buf_init(&bytes, CLI_FILE_MAX);
    enum err err = cli_read_file(path, &bytes);
    if (err == ERR_NONE) {
        err = bpmn_read(arena, bytes.data, bytes.length, out);
    }
    buf_finish(&bytes);
    return err;
}
