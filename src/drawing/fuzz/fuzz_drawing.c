/* Any bytes as a model: an error that is set, or drawings that are well-formed XML. */
#include "drawing.h"
#include "fuzz.h"

enum { MEMORY_MAX = 256 << 20, BYTES_MAX = 16 << 20, DRAWINGS_MAX = 4 };

static void judge(struct arena *arena, enum err err, const struct buf *out) {
    const struct xml_document *svg;
    if (err == ERR_NONE) {
        FUZZ_PROMISE(xml_read(arena, buf_text(out), out->length, &svg) == ERR_NONE);
    } else {
        FUZZ_PROMISE(err_last()->err == err && err_last()->code[0] != '\0');
    }
}

static void draw_all(struct arena *arena, const struct bpmn *bpmn,
                     const struct xml_document *decision) {
    size_t count = bpmn != NULL ? drawing_count(bpmn) : drawing_decision_count(decision);
    for (size_t i = 0; i < count && i < DRAWINGS_MAX; i++) {
        struct buf out;
        buf_init(&out, BYTES_MAX);
        const struct drawing_mark mark = {"a", DRAWING_VISIT, i, "x"};
        const struct drawing_options options = {.marks = &mark, .mark_count = 1, .prefix = "p"};
        judge(arena,
              bpmn != NULL ? drawing_bpmn(arena, bpmn, i, &options, &out)
                           : drawing_decision(arena, decision, i, &options, &out),
              &out);
        buf_finish(&out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_create(MEMORY_MAX);
    FUZZ_PROMISE(arena != NULL);
    const struct xml_document *document;
    const struct bpmn *bpmn;
    if (xml_read(arena, data, size, &document) == ERR_NONE) {
        if (drawing_is_decision(document)) {
            draw_all(arena, NULL, document);
        } else if (bpmn_read(arena, data, size, &bpmn) == ERR_NONE) {
            draw_all(arena, bpmn, NULL);
        }
    }
    arena_destroy(arena);
    return 0;
}
