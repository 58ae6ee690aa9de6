/* Models without diagrams: nothing lies on anything else, lines run along and up and down, and stay
   out of what they do not join. Random processes, always the same ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>

#include <cmocka.h>

#include "label.h"
#include "layout.h"

enum { MEMORY_MAX = 256 << 20, NODES_MAX = 24 };

static uint32_t seed;

static uint32_t random_below(uint32_t limit) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

static void add_lanes(struct buf *out, uint32_t nodes, uint32_t lanes) {
    buf_str(out, "<laneSet id='ls'>");
    for (uint32_t lane = 0; lane < lanes; lane++) {
        buf_printf(out, "<lane id='l%u' name='واحد'>", lane);
        for (uint32_t i = lane; i < nodes; i += lanes) {
            buf_printf(out, "<flowNodeRef>n%u</flowNodeRef>", i);
        }
        buf_str(out, "</lane>");
    }
    buf_str(out, "</laneSet>");
}

static void add_process(struct buf *out) {
    static const char *const types[] = {"task", "exclusiveGateway", "startEvent", "endEvent",
                                        "userTask"};
    uint32_t nodes = 1 + random_below(NODES_MAX);
    uint32_t lanes = random_below(4);
    buf_str(out, "<definitions xmlns='" BPMN_URI "' targetNamespace='t'><process id='p'>");
    if (lanes > 0) {
        add_lanes(out, nodes, lanes);
    }
    for (uint32_t i = 0; i < nodes; i++) {
        if (random_below(8) == 0) {
            buf_printf(out, "<subProcess id='n%u'><task id='i%u'/><task id='j%u'/></subProcess>", i,
                       i, i);
            buf_printf(out, "<boundaryEvent id='b%u' attachedToRef='n%u'/>", i, i);
            buf_printf(out, "<sequenceFlow id='bf%u' sourceRef='b%u' targetRef='n%u'/>", i, i,
                       random_below(nodes));
        } else {
            const char *type = types[random_below(COUNT_OF(types))];
            buf_printf(out, "<%s id='n%u' name='گام'/>", type, i);
        }
    }
    uint32_t flows = random_below(2 * nodes);
    for (uint32_t i = 0; i < flows; i++) {
        buf_printf(out, "<sequenceFlow id='f%u' name='بله' sourceRef='n%u' targetRef='n%u'/>", i,
                   random_below(nodes), random_below(nodes));
    }
    buf_str(out, "</process></definitions>");
}

static bool is_inside(const struct bpmn_element *inner, const struct bpmn_element *outer) {
    while (inner != NULL && inner != outer) {
        inner = inner->parent;
    }
    return inner != NULL;
}

static void check_shapes(const struct bpmn_diagram *diagram) {
    for (const struct bpmn_drawn *a = diagram->drawn; a != NULL; a = a->next) {
        for (const struct bpmn_drawn *b = diagram->drawn; b != a; b = b->next) {
            bool both = bpmn_node(a->element) != NULL && bpmn_node(b->element) != NULL;
            if (!both || a->element->type == BPMN_BOUNDARY_EVENT ||
                b->element->type == BPMN_BOUNDARY_EVENT) {
                continue;
            }
            const struct bpmn_bounds *p = &a->bounds;
            const struct bpmn_bounds *q = &b->bounds;
            bool within = is_inside(a->element, b->element);
            if (within || is_inside(b->element, a->element)) {
                const struct bpmn_bounds *outer = within ? q : p;
                const struct bpmn_bounds *inner = within ? p : q;
                assert_true(inner->x >= outer->x && inner->y >= outer->y &&
                            inner->x + inner->width <= outer->x + outer->width &&
                            inner->y + inner->height <= outer->y + outer->height);
                continue;
            }
            assert_true(p->x >= q->x + q->width || q->x >= p->x + p->width ||
                        p->y >= q->y + q->height || q->y >= p->y + p->height);
        }
    }
}

static void check_edges(const struct bpmn_diagram *diagram) {
    for (const struct bpmn_drawn *at = diagram->drawn; at != NULL; at = at->next) {
        assert_false(at->is_edge && at->point_count < 2);
        for (size_t i = 1; i < at->point_count; i++) {
            double x = fabs(at->points[i].x - at->points[i - 1].x);
            double y = fabs(at->points[i].y - at->points[i - 1].y);
            assert_true(x < 0.01 || y < 0.01);
        }
    }
}

/* Nodes of a lane lie in its box. */
static void check_lanes(const struct bpmn *bpmn, const struct bpmn_diagram *diagram) {
    for (const struct bpmn_drawn *lane = diagram->drawn; lane != NULL; lane = lane->next) {
        if (lane->element->type != BPMN_LANE) {
            continue;
        }
        for (const struct bpmn_drawn *at = diagram->drawn; at != NULL; at = at->next) {
            for (const struct xml_node *xml = bpmn_child(lane->element->xml, "flowNodeRef");
                 xml != NULL; xml = bpmn_next_same(xml)) {
                if (!at->is_edge && bpmn_refer(bpmn, xml, xml->first->text) == at->element) {
                    assert_true(at->bounds.y >= lane->bounds.y &&
                                at->bounds.y + at->bounds.height <=
                                    lane->bounds.y + lane->bounds.height);
                }
            }
        }
    }
}

