/*
 * Gaps and overlaps of tables, as concrete inputs. The constants in a column's cells cut its values
 * into classes; one sample of each class answers for all of it, because every cell is either true
 * or false throughout a class. What is not made of constants is not proven.
 */
#include <string.h>

#include "decision_internal.h"
#include "text.h"
#include "tr.h"

enum { SAMPLES_MAX = 512, CHECK_STEPS_MAX = 2000000 };

struct class {
    struct feel_value sample;
    bool *matches; /* for each rule */
};

struct axis {
    struct class *classes;
    size_t count;
};

struct checker {
    struct run run;
    const struct table *table;
    struct axis *axes;
    struct decision_findings *out;
    size_t *chosen; /* the class in each column */
    size_t steps;
    const char *reason; /* why nothing can be proven */
    enum err failed;
};

static const struct feel_context nothing;

static void add_sample(struct checker *checker, struct axis *axis, struct feel_value value) {
    if (value.type == FEEL_NULL) {
        return;
    }
    for (size_t i = 0; i < axis->count; i++) {
        if (feel_equal(axis->classes[i].sample, value) == FEEL_TRUE) {
            return;
        }
    }
    if (axis->count == SAMPLES_MAX) {
        checker->reason = TR_NOOP("A column has too many different values.");
        return;
    }
    axis->classes[axis->count++].sample = value;
}

static bool known_kind(enum feel_type_kind kind) {
    return kind == FEEL_BOOLEAN || kind == FEEL_NUMBER || kind == FEEL_STRING || kind == FEEL_DATE;
}

/* An end that a variable gives is null here. */
static bool has_ends(const struct feel_range *range) {
    bool low = known_kind(range->low.type);
    bool high = known_kind(range->high.type);
    return range->form == FEEL_INTERVAL ? low && high : low || high;
}

static void add_constant(struct checker *checker, struct axis *axis, struct feel_value value) {
    if (value.type == FEEL_RANGE && has_ends(value.range)) {
        add_sample(checker, axis, value.range->low);
        add_sample(checker, axis, value.range->high);
    } else if (known_kind(value.type)) {
        add_sample(checker, axis, value);
    } else {
        checker->reason = TR_NOOP("A cell is not made of constants.");
    }
}

/* One alternative of a cell, read as an expression: parentheses make `< 5` a range. */
static void add_alternative(struct checker *checker, struct axis *axis, const char *text,
                            size_t length) {
    struct arena *arena = checker->run.arena;
    const struct feel_compiled *compiled;
    struct feel_value value;
    const char *wrapped = arena_printf(arena, "(%.*s)", (int)length, text);
    if (!wrapped || feel_compile(arena, wrapped, NULL, FEEL_EXPRESSION, &compiled) != ERR_NONE ||
        feel_eval(arena, compiled, &nothing, checker->run.options, NULL, &value) != ERR_NONE) {
        checker->reason = TR_NOOP("A cell is not made of constants.");
        return;
    }
    add_constant(checker, axis, value);
}

/* The constants of a cell: what stands there, or in not( … ), between commas that are neither in a
   string nor in brackets. */
static void add_constants(struct checker *checker, struct axis *axis, const struct test *test) {
    if (!test->text) {
        return;
    }
    size_t start = text_starts_with(test->text, "not(") ? strlen("not(") : 0;
    size_t end = strlen(test->text) - (start ? 1 : 0);
    bool quoted = false;
    int depth = 0;
    for (size_t i = start; i < end && !checker->reason; i++) {
        char c = test->text[i];
        if (c == '"' && (i == 0 || test->text[i - 1] != '\\')) {
            quoted = !quoted;
        } else if (!quoted && (c == '(' || c == '[' || c == '{')) {
            depth++;
        } else if (!quoted && (c == ')' || c == ']' || c == '}')) {
            depth--;
        } else if (!quoted && depth == 0 && c == ',') {
            add_alternative(checker, axis, test->text + start, i - start);
            start = i + 1;
        }
    }
    if (!checker->reason) {
        add_alternative(checker, axis, test->text + start, end - start);
    }
}

static void sort_samples(struct axis *axis) {
    for (size_t i = 1; i < axis->count; i++) {
        for (size_t at = i; at > 0; at--) {
            int order;
            if (!feel_order(axis->classes[at].sample, axis->classes[at - 1].sample, &order) ||
                order >= 0) {
                break;
            }
            struct class moved = axis->classes[at];
            axis->classes[at] = axis->classes[at - 1];
            axis->classes[at - 1] = moved;
        }
    }
}

