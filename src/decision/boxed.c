/* Values of boxed expressions (clause 10.3.3). */
#include <string.h>

#include "decision_internal.h"

static struct feel_string name_of(const char *name) {
    return (struct feel_string){name, strlen(name)};
}

const struct feel_context *env_with(struct arena *arena, const struct feel_context *env,
                                    const char *name, struct feel_value value) {
    size_t count = env ? env->count : 0;
    struct feel_entry *entries = ARENA_ARRAY(arena, count + 1, struct feel_entry);
    struct feel_context *made = ARENA_NEW(arena, struct feel_context);
    if (!entries || !made) {
        return NULL;
    }
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (!feel_string_equal(env->entries[i].name, name_of(name))) {
            entries[at++] = env->entries[i];
        }
    }
    entries[at++] = (struct feel_entry){name_of(name), value};
    *made = (struct feel_context){at, entries};
    return made;
}

enum err run_enter(struct run *run) {
    if (run->depth >= DECISION_DEPTH_MAX || run->work >= DECISION_WORK_MAX) {
        return err_set(ERR_LIMIT, "DMN-9", "This decision is too much work, or it never ends.",
                       NULL);
    }
    run->work++;
    run->depth++;
    return ERR_NONE;
}

void run_leave(struct run *run) {
    run->depth--;
}

static enum err evaluate(struct run *run, const struct feel_compiled *compiled,
                         const struct err_detail *broken, const struct feel_context *env,
                         struct feel_value *out) {
    static const struct feel_context nothing;
    if (broken) {
        err_restore(broken);
        return broken->err;
    }
    if (run->work++ >= DECISION_WORK_MAX) {
        return err_set(ERR_LIMIT, "DMN-9", "This decision is too much work, or it never ends.",
                       NULL);
    }
    return feel_eval(run->arena, compiled, env ? env : &nothing, run->options, run->notes, out);
}

enum err test_value(struct run *run, const struct test *test, const struct feel_context *env,
                    struct feel_value value, bool *out) {
    struct feel_value answer = feel_boolean(true);
    enum err err = ERR_NONE;
    if (test->compiled || test->broken) {
        const struct feel_context *inner = env_with(run->arena, env, "?", value);
        err = inner ? evaluate(run, test->compiled, test->broken, inner, &answer) : err_failed();
    }
    *out = err == ERR_NONE && answer.type == FEEL_BOOLEAN && answer.boolean;
    return err;
}

struct closure {
    struct feel_host_function host;
    struct run *run;
    const struct expr *function;
    const struct feel_context *env;
    const char *self;
};

static enum err call_closure(void *data, struct arena *arena, const struct feel_value *arguments,
                             struct feel_value *out) {
    struct closure *closure = data;
    const struct expr *function = closure->function;
    struct run *run = closure->run;
    const struct feel_context *env = closure->env;
    *out = feel_null(NULL);
    if (closure->self) {
        env = env_with(arena, env, closure->self, feel_host_function(arena, &closure->host));
    }
    for (size_t i = 0; i < function->name_count; i++) {
        struct feel_value argument = arguments[i];
        if (function->types[i]) {
            argument = feel_type_coerce(arena, function->types[i], argument);
            if (argument.type == FEEL_NULL && arguments[i].type != FEEL_NULL) {
                return ERR_NONE; /* an argument of the wrong type: null (10.3.2.13.2) */
            }
        }
        env = env_with(arena, env, function->names[i], argument);
    }
    if (arena_failed(arena)) {
        return err_failed();
    }
    enum err err = run_enter(run);
    if (err == ERR_NONE) {
        err = expr_value(run, function->children[0], env, out);
        run_leave(run);
    }
    return err;
}

struct feel_value closure(struct run *run, const struct expr *function,
                          const struct feel_context *env, const char *self) {
    struct closure *made = ARENA_NEW(run->arena, struct closure);
    if (!made) {
        return feel_null(NULL);
    }
    *made = (struct closure){.host = {.parameters = function->names,
                                      .count = function->name_count,
                                      .call = call_closure,
                                      .data = made},
                             .run = run,
                             .function = function,
                             .env = env,
                             .self = self};
    return feel_host_function(run->arena, &made->host);
}

static struct feel_value typed(struct run *run, const struct feel_type *type,
                               struct feel_value value) {
    return type ? feel_type_coerce(run->arena, type, value) : value;
}

static enum err context_value(struct run *run, const struct expr *expr,
                              const struct feel_context *env, struct feel_value *out) {
    struct feel_entry *entries = ARENA_ARRAY(run->arena, expr->count + 1, struct feel_entry);
    enum err err = entries ? ERR_NONE : err_failed();
    size_t count = 0;
    for (size_t i = 0; err == ERR_NONE && i < expr->count; i++) {
        struct feel_value value;
        err = expr_value(run, expr->children[i], env, &value);
        if (err != ERR_NONE) {
            break;
        }
        if (!expr->names[i]) {
            *out = value;
            return ERR_NONE;
        }
        value = typed(run, expr->types[i], value);
        entries[count++] = (struct feel_entry){name_of(expr->names[i]), value};
        env = env_with(run->arena, env, expr->names[i], value);
        err = env ? ERR_NONE : err_failed();
    }
    *out = err == ERR_NONE ? feel_context_of(run->arena, entries, count) : feel_null(NULL);
    return err;
}

