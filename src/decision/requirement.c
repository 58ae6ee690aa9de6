/* The decision requirement graph (clauses 6 and 10.4): values of what a decision needs, functions
   of knowledge models and services. Every element is decided once. */
#include <string.h>

#include "decision_internal.h"

struct memo {
    struct feel_value *values;
    bool *known;
};

static enum err element_value(struct run *run, struct memo *memo, size_t index,
                              struct feel_value *out);

static struct memo *memo_new(struct run *run) {
    struct memo *memo = ARENA_NEW(run->arena, struct memo);
    if (memo) {
        memo->values = ARENA_ARRAY(run->arena, run->model->count + 1, struct feel_value);
        memo->known = ARENA_ARRAY(run->arena, run->model->count + 1, bool);
    }
    return arena_failed(run->arena) ? NULL : memo;
}

/* A value from outside takes the type that its element declares. */
static enum err give(struct run *run, struct memo *memo, size_t index, struct feel_value value) {
    const struct element *element = &run->model->elements[index];
    struct feel_value fitted = value;
    if (element->type) {
        fitted = feel_type_coerce(run->arena, element->type, value);
        if (fitted.type == FEEL_NULL && value.type != FEEL_NULL) {
            return err_set(ERR_INVALID, "DMN-15",
                           "{1} is not a value of the type that the model declares.", element->name,
                           NULL);
        }
    }
    memo->values[index] = fitted;
    memo->known[index] = true;
    return ERR_NONE;
}

struct decision_reason *run_reason(struct run *run, const char *name) {
    struct decision_reason *reason = ARENA_NEW(run->arena, struct decision_reason);
    if (!reason) {
        return NULL;
    }
    reason->name = name;
    if (run->last) {
        run->last->next = reason;
    } else {
        run->first = reason;
    }
    run->last = reason;
    return reason;
}

static enum err service_value(struct run *run, struct memo *memo, const struct element *service,
                              struct feel_value *out) {
    struct feel_entry *entries =
        ARENA_ARRAY(run->arena, service->output_count + 1, struct feel_entry);
    enum err err = entries ? ERR_NONE : err_failed();
    for (size_t i = 0; err == ERR_NONE && i < service->output_count; i++) {
        const char *name = run->model->elements[service->outputs[i]].name;
        entries[i].name = (struct feel_string){name, strlen(name)};
        err = element_value(run, memo, service->outputs[i], &entries[i].value);
    }
    if (err != ERR_NONE) {
        return err;
    }
    *out = service->output_count == 1 ? entries[0].value
                                      : feel_context_of(run->arena, entries, service->output_count);
    return ERR_NONE;
}

struct service_call {
    struct feel_host_function host;
    struct run *run;
    const struct element *service;
};

static enum err call_service(void *data, struct arena *arena, const struct feel_value *arguments,
                             struct feel_value *out) {
    const struct service_call *call = data;
    struct run *run = call->run;
    struct memo *memo = memo_new(run);
    enum err err = memo ? run_enter(run) : err_failed();
    *out = feel_null(NULL);
    if (err != ERR_NONE) {
        return err;
    }
    for (size_t i = 0; err == ERR_NONE && i < call->service->need_count; i++) {
        err = give(run, memo, call->service->needs[i], arguments[i]);
    }
    if (err == ERR_NONE) {
        err = service_value(run, memo, call->service, out);
    }
    run_leave(run);
    return err;
}

static struct feel_value service_function(struct run *run, const struct element *service) {
    struct service_call *call = ARENA_NEW(run->arena, struct service_call);
    const char **names = ARENA_ARRAY(run->arena, service->need_count + 1, const char *);
    if (!call || !names) {
        return feel_null(NULL);
    }
    for (size_t i = 0; i < service->need_count; i++) {
        names[i] = run->model->elements[service->needs[i]].name;
    }
    *call = (struct service_call){
        .host = {names, service->need_count, call_service, call}, .run = run, .service = service};
    return feel_host_function(run->arena, &call->host);
}

