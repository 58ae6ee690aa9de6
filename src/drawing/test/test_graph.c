/* Drawings of DMN: requirement graphs with and without a diagram. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "drawing.h"
#include "fault.h"
#include "text.h"

enum { MEMORY_MAX = 128 << 20 };

#define DMN \
    "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='مدل' " \
    "xmlns:i='https://www.omg.org/spec/DMN/20191111/DMNDI/' " \
    "xmlns:dc='http://www.omg.org/spec/DMN/20180521/DC/' " \
    "xmlns:di='http://www.omg.org/spec/DMN/20180521/DI/'>"

static const char content[] =
    "<decision id='d' name='اختیار'>"
    "<informationRequirement id='r1'><requiredInput href='#in'/></informationRequirement>"
    "<knowledgeRequirement id='r2'><requiredKnowledge href='#k'/></knowledgeRequirement>"
    "<authorityRequirement id='r3'><requiredAuthority href='#law'/></authorityRequirement>"
    "</decision><inputData id='in' name='مبلغ'/><businessKnowledgeModel id='k' name='محاسبه'/>"
    "<knowledgeSource id='law' name='قانون'/><decisionService id='s' name='خدمت'/>"
    "<textAnnotation id='n'><text>یادداشت</text></textAnnotation>"
    "<association id='a'><sourceRef href='#n'/><targetRef href='#d'/></association>";

struct drawn {
    struct arena *arena;
    const struct xml_document *file;
    struct buf out;
    enum err err;
};

static struct drawn draw(const char *diagrams, size_t diagram,
                         const struct drawing_options *options) {
    struct drawn drawn = {.arena = arena_create(MEMORY_MAX)};
    const struct xml_document *svg;
    buf_init(&drawn.out, DRAWING_BYTES_MAX);
    const char *bytes = arena_printf(drawn.arena, "%s%s%s</definitions>", DMN, content, diagrams);
    assert_int_equal(xml_read(drawn.arena, bytes, strlen(bytes), &drawn.file), ERR_NONE);
    drawn.err = drawing_decision(drawn.arena, drawn.file, diagram, options, &drawn.out);
    if (drawn.err == ERR_NONE) {
        assert_int_equal(xml_read(drawn.arena, buf_text(&drawn.out), drawn.out.length, &svg),
                         ERR_NONE);
    }
    return drawn;
}

static void finish(struct drawn *drawn) {
    buf_finish(&drawn->out);
    arena_destroy(drawn->arena);
}

static void graph__everything_is_laid_out_without_a_diagram(void **state) {
    static const char *const ids[] = {"d", "in", "k", "law", "s", "n", "r1", "r2", "r3", "a"};
    const struct drawing_mark mark = {"d", DRAWING_CHANGED, 0, NULL};
    struct drawn drawn =
        draw("", 0, &(struct drawing_options){.prefix = "g-", .marks = &mark, .mark_count = 1});
    assert_int_equal(drawn.err, ERR_NONE);
    assert_true(drawing_is_decision(drawn.file));
    assert_int_equal(drawing_decision_count(drawn.file), 1);
    assert_string_equal(drawing_decision_name(drawn.file, 0), "مدل");
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        char id[20];
        (void)snprintf(id, sizeof id, "id=\"g-%s\"", ids[i]);
        assert_non_null(strstr(buf_text(&drawn.out), id));
    }
    assert_non_null(strstr(buf_text(&drawn.out), drawing_mark_label(DRAWING_CHANGED)));
    assert_non_null(strstr(buf_text(&drawn.out), "«مبلغ»"));
    finish(&drawn);
}

static void graph__a_diagram_says_where(void **state) {
    static const char diagrams[] =
        "<i:DMNDI><i:DMNDiagram name='یک'><i:DMNShape dmnElementRef='d'>"
        "<dc:Bounds x='100' y='10' width='150' height='60'/></i:DMNShape>"
        "<i:DMNShape dmnElementRef='in'><dc:Bounds x='NaN' y='1' width='1' height='1'/>"
        "</i:DMNShape>"
        "<i:DMNEdge dmnElementRef='r1'><di:waypoint x='10' y='10'/><di:waypoint x='20' y='10'/>"
        "</i:DMNEdge></i:DMNDiagram><i:DMNDiagram name='دو'/></i:DMNDI>";
    struct drawn drawn = draw(diagrams, 0, NULL);
    assert_int_equal(drawn.err, ERR_NONE);
    assert_int_equal(drawing_decision_count(drawn.file), 2);
    assert_string_equal(drawing_decision_name(drawn.file, 1), "دو");
    assert_non_null(strstr(buf_text(&drawn.out), "x=\"100\" y=\"10\" width=\"150\""));
    assert_non_null(strstr(buf_text(&drawn.out), "id=\"r1\""));
    assert_null(strstr(buf_text(&drawn.out), "id=\"in\""));
    finish(&drawn);
    drawn = draw(diagrams, 1, NULL); /* it has no places: everything is laid out */
    assert_int_equal(drawn.err, ERR_NONE);
    assert_non_null(strstr(buf_text(&drawn.out), "id=\"in\""));
    finish(&drawn);
    drawn = draw(diagrams, 2, NULL);
    assert_int_equal(drawn.err, ERR_NOT_FOUND);
    assert_string_equal(err_last()->code, "DRW-1");
    finish(&drawn);
}

static void graph__survives_every_failed_allocation(void **state) {
    struct drawn drawn = draw("", 0, NULL);
    const struct drawing_mark mark = {"d", DRAWING_CHANGED, 2, "x"};
    bool failed = true;
    for (unsigned long nth = 1; failed; nth++) {
        struct arena *arena = arena_create(MEMORY_MAX);
        struct buf out;
        buf_init(&out, DRAWING_BYTES_MAX);
        fault_arm(FAULT_ALLOC, nth);
        enum err err = drawing_decision(
            arena, drawn.file, 0, &(struct drawing_options){.marks = &mark, .mark_count = 1}, &out);
        failed = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        assert_int_equal(err, failed ? ERR_MEMORY : ERR_NONE);
        buf_finish(&out);
        arena_destroy(arena);
    }
    finish(&drawn);
}

static void graph__another_file_is_refused(void **state) {
    static const char other[] = "<definitions xmlns='" BPMN_URI "'/>";
    struct arena *arena = arena_create(MEMORY_MAX);
    const struct xml_document *file;
    struct buf out;
    buf_init(&out, 1000);
    assert_int_equal(xml_read(arena, other, sizeof other - 1, &file), ERR_NONE);
    assert_false(drawing_is_decision(file));
    assert_int_equal(drawing_decision(arena, file, 0, NULL, &out), ERR_INVALID);
    assert_string_equal(err_last()->code, "DRW-4");
    buf_finish(&out);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(graph__everything_is_laid_out_without_a_diagram),
        cmocka_unit_test(graph__a_diagram_says_where),
        cmocka_unit_test(graph__survives_every_failed_allocation),
        cmocka_unit_test(graph__another_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
