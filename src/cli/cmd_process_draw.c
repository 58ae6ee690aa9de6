/* khaju process draw: a BPMN diagram, or the requirement graph of a DMN file, as SVG. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "cli.h"
#include "cli_model.h"
#include "drawing.h"
#include "extension.h"
#include "text.h"

/* A complaint or a visit for each mark; the visits are fewer than the elements. */
static enum err find_marks(struct arena *arena, const struct bpmn *bpmn,
                           struct drawing_options *options) {
    static const enum drawing_mark_kind kinds[] = {
        [CHECK_NOTE] = DRAWING_NOTE,
        [CHECK_WARNING] = DRAWING_WARNING,
        [CHECK_ERROR] = DRAWING_ERROR,
    };
    const struct check_report *report;
    enum err err = check_model(arena, bpmn, &report);
    if (err != ERR_NONE) {
        return err;
    }
    struct drawing_mark *marks =
        ARENA_ARRAY(arena, report->count + bpmn->element_count + 1, struct drawing_mark);
    if (marks == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < report->count; i++) {
        const struct check_complaint *complaint = &report->complaints[i];
        marks[options->mark_count++] =
            (struct drawing_mark){complaint->id, kinds[complaint->severity], 0, complaint->text};
    }
    for (size_t i = 0; i < bpmn->element_count; i++) {
        const struct bpmn_element *element = bpmn->elements[i];
        if (bpmn_is(element, BPMN_IS_ACTIVITY) && bpmn_extension(element->xml, "visit") != NULL) {
            marks[options->mark_count++] =
                (struct drawing_mark){element->id, DRAWING_VISIT, 0, NULL};
        }
    }
    options->marks = marks;
    return ERR_NONE;
}

static enum err draw_bpmn(struct arena *arena, const struct buf *bytes, size_t diagram, bool marked,
                          struct drawing_options *options, struct buf *out) {
    const struct bpmn *bpmn;
    enum err err = bpmn_read(arena, bytes->data, bytes->length, &bpmn);
    if (err == ERR_NONE && marked) {
        err = find_marks(arena, bpmn, options);
    }
    return err != ERR_NONE ? err : drawing_bpmn(arena, bpmn, diagram, options, out);
}

static enum err draw(struct cli *cli, struct arena *arena, size_t diagram, struct buf *out) {
    struct drawing_options options = {.standalone = true};
    const struct xml_document *document;
    struct buf bytes;
    buf_init(&bytes, CLI_FILE_MAX);
    enum err err = cli_read_file(cli->arguments[0], &bytes);
    if (err == ERR_NONE) {
        err = xml_read(arena, bytes.data, bytes.length, &document);
    }
    if (err == ERR_NONE) {
        err = drawing_is_decision(document)
                  ? drawing_decision(arena, document, diagram, &options, out)
                  : draw_bpmn(arena, &bytes, diagram, cli_switch(cli, "--marks"), &options, out);
    }
    buf_finish(&bytes);
    return err;
}

static enum err write_out(const char *path, const struct buf *out) {
    FILE *file = path == NULL ? stdout : fopen(path, "wbe");
    bool written = file != NULL && fwrite(out->data, 1, out->length, file) == out->length;
    if (path != NULL && file != NULL) {
        written = fclose(file) == 0 && written;
    }
    return written ? ERR_NONE
                   : err_set(ERR_IO, "CLI-6", "The file {1} cannot be written: {2}.",
                             path == NULL ? "-" : path, strerror(errno), NULL);
}

static int run_draw(struct cli *cli) {
    int64_t diagram;
    if (!text_int(cli_value(cli, "--diagram"), &diagram) || diagram < 1) {
        return cli_usage(cli, "--diagram: a number from 1 on");
    }
    struct arena *arena = arena_create(CLI_MODEL_MEMORY_MAX);
    struct buf out;
    buf_init(&out, DRAWING_BYTES_MAX);
    enum err err = arena == NULL ? ERR_MEMORY : draw(cli, arena, (size_t)diagram - 1, &out);
    if (err == ERR_NONE) {
        err = write_out(cli_value(cli, "--out"), &out);
    }
    buf_finish(&out);
    arena_destroy(arena);
    return err == ERR_NONE ? CLI_DONE : cli_fail(err);
}

const struct cli_command cmd_process_draw = {
    .name = "process draw",
    .arguments = "FILE",
    .summary = "Draw a BPMN 2.0 diagram or the requirements of a DMN file as SVG.",
    .help = "What the file gives no places for is laid out from left to right.",
    .least = 1,
    .most = 1,
    .options = {{"--diagram", "N", "which diagram of the file", "1"},
                {"--marks", NULL, "mark complaints of the checker and visits of citizens", NULL},
                {"--out", "FILE", "where to write it (default: standard output)", NULL}},
    .run = run_draw,
};
