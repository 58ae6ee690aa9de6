/* One step: time goes on to the event, the event meets what waits for it, and all is worked off. */
#include "engine_internal.h"
#include "text.h"

static enum err refuse_wait(void) {
    return err_set(ERR_INVALID, "ENG-3", "Nothing in the process waits for this event.", NULL);
}

/* The token an event is about: by its id, or the only one at its element in one of these waits. */
static enum err find_target(const struct engine_run *run, const struct engine_event *event,
                            uint32_t waits, struct engine_token **out) {
    struct engine_token *found = NULL;
    *out = NULL;
    if (event->token != 0) {
        found = engine_find_token(run->state, event->token);
        if (found != NULL && (waits >> found->wait & 1) == 0) {
            found = NULL;
        }
    }
    for (size_t i = 0; event->token == 0 && i < run->state->tokens.count; i++) {
        struct engine_token *token = run->state->tokens.items[i];
        bool fits = (waits >> token->wait & 1) != 0 &&
                    (event->element == NULL || text_equal(token->node->id, event->element));
        if (fits && found != NULL) {
            return err_set(ERR_INVALID, "ENG-5",
                           "Several tokens wait for this event; say which by its number.", NULL);
        }
        found = fits ? token : found;
    }
    *out = found;
    return found == NULL ? refuse_wait() : ERR_NONE;
}

static enum err on_complete(struct engine_run *run, const struct engine_event *event) {
    struct engine_token *token;
    enum err err = find_target(run, event, 1U << ENGINE_AT_TASK, &token);
    if (err == ERR_NONE) {
        engine_finish_activity(run, token, event->variables, 0);
    }
    return err;
}

static bool is_meant(const struct engine_event *event, const struct engine_catch *place) {
    bool named = event->name == NULL ? event->element != NULL
                                     : engine_name_matches(engine_caught(place), event->name);
    return named && (event->token == 0 || event->token == place->token) &&
           (event->element == NULL || text_equal(event->element, place->node->id));
}

/* A message goes to one place, a signal to all. */
static enum err on_trigger(struct engine_run *run, const struct engine_event *event) {
    bool message = event->type == ENGINE_MESSAGE;
    struct engine_catches catches = {0};
    size_t reached = 0;
    engine_list_catches(run->arena, run->state, message ? BPMN_ON_MESSAGE : BPMN_ON_SIGNAL,
                        &catches);
    for (size_t i = 0; i < catches.places.count && (reached == 0 || !message); i++) {
        if (is_meant(event, &catches.places.items[i])) {
            reached += engine_catch(run, catches.places.items[i], event->variables);
        }
    }
    return reached == 0 ? refuse_wait() : ERR_NONE;
}

static enum err on_error(struct engine_run *run, const struct engine_event *event) {
    struct engine_token *token;
    enum err err = find_target(run, event, 1U << ENGINE_AT_TASK | 1U << ENGINE_IN_SCOPE, &token);
    if (err == ERR_NONE && !engine_throw_error(run, token, event->name, event->variables)) {
        engine_raise(run, token, "ENG-34", arena_strdup(run->arena, event->name));
    }
    return err;
}

static enum err on_escalation(struct engine_run *run, const struct engine_event *event) {
    struct engine_token *token;
    enum err err = find_target(run, event, 1U << ENGINE_AT_TASK | 1U << ENGINE_IN_SCOPE, &token);
    if (err == ERR_NONE) {
        engine_effect_at(run, ENGINE_ESCALATED, token, event->name, event->variables);
        (void)engine_throw_escalation(run, token, event->name, event->variables);
    }
    return err;
}

static enum err on_fail(struct engine_run *run, const struct engine_event *event) {
    struct engine_token *token;
    enum err err = find_target(run, event, 1U << ENGINE_AT_TASK, &token);
    if (err == ERR_NONE) {
        engine_raise(run, token, "ENG-35", arena_strdup(run->arena, event->name));
    }
    return err;
}

static enum err on_set(struct engine_run *run, const struct engine_event *event) {
    if (event->token == 0) {
        engine_set_variables(run, run->state->frames.items[0]->id, event->variables);
        return ERR_NONE;
    }
    struct engine_token *token = engine_find_token(run->state, event->token);
    if (token == NULL) {
        return refuse_wait();
    }
    token->locals = engine_merge(run->arena, token->locals, event->variables);
    return ERR_NONE;
}

static enum err on_retry(struct engine_run *run, const struct engine_event *event) {
    struct engine_token *token;
    enum err err = find_target(run, event, 1U << ENGINE_AT_INCIDENT, &token);
    if (err == ERR_NONE) {
        engine_set_variables(run, token->frame, event->variables);
        engine_retry(run, token);
    }
    return err;
}

static enum err on_skip(struct engine_run *run, const struct engine_event *event) {
    struct engine_token *token;
    enum err err = find_target(run, event, 1U << ENGINE_AT_INCIDENT, &token);
    if (err == ERR_NONE) {
        engine_set_variables(run, token->frame, event->variables);
        engine_skip(run, token, event->name);
    }
    return err;
}

static enum err find_ad_hoc(const struct engine_run *run, const struct engine_event *event,
                            struct engine_token **out) {
    *out = NULL;
    for (size_t i = 0; i < run->state->tokens.count; i++) {
        struct engine_token *token = run->state->tokens.items[i];
        bool named = event->token == 0 || event->token == token->id;
        if (named && token->wait == ENGINE_IN_SCOPE && token->node->type == BPMN_AD_HOC) {
            *out = token;
            return ERR_NONE;
        }
    }
    return refuse_wait();
}

