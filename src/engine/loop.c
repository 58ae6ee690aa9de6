/*
 * Loops (13.3.6) and multiple instances (13.3.7): the token waits in its activity, and each round
 * or instance is a token of its own, with loopCounter and its item among its values. Of multiple
 * instances the values stay with each; what is collected is written when all are done.
 */
#include "engine_internal.h"

bool engine_is_instance(const struct engine_token *token) {
    return token->index > 0 && token->node->loop != NULL && token->node->loop->multiple;
}

static struct engine_token *add_instance(struct engine_run *run, struct engine_token *loop) {
    struct engine_token *token = engine_add_token(run, loop->frame, loop->node);
    if (token == NULL) {
        return NULL;
    }
    token->parent = loop->id;
    token->index = ++loop->begun;
    token->locals = engine_with(run->arena, token->locals, "loopCounter", feel_int(token->index));
    const char *item = loop->node->loop->item;
    if (item != NULL && loop->items != NULL && token->index <= loop->items->count) {
        token->locals =
            engine_with(run->arena, token->locals, item, loop->items->items[token->index - 1]);
    }
    return token;
}

/* Whether a standard loop goes another round; *ok false: an incident was raised. */
static bool another_round(struct engine_run *run, struct engine_token *loop, bool *ok) {
    const struct engine_loop *how = loop->node->loop;
    bool holds = true;
    *ok = true;
    if (loop->begun >= how->maximum) {
        return false;
    }
    loop->locals = engine_with(run->arena, loop->locals, "loopCounter", feel_int(loop->begun));
    if (how->condition != NULL) {
        *ok = engine_test(run, loop, how->condition, &holds);
    }
    return *ok && holds;
}

static void finish(struct engine_run *run, struct engine_token *loop) {
    const struct engine_loop *how = loop->node->loop;
    if (how->output != NULL && loop->results != NULL) {
        struct feel_value list = feel_list_of(run->arena, loop->results, loop->total);
        engine_set_variables(run, loop->frame, engine_with(run->arena, NULL, how->output, list));
    }
    loop->wait = ENGINE_IN_SCOPE;
    engine_leave_activity(run, loop);
}

static void next_round(struct engine_run *run, struct engine_token *loop, bool test) {
    bool ok = true;
    if (test && !another_round(run, loop, &ok)) {
        if (ok) {
            finish(run, loop);
        }
        return;
    }
    loop->wait = ENGINE_IN_LOOP;
    (void)add_instance(run, loop);
}

/* The number of instances, from a number or a list; false: an incident was raised. */
static bool count_instances(struct engine_run *run, struct engine_token *loop, int64_t *out) {
    const struct engine_loop *how = loop->node->loop;
    struct feel_value value = feel_null(NULL);
    const char *about = how->cardinality != NULL ? how->cardinality->text : how->input;
    if (how->cardinality != NULL) {
        if (!engine_evaluate(run, loop, how->cardinality, &value)) {
            return false;
        }
    } else if (how->input != NULL) {
        value = engine_lookup(run, loop, loop->frame, how->input);
    }
    if (value.type == FEEL_LIST && how->cardinality == NULL) {
        loop->items = value.list;
        *out = (int64_t)value.list->count;
        return true;
    }
    if (value.type != FEEL_NUMBER || !feel_number_to_int(value.number, out) || *out < 0) {
        engine_raise(run, loop, "ENG-37", about);
        return false;
    }
    return true;
}

static void begin_multiple(struct engine_run *run, struct engine_token *loop) {
    int64_t count;
    if (!count_instances(run, loop, &count)) {
        return;
    }
    if (count > (int64_t)(ENGINE_TOKENS_MAX - run->live)) {
        engine_raise(run, loop, "ENG-36", arena_printf(run->arena, "%lld", (long long)count));
        return;
    }
    loop->total = (uint32_t)count;
    if (loop->node->loop->result != NULL) {
        loop->results = ARENA_ARRAY(run->arena, loop->total, struct feel_value);
        loop->owns_results = true;
    }
    if (count == 0) {
        finish(run, loop);
        return;
    }
    loop->wait = ENGINE_IN_LOOP;
    uint32_t first = loop->node->loop->sequential ? 1 : loop->total;
    while (loop->begun < first && add_instance(run, loop) != NULL) {}
}

