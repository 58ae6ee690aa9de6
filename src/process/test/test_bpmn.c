#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bpmn.h"

enum { MEMORY_MAX = 64 << 20, FILE_MAX = 1 << 20 };

static struct arena *arena;
static const struct bpmn *bpmn;

static int read_kinds(void **state) {
    static char bytes[FILE_MAX];
    FILE *file = fopen(KHAJU_SOURCE "/src/process/test/models/kinds.bpmn", "rb");
    if (file == NULL) {
        return -1;
    }
    size_t length = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    arena = arena_create(MEMORY_MAX);
    return arena == NULL || bpmn_read(arena, bytes, length, &bpmn) != ERR_NONE ? -1 : 0;
}

static int drop(void **state) {
    arena_destroy(arena);
    return 0;
}

static struct bpmn_node *node(const char *id) {
    struct bpmn_node *found = bpmn_node(bpmn_find(bpmn, id));
    assert_non_null(found);
    return found;
}

static void bpmn__resolves_flows_in_the_order_of_the_file(void **state) {
    struct bpmn_node *task = node("t");
    assert_int_equal(task->element.type, BPMN_USER_TASK);
    assert_string_equal(task->element.name, "بازدید");
    assert_int_equal(task->incoming_count, 1);
    assert_ptr_equal(task->incoming->source, node("s"));
    assert_int_equal(task->outgoing_count, 2);
    assert_ptr_equal(task->outgoing->target, node("sub"));
    assert_non_null(task->outgoing->condition);
    assert_ptr_equal(task->outgoing->next_outgoing->target, node("call"));
    assert_null(task->outgoing->next_outgoing->next_outgoing);
    assert_ptr_equal(task->default_flow, task->outgoing->next_outgoing);
    assert_null(bpmn_flow(bpmn_find(bpmn, "f6"))->target);
    assert_int_equal(task->loop->type, BPMN_MULTI_INSTANCE);
}

static void bpmn__knows_events_and_what_triggers_them(void **state) {
    struct bpmn_node *start = node("s");
    assert_int_equal(start->trigger_count, 2);
    assert_int_equal(start->triggers[0]->element.type, BPMN_ON_MESSAGE);
    assert_ptr_equal(start->triggers[0]->reference, bpmn_find(bpmn, "m"));
    assert_ptr_equal(&start->triggers[1]->element, bpmn_find(bpmn, "shared"));
    assert_true(bpmn_has_trigger(start, BPMN_ON_SIGNAL));
    assert_false(bpmn_has_trigger(start, BPMN_ON_TIMER));
    struct bpmn_node *late = node("late");
    assert_ptr_equal(late->attached_to, node("t"));
    assert_ptr_equal(node("t")->boundary, late);
    assert_false(late->interrupting);
    assert_true(start->interrupting);
}

static void bpmn__nests_levels(void **state) {
    struct bpmn_node *sub = node("sub");
    assert_null(sub->element.name); /* blank */
    assert_non_null(sub->inside);
    assert_ptr_equal(node("s2")->element.scope, sub->inside);
    assert_ptr_equal(sub->inside->outer, sub->element.scope);
    assert_true(sub->inside->executable);
    assert_ptr_equal(bpmn->scopes, sub->element.scope);
    assert_ptr_equal(node("call")->called, bpmn_find(bpmn, "q"));
    assert_null(bpmn_find(bpmn, "not-a-task")); /* it stands in an extension */
}

static void bpmn__tells_own_references_from_those_of_other_files(void **state) {
    const struct xml_node *root = bpmn->document->root;
    assert_ptr_equal(bpmn_refer(bpmn, root, " tns:t\n"), bpmn_find(bpmn, "t"));
    assert_null(bpmn_refer(bpmn, root, "tool:t"));
    assert_true(bpmn_refers_outside(bpmn, root, "tool:t"));
    assert_false(bpmn_refers_outside(bpmn, root, "tns:t"));
    assert_false(bpmn_refers_outside(bpmn, root, "none:t"));
    assert_null(bpmn_refer(bpmn, root, NULL));
    assert_null(bpmn_refer(bpmn, root, ""));
}

static void bpmn__reads_every_diagram(void **state) {
    const struct bpmn_diagram *diagram = bpmn->diagrams;
    assert_string_equal(diagram->name, "یک");
    assert_ptr_equal(diagram->plane, bpmn_find(bpmn, "k"));
    const struct bpmn_drawn *shape = diagram->drawn;
    assert_ptr_equal(shape->element, bpmn_find(bpmn, "t"));
    assert_true(shape->bounds.known && shape->expanded && !shape->is_edge);
    assert_true(shape->bounds.x == 10.5 && shape->bounds.y == -2 && shape->bounds.height == 80);
    assert_true(shape->label.known && shape->label.height == 4);
    const struct bpmn_drawn *edge = shape->next;
    assert_int_equal(edge->point_count, 2);
    assert_true(edge->is_edge && edge->points[1].x == 3 && edge->points[1].y == 4);
    assert_null(edge->next);
    assert_string_equal(diagram->next->name, "دو");
    assert_null(diagram->next->drawn);
}

static void bpmn__refuses_what_is_another_language(void **state) {
    static const char text[] = "<?xml version='1.0'?><definitions/>";
    const struct bpmn *none;
    assert_int_equal(bpmn_read(arena, text, strlen(text), &none), ERR_INVALID);
    assert_string_equal(err_last()->code, "BPM-1");
    assert_null(none);
    assert_int_equal(bpmn_read(arena, text, 10, &none), ERR_INVALID);
    assert_string_equal(err_last()->code, "XML-1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bpmn__resolves_flows_in_the_order_of_the_file),
        cmocka_unit_test(bpmn__knows_events_and_what_triggers_them),
        cmocka_unit_test(bpmn__nests_levels),
        cmocka_unit_test(bpmn__tells_own_references_from_those_of_other_files),
        cmocka_unit_test(bpmn__reads_every_diagram),
        cmocka_unit_test(bpmn__refuses_what_is_another_language),
    };
    return cmocka_run_group_tests(tests, read_kinds, drop);
}