static enum err children_values(struct run *run, const struct expr *expr,
                                const struct feel_context *env, struct feel_value **out) {
    struct feel_value *values = ARENA_ARRAY(run->arena, expr->count + 1, struct feel_value);
    enum err err = values ? ERR_NONE : err_failed();
    for (size_t i = 0; err == ERR_NONE && i < expr->count; i++) {
        err = expr_value(run, expr->children[i], env, &values[i]);
    }
    *out = values;
    return err;
}

static enum err relation_value(struct run *run, const struct expr *expr,
                               const struct feel_context *env, struct feel_value *out) {
    struct feel_value *cells;
    enum err err = children_values(run, expr, env, &cells);
    if (err != ERR_NONE) {
        return err;
    }
    size_t width = expr->name_count;
    size_t rows = width ? expr->count / width : 0;
    struct feel_value *lines = ARENA_ARRAY(run->arena, rows + 1, struct feel_value);
    for (size_t row = 0; lines && row < rows; row++) {
        struct feel_entry *entries = ARENA_ARRAY(run->arena, width, struct feel_entry);
        for (size_t i = 0; entries && i < width; i++) {
            struct feel_value cell = typed(run, expr->types[i], cells[row * width + i]);
            entries[i] = (struct feel_entry){name_of(expr->names[i]), cell};
        }
        lines[row] = feel_context_of(run->arena, entries, entries ? width : 0);
    }
    *out = feel_list_of(run->arena, lines, lines ? rows : 0);
    return arena_failed(run->arena) ? err_failed() : ERR_NONE;
}

static enum err invocation_value(struct run *run, const struct expr *expr,
                                 const struct feel_context *env, struct feel_value *out) {
    struct feel_value *values;
    enum err err = children_values(run, expr, env, &values);
    for (size_t i = 0; err == ERR_NONE && i < expr->count; i++) {
        env = env_with(run->arena, env, expr->names[i], typed(run, expr->types[i], values[i]));
        err = env ? ERR_NONE : err_failed();
    }
    return err == ERR_NONE ? evaluate(run, expr->compiled, expr->broken, env, out) : err;
}

/* The values that an iterator or a filter goes through. */
static struct feel_list members_of(struct feel_value *value) {
    if (value->type == FEEL_LIST) {
        return *value->list;
    }
    return (struct feel_list){value->type == FEEL_NULL ? 0 : 1, value};
}

static const struct feel_context *with_entries(struct run *run, const struct feel_context *env,
                                               struct feel_value item) {
    for (size_t i = 0; env && item.type == FEEL_CONTEXT && i < item.context->count; i++) {
        const struct feel_entry *entry = &item.context->entries[i];
        env = env_with(run->arena, env, entry->name.bytes, entry->value);
    }
    return env_with(run->arena, env, "item", item);
}

static struct feel_value filter_index(struct run *run, struct feel_list list,
                                      struct feel_number number) {
    int64_t at;
    int64_t count = (int64_t)list.count;
    if (!feel_number_to_int(number, &at) || at == 0 || at > count || at < -count) {
        return feel_null(NULL);
    }
    return list.items[at > 0 ? at - 1 : count + at];
}

static enum err filter_value(struct run *run, const struct expr *expr,
                             const struct feel_context *env, struct feel_value *out) {
    struct feel_value in;
    enum err err = expr_value(run, expr->children[0], env, &in);
    if (err != ERR_NONE || in.type == FEEL_NULL) {
        *out = feel_null(NULL);
        return err;
    }
    struct feel_list list = members_of(&in);
    struct feel_value *kept = ARENA_ARRAY(run->arena, list.count + 1, struct feel_value);
    size_t count = 0;
    err = kept ? ERR_NONE : err_failed();
    for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
        struct feel_value match;
        const struct feel_context *inner = with_entries(run, env, list.items[i]);
        err = inner ? expr_value(run, expr->children[1], inner, &match) : err_failed();
        if (err == ERR_NONE && match.type == FEEL_NUMBER) {
            *out = filter_index(run, list, match.number);
            return ERR_NONE;
        }
        if (err == ERR_NONE && match.type != FEEL_BOOLEAN && match.type != FEEL_NULL) {
            *out = feel_null(NULL);
            return ERR_NONE;
        }
        if (err == ERR_NONE && match.type == FEEL_BOOLEAN && match.boolean) {
            kept[count++] = list.items[i];
        }
    }
    *out = err == ERR_NONE ? feel_list_of(run->arena, kept, count) : feel_null(NULL);
    return err;
}

