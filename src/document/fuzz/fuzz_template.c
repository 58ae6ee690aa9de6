/* Any bytes as a chapter: bounded parts, every mark names a block, every problem has a place. */
#include <string.h>

#include "structure.h"
#include "fuzz.h"
#include "template.h"

static void check_marks(const struct template *template, const char *text) {
    for (const char *at = text; (at = strstr(at, TEMPLATE_MARK_OPEN)) != NULL;) {
        size_t index = SIZE_MAX;
        size_t length = template_mark(at, &index);
        FUZZ_PROMISE(length > 0 && index < template->block_count);
        at += length;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_create((size_t)64 << 20);
    FUZZ_PROMISE(arena != NULL);
    char *source = malloc(size + 1);
    FUZZ_PROMISE(source != NULL);
    memcpy(source, data, size);
    source[size] = '\0';
    struct document_problems problems;
    struct template template;
    document_problems_init(&problems, arena);
    enum err err = template_read(arena, "x", source, &problems, &template);
    if (err == ERR_NONE) {
        FUZZ_PROMISE(template.part_count <= TEMPLATE_PARTS_MAX);
        FUZZ_PROMISE(template.block_count <= TEMPLATE_BLOCKS_MAX);
        structure_check(arena, "x", &template, &problems);
        for (size_t i = 0; i < template.part_count; i++) {
            if (template.parts[i].kind == PART_BLOCK) {
                FUZZ_PROMISE(template.parts[i].block < template.block_count);
            } else {
                check_marks(&template, template.parts[i].text);
            }
        }
        for (size_t i = 0; i < problems.count; i++) {
            FUZZ_PROMISE(problems.items[i].line > 0 && problems.items[i].message[0] != '\0');
        }
    } else {
        FUZZ_PROMISE(err == ERR_LIMIT || err == ERR_INVALID || err == ERR_MEMORY);
    }
    free(source);
    arena_destroy(arena);
    return 0;
}
