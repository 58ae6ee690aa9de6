/* Any bytes as a CSV file: rows as wide as the header, valid UTF-8 in every cell, or an error. */
#include <string.h>

#include "csv.h"
#include "fuzz.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *bytes = malloc(size + 1); /* fmemopen wants memory it may write to, and some of it */
    FUZZ_PROMISE(bytes != NULL);
    memcpy(bytes, data, size);
    bytes[size] = '\n';
    FILE *file = fmemopen(bytes, size + 1, "r");
    FUZZ_PROMISE(file != NULL);

    struct csv *csv;
    enum err err = csv_create(file, &csv);
    const struct csv_row *row = err == ERR_NONE ? csv_header(csv) : NULL;
    uint64_t line = 0;
    while (row != NULL) {
        FUZZ_PROMISE(row->count > 0 && row->count == csv_header(csv)->count);
        FUZZ_PROMISE(row->line > line);
        line = row->line;
        for (size_t i = 0; i < row->count; i++) {
            size_t length = strlen(row->cells[i]);
            FUZZ_PROMISE(text_utf8_valid(row->cells[i], length) == length);
        }
        err = csv_next(csv, &row);
        FUZZ_PROMISE(err == ERR_NONE || row == NULL);
    }
    if (err == ERR_NONE) {
        FUZZ_PROMISE(csv_bytes_read(csv) == size + 1);
    } else {
        FUZZ_PROMISE(err_last()->err == err && err_last()->code[0] != '\0');
    }
    csv_destroy(csv);
    (void)fclose(file);
    free(bytes);
    return 0;
}