/* A range of whole numbers as a list, for `for`. */
static struct feel_value spread(struct run *run, struct feel_value value) {
    int64_t low, high;
    if (value.type != FEEL_RANGE || value.range->form != FEEL_INTERVAL ||
        value.range->low.type != FEEL_NUMBER || value.range->high.type != FEEL_NUMBER ||
        !feel_number_to_int(value.range->low.number, &low) ||
        !feel_number_to_int(value.range->high.number, &high)) {
        return value;
    }
    low += value.range->low_closed ? 0 : 1;
    high -= value.range->high_closed ? 0 : 1;
    if (high - low >= DECISION_WORK_MAX) {
        return feel_null(NULL);
    }
    size_t count = high < low ? 0 : (size_t)(high - low) + 1;
    struct feel_value *items = ARENA_ARRAY(run->arena, count + 1, struct feel_value);
    for (size_t i = 0; items && i < count; i++) {
        items[i] = feel_int(low + (int64_t)i);
    }
    return feel_list_of(run->arena, items, items ? count : 0);
}

static struct feel_value quantified(const struct expr *expr, const struct feel_value *items,
                                    size_t count) {
    bool some = expr->kind == EXPR_SOME;
    bool unknown = false;
    for (size_t i = 0; i < count; i++) {
        if (items[i].type == FEEL_NULL) {
            unknown = true;
        } else if (items[i].type != FEEL_BOOLEAN) {
            return feel_null(NULL);
        } else if (items[i].boolean == some) {
            return feel_boolean(some);
        }
    }
    return unknown ? feel_null(NULL) : feel_boolean(!some);
}

static enum err iterator_value(struct run *run, const struct expr *expr,
                               const struct feel_context *env, struct feel_value *out) {
    struct feel_value in;
    enum err err = expr_value(run, expr->children[0], env, &in);
    *out = feel_null(NULL);
    if (err != ERR_NONE || in.type == FEEL_NULL) {
        return err;
    }
    in = spread(run, in);
    struct feel_list list = members_of(&in);
    struct feel_value *items = ARENA_ARRAY(run->arena, list.count + 1, struct feel_value);
    err = items ? ERR_NONE : err_failed();
    for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
        const struct feel_context *inner = env_with(run->arena, env, expr->names[0], list.items[i]);
        if (expr->kind == EXPR_FOR) {
            inner = env_with(run->arena, inner, "partial", feel_list_of(run->arena, items, i));
        }
        err = arena_failed(run->arena) ? err_failed()
                                       : expr_value(run, expr->children[1], inner, &items[i]);
    }
    if (err == ERR_NONE) {
        *out = expr->kind == EXPR_FOR ? feel_list_of(run->arena, items, list.count)
                                      : quantified(expr, items, list.count);
    }
    return err;
}

static enum err conditional_value(struct run *run, const struct expr *expr,
                                  const struct feel_context *env, struct feel_value *out) {
    struct feel_value condition;
    enum err err = expr_value(run, expr->children[0], env, &condition);
    if (err != ERR_NONE) {
        return err;
    }
    if (condition.type != FEEL_BOOLEAN && condition.type != FEEL_NULL) {
        *out = feel_null(NULL);
        return ERR_NONE;
    }
    bool yes = condition.type == FEEL_BOOLEAN && condition.boolean;
    return expr_value(run, expr->children[yes ? 1 : 2], env, out);
}

static enum err list_value(struct run *run, const struct expr *expr, const struct feel_context *env,
                           struct feel_value *out) {
    struct feel_value *items;
    enum err err = children_values(run, expr, env, &items);
    *out = err == ERR_NONE ? feel_list_of(run->arena, items, expr->count) : feel_null(NULL);
    return err;
}

static enum err untyped_value(struct run *run, const struct expr *expr,
                              const struct feel_context *env, struct feel_value *out) {
    switch (expr->kind) {
    case EXPR_LITERAL:
        return evaluate(run, expr->compiled, expr->broken, env, out);
    case EXPR_TABLE:
        return table_value(run, expr->table, env, out);
    case EXPR_CONTEXT:
        return context_value(run, expr, env, out);
    case EXPR_LIST:
        return list_value(run, expr, env, out);
    case EXPR_RELATION:
        return relation_value(run, expr, env, out);
    case EXPR_FUNCTION:
        *out = closure(run, expr, env, NULL);
        return arena_failed(run->arena) ? err_failed() : ERR_NONE;
    case EXPR_INVOCATION:
        return invocation_value(run, expr, env, out);
    case EXPR_CONDITIONAL:
        return conditional_value(run, expr, env, out);
    case EXPR_FOR:
    case EXPR_SOME:
    case EXPR_EVERY:
        return iterator_value(run, expr, env, out);
    case EXPR_FILTER:
        return filter_value(run, expr, env, out);
    case EXPR_NOTHING:
        break;
    }
    *out = feel_null(NULL);
    return ERR_NONE;
}

enum err expr_value(struct run *run, const struct expr *expr, const struct feel_context *env,
                    struct feel_value *out) {
    enum err err = untyped_value(run, expr, env, out);
    if (err == ERR_NONE && expr->type && expr->kind != EXPR_FUNCTION) {
        *out = feel_type_coerce(run->arena, expr->type, *out);
    }
    return err == ERR_NONE && arena_failed(run->arena) ? err_failed() : err;
}