static enum err on_begin(struct engine_run *run, const struct engine_event *event) {
    struct engine_token *owner;
    enum err err = find_ad_hoc(run, event, &owner);
    if (err != ERR_NONE) {
        return err;
    }
    const struct engine_frame *frame = engine_find_frame(run->state, owner->inside);
    const struct engine_node *node = event->element == NULL || frame == NULL
                                         ? NULL
                                         : engine_ad_hoc_activity(frame->level, event->element);
    if (node == NULL || owner->closing || (owner->node->sequential_inside && frame->live > 0)) {
        return refuse_wait();
    }
    struct engine_token *token = engine_add_token(run, frame->id, node);
    if (token != NULL && event->variables != NULL) {
        token->locals = engine_merge(run->arena, NULL, event->variables);
    }
    return ERR_NONE;
}

static enum err on_finish(struct engine_run *run, const struct engine_event *event) {
    struct engine_token *owner;
    enum err err = find_ad_hoc(run, event, &owner);
    if (err == ERR_NONE) {
        engine_close_ad_hoc(run, owner);
    }
    return err;
}

static enum err on_cancel(struct engine_run *run, const struct engine_event *event) {
    struct engine_state *state = run->state;
    engine_withdraw_inside(run, state->frames.items[0], NULL);
    state->status = ENGINE_CANCELLED;
    engine_effect_add(run, (struct engine_effect){.type = ENGINE_ENDED,
                                                  .name = engine_status_slug(state->status),
                                                  .values = engine_variables(state)});
    return ERR_NONE;
}

static enum err on_time(struct engine_run *run, const struct engine_event *event) {
    return ERR_NONE;
}

static enum err on_start(struct engine_run *run, const struct engine_event *event) {
    return err_set(ERR_INVALID, "ENG-2", "The process has begun already.", NULL);
}

static enum err (*const handlers[ENGINE_EVENT_COUNT])(struct engine_run *run,
                                                      const struct engine_event *event) = {
    [ENGINE_START] = on_start,     [ENGINE_COMPLETE] = on_complete,
    [ENGINE_MESSAGE] = on_trigger, [ENGINE_SIGNAL] = on_trigger,
    [ENGINE_ERROR] = on_error,     [ENGINE_ESCALATION] = on_escalation,
    [ENGINE_FAIL] = on_fail,       [ENGINE_TIME] = on_time,
    [ENGINE_SET] = on_set,         [ENGINE_RETRY] = on_retry,
    [ENGINE_SKIP] = on_skip,       [ENGINE_BEGIN] = on_begin,
    [ENGINE_FINISH] = on_finish,   [ENGINE_CANCEL] = on_cancel,
};

static enum err go_on(struct engine_run *run, const struct engine_event *event) {
    if (run->state->status != ENGINE_RUNNING) {
        return err_set(ERR_CONFLICT, "ENG-4", "The process has ended already.", NULL);
    }
    run->cursor = run->state->tokens.count;
    if (!engine_advance(run, event->at) && event->type != ENGINE_TIME) {
        return err_set(ERR_CONFLICT, "ENG-14",
                       "Too many timers are due for one event: let the time go by first.", NULL);
    }
    if (run->state->status != ENGINE_RUNNING) {
        return event->type == ENGINE_TIME ? ERR_NONE : refuse_wait();
    }
    return handlers[event->type](run, event);
}

/* What an event brings is copied, checked and cut to what may be kept. */
static enum err keep_variables(struct engine_run *run, struct engine_event *event) {
    struct feel_value kept;
    struct feel_value given = {.type = FEEL_CONTEXT, .context = event->variables};
    event->name = arena_strdup(run->arena, event->name);
    if (event->variables == NULL) {
        return arena_failed(run->arena) ? err_failed() : ERR_NONE;
    }
    if (!engine_value_keep(run->arena, given, &kept)) {
        return arena_failed(run->arena)
                   ? err_failed()
                   : err_set(ERR_LIMIT, "ENG-10", "The value is nested too deeply.", NULL);
    }
    event->variables = kept.context;
    return ERR_NONE;
}

enum err engine_step(struct arena *arena, const struct engine_definition *definition,
                     const struct engine_state *before, const struct engine_event *given,
                     struct engine_outcome *out) {
    *out = (struct engine_outcome){0};
    struct engine_event event = *given;
    struct engine_run run = {.arena = arena, .definition = definition, .work = ENGINE_WORK_MAX};
    enum err err = keep_variables(&run, &event);
    if (err != ERR_NONE) {
        return err;
    }
    run.state =
        before == NULL ? ARENA_NEW(arena, struct engine_state) : engine_state_branch(arena, before);
    if (run.state == NULL) {
        return err_failed();
    }
    run.live = run.state->tokens.count;
    err = before == NULL ? engine_start(&run, &event) : go_on(&run, &event);
    if (err == ERR_NONE) {
        engine_run_ready(&run);
        (void)engine_advance(&run, run.state->now); /* timers that were due when they were set */
        engine_report_stuck(&run);
        engine_state_compact(run.state);
    }
    if (arena_failed(arena) || run.no_memory) {
        err = err_memory(); /* what was refused on the way may have been refused for that */
    }
    if (err == ERR_NONE) {
        *out = (struct engine_outcome){run.state, run.effects.items, run.effects.count};
    }
    return err;
}