static enum err decide(struct run *run, const struct element *element,
                       const struct feel_context *env, struct feel_value *out) {
    enum err err = expr_value(run, element->logic, env, out);
    if (err == ERR_NONE && element->type) {
        *out = feel_type_coerce(run->arena, element->type, *out);
    }
    if (err == ERR_NONE && element->logic->kind != EXPR_TABLE) { /* a table gave its reason */
        struct decision_reason *reason = run_reason(run, element->name);
        struct decision_seen *seen = ARENA_ARRAY(run->arena, env->count + 1, struct decision_seen);
        if (!reason || !seen) {
            return err_failed();
        }
        for (size_t i = 0; i < env->count; i++) {
            if (env->entries[i].value.type != FEEL_FUNCTION) {
                seen[reason->seen_count++] =
                    (struct decision_seen){env->entries[i].name.bytes, env->entries[i].value};
            }
        }
        reason->seen = seen;
        reason->value = *out;
    }
    return err;
}

static enum err element_value(struct run *run, struct memo *memo, size_t index,
                              struct feel_value *out) {
    static const struct feel_context nothing;
    const struct element *element = &run->model->elements[index];
    const struct feel_context *env = &nothing;
    *out = memo->values[index];
    if (memo->known[index]) {
        return ERR_NONE;
    }
    if (element->kind == ELEMENT_INPUT) {
        *out = feel_null(NULL);
        return ERR_NONE;
    }
    if (element->kind == ELEMENT_SERVICE) {
        *out = service_function(run, element);
        return arena_failed(run->arena) ? err_failed() : ERR_NONE;
    }
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < element->need_count; i++) {
        struct feel_value value;
        if (element->needs[i] == index) {
            continue; /* a knowledge model that calls itself */
        }
        err = element_value(run, memo, element->needs[i], &value);
        if (err == ERR_NONE) {
            env = env_with(run->arena, env, run->model->elements[element->needs[i]].name, value);
            err = env ? ERR_NONE : err_failed();
        }
    }
    if (err == ERR_NONE && element->kind == ELEMENT_DECISION) {
        err = decide(run, element, env, out);
    } else if (err == ERR_NONE && element->logic->kind == EXPR_FUNCTION) {
        *out = closure(run, element->logic, env, element->name);
    } else if (err == ERR_NONE) {
        *out = feel_null(NULL);
    }
    if (err == ERR_NONE) {
        memo->values[index] = *out;
        memo->known[index] = true;
    }
    return err == ERR_NONE && arena_failed(run->arena) ? err_failed() : err;
}

static const struct element *find(const struct decision_model *model, const char *name) {
    const struct element *by_id = NULL;
    for (size_t i = 0; i < model->count; i++) {
        const struct element *element = &model->elements[i];
        if (element->kind != ELEMENT_DECISION && element->kind != ELEMENT_SERVICE) {
            continue;
        }
        if (strcmp(element->name, name) == 0) {
            return element;
        }
        if (element->id && strcmp(element->id, name) == 0) {
            by_id = element;
        }
    }
    return by_id;
}

bool decision_knows(const struct decision_model *model, const char *name) {
    return find(model, name) != NULL;
}

