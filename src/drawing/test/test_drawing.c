/* Whole drawings of BPMN: what is in them, what is refused, what is bounded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "drawing.h"
#include "fault.h"
#include "text.h"
#include "tr.h"

enum { MEMORY_MAX = 512 << 20, FILE_MAX = 1 << 20 };

static const char head[] =
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' "
    "xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI' "
    "xmlns:dc='http://www.omg.org/spec/DD/20100524/DC' "
    "xmlns:d='http://www.omg.org/spec/DD/20100524/DI' targetNamespace='urn:t'>";

struct drawn {
    struct arena *arena;
    const struct bpmn *bpmn;
    struct buf out;
    const struct xml_document *svg; /* NULL: it failed */
    enum err err;
};

static void finish(struct drawn *drawn) {
    buf_finish(&drawn->out);
    arena_destroy(drawn->arena);
}

static void read_model(struct drawn *drawn, const char *bytes, size_t length) {
    *drawn = (struct drawn){.arena = arena_create(MEMORY_MAX)};
    buf_init(&drawn->out, DRAWING_BYTES_MAX);
    assert_int_equal(bpmn_read(drawn->arena, bytes, length, &drawn->bpmn), ERR_NONE);
}

/* A drawing must always be well-formed XML. */
static void draw_again(struct drawn *drawn, size_t diagram, const struct drawing_options *options) {
    buf_clear(&drawn->out);
    drawn->svg = NULL;
    drawn->err = drawing_bpmn(drawn->arena, drawn->bpmn, diagram, options, &drawn->out);
    if (drawn->err == ERR_NONE) {
        assert_int_equal(
            xml_read(drawn->arena, buf_text(&drawn->out), drawn->out.length, &drawn->svg),
            ERR_NONE);
    }
}

/* body: what stands in definitions. */
static struct drawn draw(const char *body, const struct drawing_options *options) {
    struct drawn drawn;
    struct buf bytes;
    buf_init(&bytes, 64 << 20);
    buf_str(&bytes, head);
    buf_str(&bytes, body);
    buf_str(&bytes, "</definitions>");
    read_model(&drawn, buf_text(&bytes), bytes.length);
    buf_finish(&bytes);
    draw_again(&drawn, 0, options);
    return drawn;
}

static struct drawn draw_process(const char *content, const struct drawing_options *options) {
    char *body = NULL;
    assert_true(asprintf(&body, "<process id='p'>%s</process>", content) > 0);
    struct drawn drawn = draw(body, options);
    free(body);
    return drawn;
}

/* The next node of the tree in the order of the file. */
static const struct xml_node *following(const struct xml_node *at) {
    if (at->first != NULL) {
        return at->first;
    }
    while (at != NULL && at->next == NULL) {
        at = at->parent;
    }
    return at == NULL ? NULL : at->next;
}

static const struct xml_node *by_id(const struct drawn *drawn, const char *id) {
    const struct xml_node *at = drawn->svg == NULL ? NULL : drawn->svg->root;
    while (at != NULL && !(at->kind == XML_ELEMENT && text_equal(xml_attribute(at, "id"), id))) {
        at = following(at);
    }
    return at;
}

static const char *title_of(const struct drawn *drawn, const char *id) {
    const struct xml_node *group = by_id(drawn, id);
    const struct xml_node *title = group == NULL ? NULL : xml_first_element(group);
    return title == NULL || strcmp(title->name, "title") != 0 ? "" : xml_text(drawn->arena, title);
}

static size_t count_class(const struct drawn *drawn, const char *class) {
    size_t count = 0;
    for (const struct xml_node *at = drawn->svg->root; at != NULL; at = following(at)) {
        count += at->kind == XML_ELEMENT && text_equal(xml_attribute(at, "class"), class);
    }
    return count;
}

