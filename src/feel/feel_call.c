/* Calls: of functions that expressions define, of the program's, and of built-in ones. */
#include "feel_internal.h"

#include <string.h>

#include "tr.h"

struct feel_value feel_host_function(struct arena *arena,
                                     const struct feel_host_function *description) {
    struct feel_function *function = ARENA_NEW(arena, struct feel_function);
    if (!function) {
        return feel_null(NULL);
    }
    function->host = description;
    return (struct feel_value){.type = FEEL_FUNCTION, .function = function};
}

int feel_parameter_count(const struct feel_function *function) {
    if (function->node) {
        return (int)function->node->name_count;
    }
    if (function->host) {
        return (int)function->host->count;
    }
    int count = 0;
    for (const char *type = function->builtin->types; *type; type++) {
        count += *type != '?' && *type != '~' ? 1 : 0;
    }
    return strchr(function->builtin->types, '*') ? -1 : count;
}

static struct feel_value apply_defined(struct feel_run *run, const struct feel_function *function,
                                       const struct feel_value *arguments) {
    const struct feel_node *node = function->node;
    const struct feel_frame *frame = function->frame;
    if (node->count == 0) {
        return feel_because(run, TR_NOOP("Functions of other languages are not called."));
    }
    struct feel_frame *frames = ARENA_ARRAY(run->arena, node->name_count + 1, struct feel_frame);
    for (size_t i = 0; frames && i < node->name_count; i++) {
        struct feel_value value = arguments[i];
        if (node->types[i]) {
            value = feel_coerce_within(&run->steps, run->arena, node->types[i], value);
            if (value.type == FEEL_NULL && arguments[i].type != FEEL_NULL) {
                return feel_because(run, TR_NOOP("An argument is not of the type it should be."));
            }
        }
        frames[i] = (struct feel_frame){.outer = frame, .name = node->names[i], .value = value};
        frame = &frames[i];
    }
    if (!frames) {
        return feel_null(NULL);
    }
    const struct feel_compiled *caller = run->compiled;
    run->compiled = function->compiled;
    struct feel_value result = feel_node_value(run, node->children[0], frame);
    run->compiled = caller;
    return result;
}

static struct feel_value apply_host(struct feel_run *run, const struct feel_host_function *host,
                                    const struct feel_value *arguments) {
    struct feel_value result = feel_null(NULL);
    if (run->failed == ERR_NONE) {
        run->failed = host->call(host->data, run->arena, arguments, &result);
    }
    return run->failed == ERR_NONE ? result : feel_null(NULL);
}

struct feel_value feel_apply(struct feel_run *run, struct feel_value function, size_t count,
                             const struct feel_value *arguments) {
    if (function.type != FEEL_FUNCTION) {
        return feel_because(run, TR_NOOP("This is not a function."));
    }
    if (function.function->builtin) {
        return feel_builtin_call(run, function.function->builtin, count, arguments, NULL);
    }
    if (feel_parameter_count(function.function) != (int)count) {
        return feel_because(run, TR_NOOP("The function has another number of parameters."));
    }
    return function.function->node ? apply_defined(run, function.function, arguments)
                                   : apply_host(run, function.function->host, arguments);
}

static struct feel_string parameter_name(const struct feel_function *function, size_t index) {
    if (function->node) {
        return function->node->names[index];
    }
    const char *name = function->host->parameters[index];
    return (struct feel_string){name, strlen(name)};
}

/* Puts named arguments in the order of the parameters; the ones left out are null. */
static struct feel_value apply_named(struct feel_run *run, struct feel_value function, size_t count,
                                     const struct feel_value *arguments,
                                     const struct feel_string *names) {
    if (function.type != FEEL_FUNCTION) {
        return feel_because(run, TR_NOOP("This is not a function."));
    }
    if (function.function->builtin) {
        return feel_builtin_call(run, function.function->builtin, count, arguments, names);
    }
    size_t total = (size_t)feel_parameter_count(function.function);
    struct feel_value *ordered = ARENA_ARRAY(run->arena, total + 1, struct feel_value);
    size_t used = 0;
    for (size_t i = 0; ordered && i < total; i++) {
        for (size_t j = 0; j < count; j++) {
            if (feel_string_equal(parameter_name(function.function, i), names[j])) {
                ordered[i] = arguments[j];
                used++;
                break;
            }
        }
    }
    if (!ordered || used != count) {
        return feel_because(run, TR_NOOP("The function has no parameter of this name."));
    }
    return feel_apply(run, function, total, ordered);
}

struct feel_value feel_call_node(struct feel_run *run, const struct feel_node *node,
                                 const struct feel_frame *frame) {
    enum { ON_STACK = 4 };
    struct feel_value few[ON_STACK];
    size_t count = node->count - 1;
    struct feel_value function = feel_node_value(run, node->children[0], frame);
    struct feel_value *arguments =
        count <= ON_STACK ? few : ARENA_ARRAY(run->arena, count, struct feel_value);
    for (size_t i = 0; arguments && i < count; i++) {
        arguments[i] = feel_node_value(run, node->children[i + 1], frame);
    }
    run->position = node->position;
    if (!arguments || run->failed != ERR_NONE) {
        return feel_null(NULL);
    }
    return node->names ? apply_named(run, function, count, arguments, node->names)
                       : feel_apply(run, function, count, arguments);
}