static void layout__nothing_lies_on_anything_else(void **state) {
    for (seed = 1; seed < 400; seed++) {
        uint32_t kept = seed;
        struct arena *arena = arena_create(MEMORY_MAX);
        struct buf bytes;
        buf_init(&bytes, 1 << 20);
        add_process(&bytes);
        const struct bpmn *bpmn;
        assert_int_equal(bpmn_read(arena, buf_text(&bytes), bytes.length, &bpmn), ERR_NONE);
        const struct bpmn_diagram *diagram = layout_make(arena, bpmn, bpmn_find(bpmn, "p"));
        assert_non_null(diagram);
        size_t nodes = 0;
        for (const struct bpmn_drawn *at = diagram->drawn; at != NULL; at = at->next) {
            nodes += !at->is_edge && bpmn_node(at->element) != NULL;
        }
        size_t wanted = 0;
        for (size_t i = 0; i < bpmn->element_count; i++) {
            wanted += bpmn_node(bpmn->elements[i]) != NULL;
        }
        assert_int_equal(nodes, wanted);
        check_shapes(diagram);
        check_edges(diagram);
        check_lanes(bpmn, diagram);
        buf_finish(&bytes);
        arena_destroy(arena);
        seed = kept;
    }
}

static void layout__a_chain_runs_in_one_row(void **state) {
    static const char file[] =
        "<definitions xmlns='" BPMN_URI "' targetNamespace='t'><process id='p'>"
        "<endEvent id='c'/><task id='b'/><startEvent id='a'/>"
        "<sequenceFlow id='f' sourceRef='a' targetRef='b'/>"
        "<sequenceFlow id='g' sourceRef='b' targetRef='c'/></process></definitions>";
    struct arena *arena = arena_create(MEMORY_MAX);
    const struct bpmn *bpmn;
    assert_int_equal(bpmn_read(arena, file, sizeof file - 1, &bpmn), ERR_NONE);
    const struct bpmn_diagram *diagram = layout_make(arena, bpmn, bpmn_find(bpmn, "p"));
    const struct bpmn_bounds *places[3] = {NULL};
    for (const struct bpmn_drawn *at = diagram->drawn; at != NULL; at = at->next) {
        if (!at->is_edge) {
            places[at->element->id[0] - 'a'] = &at->bounds;
        } else {
            assert_int_equal(at->point_count, 2);
        }
    }
    for (size_t i = 1; i < 3; i++) {
        assert_true(places[i]->x > places[i - 1]->x + places[i - 1]->width);
        assert_float_equal(places[i]->y + places[i]->height / 2,
                           places[i - 1]->y + places[i - 1]->height / 2, 0.01);
    }
    arena_destroy(arena);
}

static void label__lines_keep_to_the_width_and_lose_nothing(void **state) {
    static const char *const texts[] = {
        "بررسی پرونده و استعلام از سازمان ثبت احوال کشور",
        "one two three four five six seven eight nine ten",
        "یکواژهٔبسیاردرازکهجایشکستنداردوهمچنانادامهمی‌یابد",
        "با\nخط تازه",
        "",
        "   ",
        "a",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        for (double width = 2; width < 30; width += 1.5) {
            struct label label;
            label_wrap(texts[i], width, LABEL_LINES_MAX, &label);
            size_t letters = 0;
            for (size_t line = 0; line < label.count; line++) {
                const struct label_line *at = &label.lines[line];
                assert_true(label_width(at->start, at->length) <= width);
                assert_true(at->length > 0);
                letters += at->length;
            }
            size_t wanted = 0;
            for (const char *at = texts[i]; *at != '\0'; at++) {
                wanted += *at != ' ' && *at != '\n';
            }
            assert_true(label.cut || letters >= wanted);
        }
    }
    assert_true(label_is_rtl("(۱۲) پرونده", strlen("(۱۲) پرونده")));
    assert_false(label_is_rtl("BPMN پرونده", strlen("BPMN پرونده")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layout__nothing_lies_on_anything_else),
        cmocka_unit_test(layout__a_chain_runs_in_one_row),
        cmocka_unit_test(label__lines_keep_to_the_width_and_lose_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