static size_t count_text(const char *text, const char *part) {
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void drawing__every_node_has_its_notation_and_is_named(void **state) {
    size_t seen = 0;
    const char *pictures[BPMN_TYPE_COUNT] = {NULL};
    for (int type = 0; type < BPMN_TYPE_COUNT; type++) {
        if ((bpmn_type_classes((enum bpmn_type)type) & BPMN_IS_NODE) == 0) {
            continue;
        }
        char content[200];
        (void)snprintf(content, sizeof content, "<%s id='x' name='نام'/>",
                       bpmn_type_name((enum bpmn_type)type));
        struct drawn drawn = draw_process(content, NULL);
        assert_int_equal(drawn.err, ERR_NONE);
        const char *title = title_of(&drawn, "x");
        if (strstr(title, ": نام") == NULL || text_starts_with(title, tr("Element"))) {
            fail_msg("%s is called «%s»", bpmn_type_name((enum bpmn_type)type), title);
        }
        const char *shape = strstr(buf_text(&drawn.out), "drawing-face");
        assert_non_null(shape);
        pictures[seen++] = strdup(shape);
        finish(&drawn);
    }
    size_t alike =
        0; /* the abstract task and the sub-process without inside are alike, and so on */
    for (size_t i = 0; i < seen; i++) {
        for (size_t j = 0; j < i; j++) {
            alike += strcmp(pictures[i], pictures[j]) == 0;
        }
    }
    for (size_t i = 0; i < seen; i++) {
        free((void *)(uintptr_t)pictures[i]);
    }
    assert_true(seen > 25);
    /* four intermediate events without triggers, which makes six pairs, and two choreography
       activities without participants look like activities */
    assert_int_equal(alike, 8);
}

static void drawing__every_trigger_is_an_outline_that_waits_and_filled_when_it_sends(void **state) {
    for (int type = 0; type < BPMN_TYPE_COUNT; type++) {
        if ((bpmn_type_classes((enum bpmn_type)type) & BPMN_IS_TRIGGER) == 0) {
            continue;
        }
        const char *name = bpmn_type_name((enum bpmn_type)type);
        char content[300];
        (void)snprintf(content, sizeof content,
                       "<intermediateCatchEvent id='c'><%s/></intermediateCatchEvent>", name);
        struct drawn caught = draw_process(content, NULL);
        (void)snprintf(content, sizeof content,
                       "<intermediateThrowEvent id='c'><%s/></intermediateThrowEvent>", name);
        struct drawn thrown = draw_process(content, NULL);
        assert_int_equal(caught.err, ERR_NONE);
        assert_int_equal(thrown.err, ERR_NONE);
        assert_non_null(strchr(title_of(&caught, "c"), '('));
        const char *filled = "fill=\"currentColor\"";
        size_t more = count_text(buf_text(&thrown.out), filled);
        assert_true(more > 0);
        if (type != BPMN_ON_TERMINATE) { /* always filled */
            assert_true(more > count_text(buf_text(&caught.out), filled));
        }
        finish(&caught);
        finish(&thrown);
    }
}

static void drawing__lines_and_markers_follow_the_standard(void **state) {
    struct drawn drawn =
        draw_process("<startEvent id='s'/><task id='t' isForCompensation='true'>"
                     "<multiInstanceLoopCharacteristics isSequential='true'/></task>"
                     "<boundaryEvent id='b' attachedToRef='t' cancelActivity='false'>"
                     "<timerEventDefinition/></boundaryEvent>"
                     "<transaction id='x'><task id='y'/></transaction><callActivity id='k'/>"
                     "<subProcess id='e' triggeredByEvent='true'><startEvent id='es'/></subProcess>"
                     "<sequenceFlow id='f' sourceRef='s' targetRef='t'/>"
                     "<sequenceFlow id='g' sourceRef='t' targetRef='k' name='شرط'>"
                     "<conditionExpression>a</conditionExpression></sequenceFlow>",
                     NULL);
    assert_int_equal(drawn.err, ERR_NONE);
    const char *dashed =
        xml_attribute(xml_next_element(xml_first_element(by_id(&drawn, "b"))), "stroke-dasharray");
    assert_string_equal(dashed, "4 3");
    const char *dotted =
        xml_attribute(xml_next_element(xml_first_element(by_id(&drawn, "e"))), "stroke-dasharray");
    assert_string_equal(dotted, "1.5 3.5");
    const struct xml_node *thick = xml_next_element(xml_first_element(by_id(&drawn, "k")));
    assert_string_equal(xml_attribute(thick, "stroke-width"), "4");
    const struct xml_node *outer = xml_next_element(xml_first_element(by_id(&drawn, "x")));
    assert_string_equal(outer->name, "rect");
    assert_string_equal(xml_next_element(outer)->name, "rect");
    assert_non_null(strstr(title_of(&drawn, "g"), "شرط"));
    assert_int_equal(count_class(&drawn, "drawing-edge"), 2);
    finish(&drawn);
}

static const char *const mark_ids[] = {"t", "f", "s"};

static void drawing__marks_are_named_and_never_cover_each_other(void **state) {
    static const char content[] = "<startEvent id='s'/><task id='t' name='بررسی'/>"
                                  "<sequenceFlow id='f' sourceRef='s' targetRef='t'/>";
    struct drawing_mark marks[DRAWING_MARK_KINDS];
    for (size_t on = 0; on < COUNT_OF(mark_ids); on++) {
        for (int kind = 0; kind < DRAWING_MARK_KINDS; kind++) {
            marks[kind] =
                (struct drawing_mark){mark_ids[on], (enum drawing_mark_kind)kind, 12, "متن"};
        }
        struct drawn drawn = draw_process(
            content, &(struct drawing_options){.marks = marks, .mark_count = DRAWING_MARK_KINDS});
        assert_int_equal(drawn.err, ERR_NONE);
        bool line = mark_ids[on][0] == 'f'; /* one that was taken is broad instead */
        assert_int_equal(count_class(&drawn, "drawing-mark"), DRAWING_MARK_KINDS - line);
        double right = -1e9;
        for (const struct xml_node *at = drawn.svg->root; at != NULL; at = following(at)) {
            if (at->kind == XML_ELEMENT && text_equal(xml_attribute(at, "class"), "drawing-mark")) {
                const struct xml_node *rect = xml_next_element(xml_first_element(at));
                double x = strtod(xml_attribute(rect, "x"), NULL);
                assert_true(x > right);
                right = x + strtod(xml_attribute(rect, "width"), NULL);
            }
        }
        for (int kind = 0; kind < DRAWING_MARK_KINDS; kind++) {
            const char *title = title_of(&drawn, mark_ids[on]);
            assert_non_null(strstr(title, drawing_mark_label((enum drawing_mark_kind)kind)));
            assert_non_null(strstr(title, "(۱۲): متن"));
        }
        finish(&drawn);
    }
}

static void drawing__marks_of_one_kind_are_counted_together(void **state) {
    const struct drawing_mark marks[] = {
        {"t", DRAWING_TOKEN, 2, NULL},     {"t", DRAWING_TOKEN, 3, NULL},
        {"t", DRAWING_ERROR, 0, "یک"},     {"t", DRAWING_ERROR, 0, "دو"},
        {"inner", DRAWING_VISIT, 0, NULL}, {"nothing", DRAWING_VISIT, 0, NULL},
        {NULL, DRAWING_VISIT, 0, NULL},
    };
    struct drawn drawn =
        draw("<process id='p'><task id='t'/><subProcess id='sp'>"
             "<task id='inner'/></subProcess></process>"
             "<di:BPMNDiagram><di:BPMNPlane bpmnElement='p'>"
             "<di:BPMNShape bpmnElement='t'>"
             "<dc:Bounds x='0' y='0' width='100' height='80'/></di:BPMNShape>"
             "<di:BPMNShape bpmnElement='sp'>"
             "<dc:Bounds x='200' y='0' width='100' height='80'/></di:BPMNShape>"
             "</di:BPMNPlane></di:BPMNDiagram>",
             &(struct drawing_options){.marks = marks, .mark_count = COUNT_OF(marks)});
    assert_int_equal(drawn.err, ERR_NONE);
    assert_int_equal(count_class(&drawn, "drawing-mark"), 3);
    assert_non_null(strstr(title_of(&drawn, "t"), "(۵)"));
    assert_non_null(strstr(title_of(&drawn, "t"), "یک; دو"));
    /* what is drawn nowhere here is marked on what it stands in */
    assert_non_null(strstr(title_of(&drawn, "sp"), drawing_mark_label(DRAWING_VISIT)));
    /* and has a drawing of its own */
    assert_int_equal(drawing_count(drawn.bpmn), 2);
    draw_again(&drawn, 1, NULL);
    assert_non_null(by_id(&drawn, "inner"));
    finish(&drawn);
}

static void drawing__signs_of_the_legend_differ(void **state) {
    char *signs[DRAWING_MARK_KINDS];
    for (int kind = 0; kind < DRAWING_MARK_KINDS; kind++) {
        struct buf out;
        buf_init(&out, 10000);
        drawing_mark_sign((enum drawing_mark_kind)kind, &out);
        signs[kind] = buf_steal(&out, NULL);
        assert_non_null(signs[kind]);
        for (int before = 0; before < kind; before++) {
            assert_string_not_equal(signs[kind], signs[before]);
        }
    }
    for (int kind = 0; kind < DRAWING_MARK_KINDS; kind++) {
        free(signs[kind]);
    }
}

static void drawing__names_are_escaped_and_ids_prefixed(void **state) {
    struct drawn drawn = draw_process(
        "<task id='a b' name='&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;'/>",
        &(struct drawing_options){.prefix = "n1-", .standalone = true, .title = "<&\""});
    assert_int_equal(drawn.err, ERR_NONE);
    assert_null(strstr(buf_text(&drawn.out), "<script"));
    assert_null(strstr(buf_text(&drawn.out), "style="));
    assert_non_null(by_id(&drawn, "n1-a_b"));
    assert_string_equal(title_of(&drawn, "n1-drawing-none"), "");
    assert_true(text_starts_with(buf_text(&drawn.out), "<?xml "));
    assert_string_equal(xml_text(drawn.arena, by_id(&drawn, "n1-drawing-title")), "<&\"");
    finish(&drawn);
}

static void drawing__a_name_without_room_is_cut_and_kept_in_the_title(void **state) {
    char content[1200];
    char name[1001];
    memset(name, 'w', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    (void)snprintf(content, sizeof content, "<task id='t' name='%s'/>", name);
    struct drawn drawn = draw_process(content, NULL);
    assert_int_equal(drawn.err, ERR_NONE);
    assert_non_null(strstr(title_of(&drawn, "t"), name));
    assert_non_null(strstr(buf_text(&drawn.out), "…</text>"));
    assert_true(count_text(buf_text(&drawn.out), "<text ") <= 6);
    finish(&drawn);
}

static void drawing__places_that_are_none_are_laid_out_or_counted(void **state) {
    static const char *const bounds[] = {
        "x='NaN' y='0' width='100' height='80'",   "x='0' y='INF' width='100' height='80'",
        "x='0' y='0' width='-100' height='80'",    "x='0' y='0' width='0' height='80'",
        "x='1e300' y='0' width='100' height='80'", "x='' y='0' width='100' height='80'",
    };
    for (size_t i = 0; i < COUNT_OF(bounds); i++) {
        char body[900];
        (void)snprintf(body, sizeof body,
                       "<process id='p'><task id='t'/><task id='u'/></process>"
                       "<di:BPMNDiagram><di:BPMNPlane bpmnElement='p'>"
                       "<di:BPMNShape bpmnElement='t'><dc:Bounds %s/></di:BPMNShape>"
                       "<di:BPMNShape bpmnElement='u'>"
                       "<dc:Bounds x='0' y='0' width='100' height='80'/></di:BPMNShape>"
                       "<di:BPMNEdge bpmnElement='t'><d:waypoint x='1' y='1'/></di:BPMNEdge>"
                       "</di:BPMNPlane></di:BPMNDiagram>",
                       bounds[i]);
        struct drawn drawn = draw(body, NULL);
        assert_int_equal(drawn.err, ERR_NONE);
        assert_null(by_id(&drawn, "t"));
        assert_non_null(by_id(&drawn, "u"));
        const char *said = xml_text(drawn.arena, by_id(&drawn, "drawing-description"));
        assert_non_null(strstr(said, "۲ عنصر دیگر"));
        finish(&drawn);
        (void)snprintf(body, sizeof body,
                       "<process id='p'><task id='t'/></process>"
                       "<di:BPMNDiagram><di:BPMNPlane bpmnElement='p'>"
                       "<di:BPMNShape bpmnElement='t'><dc:Bounds %s/></di:BPMNShape>"
                       "</di:BPMNPlane></di:BPMNDiagram>",
                       bounds[i]);
        drawn = draw(body, NULL);
        assert_int_equal(drawn.err, ERR_NONE);
        assert_non_null(by_id(&drawn, "t"));
        finish(&drawn);
    }
}

static void drawing__what_is_too_far_apart_or_not_there_is_refused(void **state) {
    static const char body[] =
        "<process id='p'><task id='t'/><task id='u'/></process>"
        "<di:BPMNDiagram><di:BPMNPlane bpmnElement='p'><di:BPMNShape bpmnElement='t'>"
        "<dc:Bounds x='0' y='0' width='100' height='80'/></di:BPMNShape>"
        "<di:BPMNShape bpmnElement='u'>"
        "<dc:Bounds x='900000' y='0' width='100' height='80'/></di:BPMNShape>"
        "</di:BPMNPlane></di:BPMNDiagram>";
    struct drawn drawn = draw(body, NULL);
    assert_int_equal(drawn.err, ERR_INVALID);
    assert_string_equal(err_last()->code, "DRW-2");
    draw_again(&drawn, 7, NULL);
    assert_int_equal(drawn.err, ERR_NOT_FOUND);
    assert_string_equal(err_last()->code, "DRW-1");
    finish(&drawn);
    drawn = draw("", NULL);
    assert_int_equal(drawing_count(drawn.bpmn), 0);
    assert_int_equal(drawn.err, ERR_NOT_FOUND);
    finish(&drawn);
}

/* content repeated with its number for %1$zu, in a diagram. */
static struct drawn draw_many(size_t count) {
    struct buf body;
    buf_init(&body, 64 << 20);
    buf_str(&body, "<process id='p'>");
    for (size_t i = 0; i < count; i++) {
        buf_printf(&body, "<task id='t%zu' name='بررسی پرونده'/>", i);
    }
    buf_str(&body, "</process><di:BPMNDiagram><di:BPMNPlane bpmnElement='p'>");
    for (size_t i = 0; i < count; i++) {
        buf_printf(&body,
                   "<di:BPMNShape bpmnElement='t%zu'><dc:Bounds x='%zu' y='%zu' width='100' "
                   "height='80'/></di:BPMNShape>",
                   i, i % 200 * 120, i / 200 * 100);
    }
    buf_str(&body, "</di:BPMNPlane></di:BPMNDiagram>");
    struct drawn drawn = draw(buf_text(&body), NULL);
    buf_finish(&body);
    return drawn;
}

static void drawing__very_many_shapes_are_bounded(void **state) {
    struct drawn drawn = draw_many(5000);
    assert_int_equal(drawn.err, ERR_NONE);
    assert_int_equal(count_class(&drawn, "drawing-shape"), 5000);
    assert_true(drawn.out.length < 10 << 20);
    struct buf small;
    buf_init(&small, 1000);
    assert_int_equal(drawing_bpmn(drawn.arena, drawn.bpmn, 0, NULL, &small), ERR_LIMIT);
    buf_finish(&small);
    finish(&drawn);
    drawn = draw_many(DRAWING_SHAPES_MAX + 1);
    assert_int_equal(drawn.err, ERR_LIMIT);
    assert_string_equal(err_last()->code, "DRW-3");
    finish(&drawn);
}

static void drawing__survives_every_failed_allocation(void **state) {
    static const char body[] =
        "<collaboration id='c'><participant id='a' name='شهروند'/>"
        "<participant id='b' processRef='p'/><messageFlow id='m' sourceRef='a' targetRef='t'/>"
        "</collaboration><process id='p'><laneSet><lane id='l'><flowNodeRef>t</flowNodeRef></lane>"
        "</laneSet><task id='t'/><task id='u'/><textAnnotation id='n'><text>x</text>"
        "</textAnnotation><association id='as' sourceRef='n' targetRef='t'/>"
        "<sequenceFlow id='f' sourceRef='t' targetRef='u'/></process>";
    const struct drawing_mark mark = {"t", DRAWING_VISIT, 0, "x"};
    struct drawn drawn = draw(body, NULL);
    assert_int_equal(drawn.err, ERR_NONE);
    bool failed = true;
    for (unsigned long nth = 1; failed; nth++) {
        buf_finish(&drawn.out);
        buf_init(&drawn.out, DRAWING_BYTES_MAX);
        struct arena *arena = arena_create(MEMORY_MAX);
        fault_arm(FAULT_ALLOC, nth);
        enum err err =
            drawing_bpmn(arena, drawn.bpmn, 0,
                         &(struct drawing_options){.marks = &mark, .mark_count = 1}, &drawn.out);
        failed = fault_fired(FAULT_ALLOC);
        fault_arm(FAULT_ALLOC, 0);
        assert_int_equal(err, failed ? ERR_MEMORY : ERR_NONE);
        arena_destroy(arena);
    }
    finish(&drawn);
}

/* Every model of the checker's tests, with and without mistakes: all of its drawings are there, and
   every node that has an id is in one of them. */
static void draw_file(const char *path) {
    static char bytes[FILE_MAX];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(bytes, 1, FILE_MAX, file);
    (void)fclose(file);
    struct drawn drawn;
    read_model(&drawn, bytes, length);
    bool *found = ARENA_ARRAY(drawn.arena, drawn.bpmn->element_count + 1, bool);
    size_t count = drawing_count(drawn.bpmn);
    for (size_t i = 0; i < count; i++) {
        draw_again(&drawn, i, NULL);
        if (drawn.err != ERR_NONE) {
            fail_msg("%s, drawing %zu: %s", path, i, err_last()->english);
        }
        for (size_t j = 0; j < drawn.bpmn->element_count; j++) {
            const struct bpmn_element *element = drawn.bpmn->elements[j];
            found[j] = found[j] || (element->id != NULL && by_id(&drawn, element->id) != NULL);
        }
    }
    for (size_t j = 0; j < drawn.bpmn->element_count; j++) {
        const struct bpmn_element *element = drawn.bpmn->elements[j];
        if (bpmn_is(element, BPMN_IS_NODE) && element->scope != NULL && element->id != NULL &&
            drawn.bpmn->diagrams == NULL && !found[j]) {
            fail_msg("%s: %s is not drawn", path, element->id);
        }
    }
    finish(&drawn);
}

static void drawing__nothing_is_lost_of_the_models_of_the_checker(void **state) {
    static const char folder[] = KHAJU_SOURCE "/src/process/test/models";
    DIR *listing = opendir(folder);
    assert_non_null(listing);
    size_t count = 0;
    for (const struct dirent *entry = readdir(listing); entry != NULL; entry = readdir(listing)) {
        if (strstr(entry->d_name, ".bpmn") != NULL) {
            char path[1024];
            (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            draw_file(path);
            count++;
        }
    }
    (void)closedir(listing);
    assert_true(count > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawing__every_node_has_its_notation_and_is_named),
        cmocka_unit_test(drawing__every_trigger_is_an_outline_that_waits_and_filled_when_it_sends),
        cmocka_unit_test(drawing__lines_and_markers_follow_the_standard),
        cmocka_unit_test(drawing__marks_are_named_and_never_cover_each_other),
        cmocka_unit_test(drawing__marks_of_one_kind_are_counted_together),
        cmocka_unit_test(drawing__signs_of_the_legend_differ),
        cmocka_unit_test(drawing__names_are_escaped_and_ids_prefixed),
        cmocka_unit_test(drawing__a_name_without_room_is_cut_and_kept_in_the_title),
        cmocka_unit_test(drawing__places_that_are_none_are_laid_out_or_counted),
        cmocka_unit_test(drawing__what_is_too_far_apart_or_not_there_is_refused),
        cmocka_unit_test(drawing__very_many_shapes_are_bounded),
        cmocka_unit_test(drawing__survives_every_failed_allocation),
        cmocka_unit_test(drawing__nothing_is_lost_of_the_models_of_the_checker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