enum err decision_evaluate(struct arena *arena, const struct decision_model *model,
                           const char *name, const struct feel_context *inputs,
                           const struct feel_options *options, struct decision_result *out) {
    const struct element *element = find(model, name);
    struct run *run = ARENA_NEW(arena, struct run);
    *out = (struct decision_result){.value = feel_null(NULL)};
    if (!element) {
        return err_set(ERR_NOT_FOUND, "DMN-4", "The model has no decision called {1}.", name, NULL);
    }
    if (!run) {
        return err_failed();
    }
    *run = (struct run){.arena = arena, .model = model, .options = options, .notes = &out->notes};
    struct memo *memo = memo_new(run);
    enum err err = memo ? ERR_NONE : err_failed();
    for (size_t i = 0; err == ERR_NONE && inputs && i < model->count; i++) {
        const char *known = model->elements[i].name;
        const struct feel_value *given =
            feel_context_get(inputs, (struct feel_string){known, strlen(known)});
        bool may = model->elements[i].kind == ELEMENT_INPUT ||
                   (model->elements[i].kind == ELEMENT_DECISION && &model->elements[i] != element);
        if (given && may) {
            err = give(run, memo, i, *given);
        }
    }
    if (err == ERR_NONE) {
        err = element->kind == ELEMENT_SERVICE
                  ? service_value(run, memo, element, &out->value)
                  : element_value(run, memo, (size_t)(element - model->elements), &out->value);
    }
    out->reasons = run->first;
    run->notes = NULL; /* out may be gone when a function of the result is called */
    return err;
}

static struct feel_value from_text(struct arena *arena, struct feel_value value) {
    static const struct feel_context nothing;
    const struct feel_compiled *compiled;
    struct feel_value found;
    const char *quoted = feel_text(arena, value);
    const char *text = quoted ? arena_printf(arena, "@%s", quoted) : NULL;
    if (!text || feel_compile(arena, text, NULL, FEEL_EXPRESSION, &compiled) != ERR_NONE ||
        feel_eval(arena, compiled, &nothing, NULL, NULL, &found) != ERR_NONE ||
        found.type == FEEL_NULL) {
        return value;
    }
    return found;
}

static struct feel_value with_dates(struct arena *arena, const struct feel_type *type,
                                    struct feel_value value) {
    if (!type) {
        return value;
    }
    if (value.type == FEEL_STRING && type->kind >= FEEL_DATE &&
        type->kind <= FEEL_MONTHS_DURATION) {
        return from_text(arena, value);
    }
    if (value.type == FEEL_LIST && type->kind == FEEL_LIST) {
        size_t count = value.list->count;
        struct feel_value *items = ARENA_ARRAY(arena, count + 1, struct feel_value);
        for (size_t i = 0; items && i < count; i++) {
            items[i] = with_dates(arena, type->element, value.list->items[i]);
        }
        return feel_list_of(arena, items, items ? count : 0);
    }
    if (value.type == FEEL_CONTEXT && type->kind == FEEL_CONTEXT) {
        size_t count = value.context->count;
        struct feel_entry *entries = ARENA_ARRAY(arena, count + 1, struct feel_entry);
        for (size_t i = 0; entries && i < count; i++) {
            entries[i] = value.context->entries[i];
            for (size_t m = 0; m < type->count; m++) {
                if (feel_string_equal(type->members[m].name, entries[i].name)) {
                    entries[i].value = with_dates(arena, type->members[m].type, entries[i].value);
                }
            }
        }
        return feel_context_of(arena, entries, entries ? count : 0);
    }
    return value;
}

enum err decision_inputs(struct arena *arena, const struct decision_model *model, json_t *json,
                         const struct feel_context **out) {
    struct feel_value value;
    enum err err = feel_from_json(arena, json, &value);
    if (err != ERR_NONE) {
        return err;
    }
    if (value.type != FEEL_CONTEXT) {
        return err_set(ERR_INVALID, "DMN-16", "The input must be a JSON object.", NULL);
    }
    struct feel_context *made = ARENA_NEW(arena, struct feel_context);
    struct feel_entry *entries = ARENA_ARRAY(arena, value.context->count + 1, struct feel_entry);
    if (!made || !entries) {
        return err_failed();
    }
    for (size_t i = 0; i < value.context->count; i++) {
        entries[i] = value.context->entries[i];
        for (size_t e = 0; e < model->count; e++) {
            const struct element *element = &model->elements[e];
            if (strcmp(element->name, entries[i].name.bytes) == 0) {
                entries[i].value = with_dates(arena, element->type, entries[i].value);
            }
        }
    }
    *made = (struct feel_context){value.context->count, entries};
    *out = made;
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}
