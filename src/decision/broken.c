/* Expressions whose text is wrong, found by walking what was read. */
#include "decision_internal.h"
#include "decision_view.h"

struct finding {
    const struct element *element;
    struct decision_fault *items;
    size_t count;
};

static void add(struct finding *finding, const struct err_detail *broken) {
    if (broken != NULL && finding->count < DECISION_FINDINGS_MAX) {
        finding->items[finding->count++] = (struct decision_fault){
            finding->element->id, finding->element->name, broken->code, broken->message};
    }
}

static void walk(struct finding *finding, const struct expr *expr);

static void walk_table(struct finding *finding, const struct table *table) {
    for (size_t i = 0; i < table->input_count; i++) {
        walk(finding, table->inputs[i].expression);
        add(finding, table->inputs[i].allowed.broken);
    }
    for (size_t i = 0; i < table->output_count; i++) {
        walk(finding, table->outputs[i].expression);
        add(finding, table->outputs[i].allowed.broken);
    }
    for (size_t r = 0; r < table->rule_count; r++) {
        for (size_t i = 0; i < table->input_count; i++) {
            add(finding, table->rules[r].tests[i].broken);
        }
        for (size_t i = 0; i < table->output_count; i++) {
            walk(finding, table->rules[r].outputs[i]);
        }
    }
}

static void walk(struct finding *finding, const struct expr *expr) {
    if (expr == NULL) {
        return;
    }
    add(finding, expr->broken);
    if (expr->table != NULL) {
        walk_table(finding, expr->table);
    }
    for (size_t i = 0; i < expr->count; i++) {
        walk(finding, expr->children[i]);
    }
}

enum err decision_broken(struct arena *arena, const struct decision_model *model,
                         struct decision_faults *out) {
    struct finding finding = {
        .items = ARENA_ARRAY(arena, DECISION_FINDINGS_MAX, struct decision_fault),
    };
    if (finding.items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < model->count; i++) {
        finding.element = &model->elements[i];
        walk(&finding, model->elements[i].logic);
    }
    *out = (struct decision_faults){finding.items, finding.count};
    return ERR_NONE;
}
