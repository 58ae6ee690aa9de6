/* Contexts (10.3.4.11). */
#include "feel_internal.h"

#include <string.h>

#include "tr.h"

static struct feel_value no_context(struct feel_run *run) {
    return feel_because(run, TR_NOOP("There is no context here, or a key without a name."));
}

static struct feel_value get_value(struct feel_run *run, const struct feel_value *args) {
    return feel_path(run, args[0], args[1].string);
}

static const struct feel_string key_name = {"key", 3};
static const struct feel_string value_name = {"value", 5};

static struct feel_value get_entries(struct feel_run *run, const struct feel_value *args) {
    const struct feel_context *context = args[0].context;
    struct feel_builder out = {.arena = run->arena};
    for (size_t i = 0; i < context->count && feel_step(run, 1); i++) {
        struct feel_entry *pair = ARENA_ARRAY(run->arena, 2, struct feel_entry);
        if (!pair) {
            return feel_null(NULL);
        }
        struct feel_string name = context->entries[i].name;
        pair[0] = (struct feel_entry){key_name, feel_string_sized(name.bytes, name.length)};
        pair[1] = (struct feel_entry){value_name, context->entries[i].value};
        if (!feel_builder_add(&out, feel_context_of(run->arena, pair, 2))) {
            return feel_null(NULL);
        }
    }
    return feel_builder_list(&out);
}

/* context with name set to value; a new name comes last. */
static struct feel_value with_entry(struct feel_run *run, const struct feel_context *context,
                                    struct feel_string name, struct feel_value value) {
    struct feel_entry *entries =
        feel_step(run, 1 + context->count / 16)
            ? ARENA_ARRAY(run->arena, context->count + 1, struct feel_entry)
            : NULL;
    size_t at = 0;
    if (!entries) {
        return feel_null(NULL);
    }
    if (context->count > 0) {
        memcpy(entries, context->entries, context->count * sizeof(*entries));
    }
    while (at < context->count && !feel_string_equal(entries[at].name, name)) {
        at++;
    }
    entries[at] = (struct feel_entry){name, value};
    return feel_context_of(run->arena, entries, at == context->count ? at + 1 : context->count);
}

static struct feel_value context_of(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    struct feel_value result = feel_context_of(run->arena, NULL, 0);
    for (size_t i = 0; i < list->count && result.type == FEEL_CONTEXT; i++) {
        struct feel_value item = list->items[i];
        const struct feel_value *key =
            item.type == FEEL_CONTEXT ? feel_context_get(item.context, key_name) : NULL;
        const struct feel_value *value =
            item.type == FEEL_CONTEXT ? feel_context_get(item.context, value_name) : NULL;
        if (!key || !value || key->type != FEEL_STRING ||
            feel_context_get(result.context, key->string)) {
            return no_context(run);
        }
        result = with_entry(run, result.context, key->string, *value);
    }
    return result;
}

static struct feel_value context_put(struct feel_run *run, const struct feel_value *args) {
    return with_entry(run, args[0].context, args[1].string, args[2]);
}

/* Along a path of keys; the contexts on the way are made anew. */
static struct feel_value put_path(struct feel_run *run, struct feel_value context,
                                  const struct feel_value *keys, size_t count,
                                  struct feel_value value) {
    enum { PATH_MAX_KEYS = 200 };
    if (context.type != FEEL_CONTEXT || count == 0 || count > PATH_MAX_KEYS ||
        keys[0].type != FEEL_STRING) {
        return no_context(run);
    }
    if (count > 1) {
        const struct feel_value *inner = feel_context_get(context.context, keys[0].string);
        value = inner ? put_path(run, *inner, keys + 1, count - 1, value) : no_context(run);
        if (value.type == FEEL_NULL) {
            return value;
        }
    }
    return with_entry(run, context.context, keys[0].string, value);
}

static struct feel_value context_put_path(struct feel_run *run, const struct feel_value *args) {
    return put_path(run, args[0], args[1].list->items, args[1].list->count, args[2]);
}

static struct feel_value context_merge(struct feel_run *run, const struct feel_value *args) {
    const struct feel_list *list = args[0].list;
    struct feel_value result = feel_context_of(run->arena, NULL, 0);
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].type != FEEL_CONTEXT) {
            return no_context(run);
        }
        const struct feel_context *context = list->items[i].context;
        for (size_t j = 0; j < context->count && result.type == FEEL_CONTEXT; j++) {
            result = with_entry(run, result.context, context->entries[j].name,
                                context->entries[j].value);
        }
    }
    return result;
}

static const struct feel_builtin rows[] = {
    {"get value", "cs", {"m", "key"}, get_value},
    {"get entries", "c", {"m"}, get_entries},
    {"context", "l", {"entries"}, context_of},
    {"context put", "csa", {"context", "key", "value"}, context_put},
    {"context put", "cla", {"context", "keys", "value"}, context_put_path},
    {"context merge", "l", {"contexts"}, context_merge},
    {0},
};
const struct feel_family feel_family_context = {rows, COUNT_OF(rows) - 1};