/* The day before or after; years that no table speaks of are not reached. */
static struct feel_value day_beside(struct checker *checker, struct feel_value day, int step) {
    struct arena *arena = checker->run.arena;
    const struct feel_entry entries[] = {{{"day", 3}, day}};
    const struct feel_context context = {1, entries};
    static const char *const names[] = {"day"};
    const struct feel_scope scope = {.names = names, .count = 1};
    const struct feel_compiled *compiled;
    struct feel_value found = feel_null(NULL);
    const char *text = step > 0 ? "day + duration(\"P1D\")" : "day - duration(\"P1D\")";
    if (feel_compile(arena, text, &scope, FEEL_EXPRESSION, &compiled) != ERR_NONE ||
        feel_eval(arena, compiled, &context, checker->run.options, NULL, &found) != ERR_NONE) {
        return feel_null(NULL);
    }
    return found;
}

/* A value between two neighbours, or beyond the one that is given. */
static struct feel_value value_beside(struct checker *checker, const struct feel_value *low,
                                      const struct feel_value *high) {
    const struct feel_value *one = low ? low : high;
    if (one->type == FEEL_DATE) {
        return day_beside(checker, *one, low ? 1 : -1);
    }
    struct feel_number number = feel_number_int(low ? 1 : -1);
    if (low && high) {
        struct feel_number whole = feel_number_add(low->number, feel_number_int(1));
        if (feel_number_compare(whole, high->number) < 0) {
            return feel_number_value(whole);
        }
        number = feel_number_subtract(high->number, low->number);
        number = feel_number_divide(number, feel_number_int(2));
    }
    return feel_number_value(feel_number_add(one->number, number));
}

static void add_between(struct checker *checker, struct axis *axis) {
    size_t count = axis->count;
    struct feel_value *ends = ARENA_ARRAY(checker->run.arena, count + 1, struct feel_value);
    if (!ends) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        ends[i] = axis->classes[i].sample;
        if (ends[i].type != ends[0].type) {
            checker->reason = TR_NOOP("A column has values of several kinds.");
            return;
        }
    }
    for (size_t i = 0; i <= count; i++) {
        add_sample(checker, axis,
                   value_beside(checker, i > 0 ? &ends[i - 1] : NULL, i < count ? &ends[i] : NULL));
    }
    sort_samples(axis);
}

static void add_others(struct checker *checker, struct axis *axis, const struct column *column) {
    enum feel_type_kind kind = axis->count ? axis->classes[0].sample.type : FEEL_NULL;
    if (kind == FEEL_NULL && column->type) {
        kind = column->type->kind;
    }
    if (kind == FEEL_BOOLEAN) {
        add_sample(checker, axis, feel_boolean(false));
        add_sample(checker, axis, feel_boolean(true));
    } else if (axis->count > 0 && (kind == FEEL_NUMBER || kind == FEEL_DATE)) {
        sort_samples(axis);
        add_between(checker, axis);
    } else if (kind == FEEL_NUMBER) {
        add_sample(checker, axis, feel_int(0));
    } else if (kind == FEEL_STRING) {
        add_sample(checker, axis, feel_string("…"));
    } else {
        checker->reason = TR_NOOP("A column has values of a kind that is not checked.");
    }
}

/* Classes that are not allowed go; the others learn which rules match them. */
static void judge_classes(struct checker *checker, struct axis *axis, size_t column_index) {
    const struct table *table = checker->table;
    const struct column *column = &table->inputs[column_index];
    size_t kept = 0;
    for (size_t i = 0; i < axis->count && checker->failed == ERR_NONE; i++) {
        struct class class = axis->classes[i];
        bool allowed = false;
        checker->failed =
            test_value(&checker->run, &column->allowed, &nothing, class.sample, &allowed);
        if (!allowed || (column->type && !feel_type_conforms(column->type, class.sample))) {
            continue;
        }
        class.matches = ARENA_ARRAY(checker->run.arena, table->rule_count + 1, bool);
        for (size_t r = 0; class.matches && r < table->rule_count; r++) {
            const struct test *test = &table->rules[r].tests[column_index];
            enum err err =
                test_value(&checker->run, test, &nothing, class.sample, &class.matches[r]);
            checker->failed = checker->failed == ERR_NONE ? err : checker->failed;
        }
        axis->classes[kept++] = class;
    }
    axis->count = kept;
}

static void build_axis(struct checker *checker, size_t index) {
    const struct table *table = checker->table;
    struct axis *axis = &checker->axes[index];
    axis->classes = ARENA_ARRAY(checker->run.arena, SAMPLES_MAX, struct class);
    if (!axis->classes) {
        return;
    }
    add_constants(checker, axis, &table->inputs[index].allowed);
    for (size_t r = 0; r < table->rule_count && !checker->reason; r++) {
        add_constants(checker, axis, &table->rules[r].tests[index]);
    }
    if (!checker->reason) {
        add_others(checker, axis, &table->inputs[index]);
    }
    if (!checker->reason) {
        judge_classes(checker, axis, index);
    }
}