void engine_begin_loop(struct engine_run *run, struct engine_token *token) {
    const struct engine_loop *how = token->node->loop;
    token->begun = token->done = token->total = 0;
    if (how->multiple) {
        begin_multiple(run, token);
    } else if (how->maximum < 0) {
        engine_raise(run, token, "ENG-37",
                     xml_attribute(token->node->bpmn->loop->xml, "loopMaximum"));
    } else {
        next_round(run, token, how->test_before);
    }
}

/* The attributes of table 10.30, which the completion condition speaks of. */
static void count_for_condition(struct engine_run *run, struct engine_token *loop) {
    const struct {
        const char *name;
        uint32_t value;
    } counters[] = {{"numberOfInstances", loop->total},
                    {"numberOfCompletedInstances", loop->done},
                    {"numberOfActiveInstances", loop->begun - loop->done},
                    {"numberOfTerminatedInstances", 0}};
    for (size_t i = 0; i < COUNT_OF(counters); i++) {
        loop->locals =
            engine_with(run->arena, loop->locals, counters[i].name, feel_int(counters[i].value));
    }
}

static void withdraw_others(struct engine_run *run, const struct engine_token *loop) {
    for (size_t i = 0; i < run->state->tokens.count; i++) {
        struct engine_token *token = run->state->tokens.items[i];
        if (token->parent == loop->id && token->wait != ENGINE_GONE) {
            engine_withdraw(run, token);
        }
    }
}

/* A condition over the instances; seen: values of the one that is done, or NULL. False: an incident
   was raised. */
static bool test_counted(struct engine_run *run, struct engine_token *loop,
                         const struct feel_context *seen, const struct engine_expression *condition,
                         bool *out) {
    const struct feel_context *own = loop->locals;
    count_for_condition(run, loop);
    loop->locals = engine_merge(run->arena, seen, loop->locals);
    bool ok = engine_test(run, loop, condition, out);
    loop->locals = own;
    return ok;
}

/* Throws the events of 10.3.8; false: the loop cannot go on, or was interrupted by them. */
static bool announce(struct engine_run *run, struct engine_token *loop,
                     const struct feel_context *seen) {
    const struct engine_loop *how = loop->node->loop;
    for (size_t i = 0; i < how->announcement_count && loop->wait == ENGINE_IN_LOOP; i++) {
        const struct engine_announcement *each = &how->announcements[i];
        bool holds = !each->first_only || loop->done == 1;
        bool ok = each->condition == NULL || test_counted(run, loop, seen, each->condition, &holds);
        if (ok && holds) {
            engine_throw(run, loop, &each->thrown);
        }
    }
    return loop->wait == ENGINE_IN_LOOP;
}

static void multiple_done(struct engine_run *run, struct engine_token *loop,
                          const struct feel_context *seen) {
    const struct engine_loop *how = loop->node->loop;
    bool complete = false;
    if (how->condition != NULL && !test_counted(run, loop, seen, how->condition, &complete)) {
        return;
    }
    if (complete) {
        withdraw_others(run, loop);
    }
    if (complete || loop->done == loop->total) {
        finish(run, loop);
    } else if (how->sequential) {
        (void)add_instance(run, loop);
    }
}

/* The results may be shared with the state before: they are copied once in a run. */
static struct feel_value *own_results(struct engine_run *run, struct engine_token *loop) {
    if (!loop->owns_results) {
        struct feel_value *results = ARENA_ARRAY(run->arena, loop->total, struct feel_value);
        for (uint32_t i = 0; results != NULL && i < loop->total; i++) {
            results[i] = loop->results[i];
        }
        loop->results = results;
        loop->owns_results = true;
    }
    return loop->results;
}

void engine_instance_done(struct engine_run *run, struct engine_token *loop,
                          struct engine_token *instance) {
    const struct engine_loop *how = loop->node->loop;
    loop->done++;
    if (how->result != NULL && loop->results != NULL && instance->index <= loop->total &&
        own_results(run, loop) != NULL) {
        loop->results[instance->index - 1] =
            engine_lookup(run, instance, instance->frame, how->result);
    }
    const struct feel_context *seen = instance->locals;
    engine_end_token(run, instance);
    if (loop->wait != ENGINE_IN_LOOP) {
        return; /* it has an incident of its own, and goes on when that is mended */
    }
    if (!how->multiple) {
        next_round(run, loop, true);
    } else if (announce(run, loop, seen)) {
        multiple_done(run, loop, seen);
    }
}

void engine_resume_loop(struct engine_run *run, struct engine_token *loop) {
    loop->wait = ENGINE_IN_LOOP;
    if (loop->node->loop->multiple) {
        multiple_done(run, loop, NULL);
    } else {
        next_round(run, loop, true);
    }
}
