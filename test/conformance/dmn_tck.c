/*
 * Decides for dmn_tck.py: each line of standard input is a JSON object with "model" (a path),
 * "name", "inputs" (a FEEL context) and "expected" (FEEL); the answer is a line "pass", or "fail"
 * and what came out instead. An error is null, as the suite has it.
 */
#include <stdio.h>

#include "alike.h"
#include "buf.h"
#include "decision.h"
#include "xml.h"

static void read_model(const char *path, struct buf *out) {
    FILE *file = fopen(path, "rb");
    char part[4096];
    size_t got;
    while (file && (got = fread(part, 1, sizeof part, file)) > 0) {
        buf_append(out, part, got);
    }
    if (file) {
        fclose(file);
    }
}

static struct feel_value decide(struct arena *arena, const json_t *line) {
    const struct decision_model *model;
    struct decision_result result;
    struct buf bytes;
    buf_init(&bytes, XML_BYTES_MAX);
    read_model(json_text(line, "model"), &bytes);
    enum err err = decision_read(arena, buf_text(&bytes), bytes.length, &model);
    buf_finish(&bytes);
    struct feel_value inputs = alike_feel(arena, json_text(line, "inputs"), NULL);
    if (err == ERR_NONE && inputs.type == FEEL_CONTEXT) {
        err = decision_evaluate(arena, model, json_text(line, "name"), inputs.context,
                                &alike_options, &result);
    }
    if (err != ERR_NONE || inputs.type != FEEL_CONTEXT) {
        return feel_null(arena_printf(arena, "%s %s", err_last()->code, err_last()->english));
    }
    if (result.value.type == FEEL_NULL && !result.value.reason && result.notes.count > 0) {
        result.value.reason = result.notes.items[0].reason;
    }
    return result.value;
}

int main(void) {
    return alike_main(decide);
}