static void report(struct checker *checker, enum decision_finding_kind kind, size_t row,
                   size_t other) {
    const struct table *table = checker->table;
    if (checker->out->count == DECISION_FINDINGS_MAX) {
        return;
    }
    struct decision_seen *example =
        ARENA_ARRAY(checker->run.arena, table->input_count + 1, struct decision_seen);
    for (size_t i = 0; example && kind != DECISION_NOT_PROVEN && i < table->input_count; i++) {
        const struct axis *axis = &checker->axes[i];
        example[i] = (struct decision_seen){table->inputs[i].label,
                                            axis->classes[checker->chosen[i]].sample};
    }
    checker->out->items[checker->out->count++] = (struct decision_finding){
        .kind = kind,
        .name = table->name,
        .row = row,
        .other_row = other,
        .example = example,
        .example_count = kind == DECISION_NOT_PROVEN ? 0 : table->input_count,
        .reason = checker->reason,
    };
}

/* Goes through the columns with the rules that still match; true when a gap was found. One gap of
   a table is enough to correct it by. */
static bool find_gap(struct checker *checker, size_t column, const bool *alive) {
    const struct table *table = checker->table;
    bool any = false;
    for (size_t r = 0; r < table->rule_count; r++) {
        any = any || alive[r];
    }
    if (column == table->input_count || !any) {
        for (size_t i = column; i < table->input_count; i++) {
            checker->chosen[i] = 0;
        }
        return !any;
    }
    bool *next = ARENA_ARRAY(checker->run.arena, table->rule_count + 1, bool);
    const struct axis *axis = &checker->axes[column];
    for (size_t i = 0; next && i < axis->count; i++) {
        checker->steps += table->rule_count + 1;
        if (checker->steps > CHECK_STEPS_MAX) {
            checker->reason = TR_NOOP("The table is too large to be checked.");
            return false;
        }
        for (size_t r = 0; r < table->rule_count; r++) {
            next[r] = alive[r] && axis->classes[i].matches[r];
        }
        checker->chosen[column] = i;
        if (find_gap(checker, column + 1, next)) {
            return true;
        }
    }
    return false;
}

static bool overlap(struct checker *checker, size_t a, size_t b) {
    for (size_t c = 0; c < checker->table->input_count; c++) {
        const struct axis *axis = &checker->axes[c];
        size_t i = 0;
        while (i < axis->count && !(axis->classes[i].matches[a] && axis->classes[i].matches[b])) {
            i++;
        }
        checker->steps += i + 1;
        if (i == axis->count) {
            return false;
        }
        checker->chosen[c] = i;
    }
    return true;
}

static void find_overlaps(struct checker *checker) {
    for (size_t a = 0; a < checker->table->rule_count; a++) {
        for (size_t b = a + 1; b < checker->table->rule_count; b++) {
            if (checker->steps > CHECK_STEPS_MAX) {
                checker->reason = TR_NOOP("The table is too large to be checked.");
                return;
            }
            if (overlap(checker, a, b)) {
                report(checker, DECISION_OVERLAP, a + 1, b + 1);
            }
        }
    }
}

static void check_table(struct checker *checker) {
    const struct table *table = checker->table;
    struct arena *arena = checker->run.arena;
    checker->axes = ARENA_ARRAY(arena, table->input_count + 1, struct axis);
    checker->chosen = ARENA_ARRAY(arena, table->input_count + 1, size_t);
    bool *alive = ARENA_ARRAY(arena, table->rule_count + 1, bool);
    bool fallback = false;
    for (size_t i = 0; checker->axes && i < table->input_count && !checker->reason; i++) {
        build_axis(checker, i);
    }
    for (size_t i = 0; i < table->output_count; i++) {
        fallback = fallback || table->outputs[i].expression;
    }
    if (arena_failed(arena) || checker->failed != ERR_NONE) {
        return;
    }
    for (size_t r = 0; r < table->rule_count; r++) {
        alive[r] = true;
    }
    for (size_t i = 0; i < table->input_count && !checker->reason; i++) {
        if (checker->axes[i].count == 0) {
            checker->reason = TR_NOOP("A column allows no value.");
        }
    }
    checker->steps = 0;
    if (!checker->reason && !fallback && find_gap(checker, 0, alive)) {
        report(checker, DECISION_GAP, 0, 0);
    }
    if (!checker->reason && table->policy == 'U') {
        checker->steps = 0;
        find_overlaps(checker);
    }
    if (checker->reason) {
        report(checker, DECISION_NOT_PROVEN, 0, 0);
    }
}

enum err decision_check(struct arena *arena, const struct decision_model *model,
                        struct decision_findings *out) {
    struct feel_options options = {0};
    enum err err = ERR_NONE;
    out->count = 0;
    for (size_t i = 0; err == ERR_NONE && i < model->table_count; i++) {
        struct checker checker = {.run = {.arena = arena, .model = model, .options = &options},
                                  .table = model->tables[i],
                                  .out = out};
        check_table(&checker);
        err = arena_failed(arena) ? err_failed() : checker.failed;
    }
    return err;
}
