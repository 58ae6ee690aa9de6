/* Decision tables (clause 8): which rules match, and why. */
#include "decision_internal.h"

static enum err see_inputs(struct run *run, const struct table *table,
                           const struct feel_context *env, struct decision_seen *seen) {
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < table->input_count; i++) {
        const struct column *column = &table->inputs[i];
        struct feel_value value;
        bool allowed = false;
        err = expr_value(run, column->expression, env, &value);
        if (err == ERR_NONE && column->type) {
            value = feel_type_coerce(run->arena, column->type, value);
        }
        if (err == ERR_NONE) {
            err = test_value(run, &column->allowed, env, value, &allowed);
        }
        if (err == ERR_NONE && !allowed) {
            const char *text = feel_text(run->arena, value);
            err =
                err_set(ERR_INVALID, "DMN-8",
                        "In the table of {1}, {2} may not be {3}. Give one of the allowed values.",
                        table->name, column->label, text ? text : "?", NULL);
        }
        seen[i] = (struct decision_seen){column->label, value};
    }
    return err;
}

static enum err rule_matches(struct run *run, const struct table *table, const struct rule *rule,
                             const struct feel_context *env, const struct decision_seen *seen,
                             bool *out) {
    enum err err = ERR_NONE;
    *out = true;
    for (size_t i = 0; err == ERR_NONE && *out && i < table->input_count; i++) {
        if (rule->tests[i].compiled || rule->tests[i].broken) {
            err = test_value(run, &rule->tests[i], env, seen[i].value, out);
        }
    }
    return err;
}

static enum err rule_outputs(struct run *run, const struct table *table, const struct rule *rule,
                             const struct feel_context *env, struct feel_value **out) {
    struct feel_value *values = ARENA_ARRAY(run->arena, table->output_count + 1, struct feel_value);
    enum err err = values ? ERR_NONE : err_failed();
    for (size_t i = 0; err == ERR_NONE && i < table->output_count; i++) {
        bool allowed = false;
        const struct column *column = &table->outputs[i];
        err = expr_value(run, rule->outputs[i], env, &values[i]);
        if (err == ERR_NONE && column->type) {
            values[i] = feel_type_coerce(run->arena, column->type, values[i]);
        }
        if (err == ERR_NONE) {
            err = test_value(run, &column->allowed, env, values[i], &allowed);
        }
        if (err == ERR_NONE && !allowed) {
            values[i] = feel_null(NULL);
        }
    }
    *out = values;
    return err;
}

static enum err table_default(struct run *run, const struct table *table,
                              const struct feel_context *env, struct feel_value *out) {
    struct feel_value *row = ARENA_ARRAY(run->arena, table->output_count + 1, struct feel_value);
    bool any = false;
    enum err err = row ? ERR_NONE : err_failed();
    *out = table->aggregation == '#' ? feel_int(0) : feel_null(NULL);
    for (size_t i = 0; err == ERR_NONE && i < table->output_count; i++) {
        row[i] = feel_null(NULL);
        if (table->outputs[i].expression) {
            any = true;
            err = expr_value(run, table->outputs[i].expression, env, &row[i]);
        }
    }
    if (err != ERR_NONE || !any) {
        return err;
    }
    struct table single = *table; /* one row, whatever the policy */
    single.policy = 'F';
    return table_hits(run, &single, &row, 1, out);
}

enum err table_value(struct run *run, const struct table *table, const struct feel_context *env,
                     struct feel_value *out) {
    struct decision_reason *reason = run_reason(run, table->name);
    struct decision_seen *seen =
        ARENA_ARRAY(run->arena, table->input_count + 1, struct decision_seen);
    struct decision_match *matches =
        ARENA_ARRAY(run->arena, table->rule_count + 1, struct decision_match);
    struct feel_value **rows = ARENA_ARRAY(run->arena, table->rule_count + 1, struct feel_value *);
    if (!reason || !seen || !matches || !rows) {
        return err_failed();
    }
    size_t count = 0;
    enum err err = see_inputs(run, table, env, seen);
    for (size_t i = 0; err == ERR_NONE && i < table->rule_count; i++) {
        const struct rule *rule = &table->rules[i];
        bool match;
        err = rule_matches(run, table, rule, env, seen, &match);
        if (err != ERR_NONE || !match) {
            continue;
        }
        matches[count] =
            (struct decision_match){i + 1, rule->id, rule->annotations, rule->annotation_count};
        err = rule_outputs(run, table, rule, env, &rows[count++]);
        if (table->policy == 'F') {
            break;
        }
    }
    *out = feel_null(NULL);
    if (err == ERR_NONE) {
        err = count > 0 ? table_hits(run, table, rows, count, out)
                        : table_default(run, table, env, out);
    }
    reason->table = true;
    reason->seen = seen;
    reason->seen_count = table->input_count;
    reason->matches = matches;
    reason->match_count = count;
    reason->value = *out;
    return err;
}
