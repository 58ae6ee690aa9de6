/*
 * Tasks (13.3.3). What people and other programs do waits for ENGINE_COMPLETE: user, manual and
 * service tasks, scripts that are not FEEL, decisions that are not in the library. An abstract task
 * is done at once. A script's context becomes variables; any other value is called “result”.
 */
#include <string.h>

#include "engine_internal.h"
#include "text.h"

static void open_task(struct engine_run *run, struct engine_token *token) {
    token->wait = ENGINE_AT_TASK;
    engine_effect_at(run, ENGINE_OPENED, token, NULL, token->locals);
}

/* A context as it is; another value by its name. */
static const struct feel_context *as_variables(struct engine_run *run, const char *name,
                                               struct feel_value value) {
    return name == NULL && value.type == FEEL_CONTEXT
               ? value.context
               : engine_with(run->arena, NULL, name == NULL ? "result" : name, value);
}

static void run_script(struct engine_run *run, struct engine_token *token) {
    struct feel_value value;
    if (engine_evaluate(run, token, token->node->script, &value)) {
        engine_finish_activity(run, token, as_variables(run, NULL, value), 0);
    }
}

/* The first model of the library that has the decision; NULL: none. */
static const struct decision_model *model_with(const struct engine_library *library,
                                               const char *decision) {
    for (size_t i = 0; i < library->decision_count; i++) {
        if (decision_knows(library->decisions[i], decision)) {
            return library->decisions[i];
        }
    }
    return NULL;
}

static void decide(struct engine_run *run, struct engine_token *token) {
    const char *name = token->node->decision;
    const struct decision_model *model = model_with(run->definition->library, name);
    if (model == NULL) {
        engine_raise(run, token, "ENG-28", name);
        return;
    }
    struct feel_options options = {.now = engine_moment_value(run, run->state->now),
                                   .steps = run->work < FEEL_STEPS ? run->work : FEEL_STEPS};
    if (options.now.type == FEEL_DATE_TIME) {
        options.today = feel_date(options.now.moment->date);
    }
    struct decision_result *result = ARENA_NEW(run->arena, struct decision_result);
    struct feel_value kept;
    const struct feel_context *visible = engine_visible(run, token, token->frame);
    if (result == NULL) {
        return;
    }
    enum err err = run->work == 0
                       ? ERR_LIMIT
                       : decision_evaluate(run->arena, model, name, visible, &options, result);
    run->no_memory = run->no_memory || err == ERR_MEMORY;
    if (err != ERR_NONE || !engine_value_keep(run->arena, result->value, &kept)) {
        engine_raise(run, token, "ENG-27", name);
        return;
    }
    run->work -= result->notes.steps < run->work ? result->notes.steps : run->work;
    engine_effect_add(run, (struct engine_effect){.type = ENGINE_DECIDED,
                                                  .token = token->id,
                                                  .element = &token->node->bpmn->element,
                                                  .name = name,
                                                  .result = result});
    engine_finish_activity(run, token, as_variables(run, token->node->decision_result, kept), 0);
}

static void send(struct engine_run *run, struct engine_token *token) {
    engine_effect_at(run, ENGINE_SENT, token, token->node->triggers[0].name, token->locals);
    engine_finish_activity(run, token, NULL, 0);
}

void engine_begin_task(struct engine_run *run, struct engine_token *token) {
    const struct engine_node *node = token->node;
    switch (node->type) {
    case BPMN_TASK:
        engine_finish_activity(run, token, NULL, 0);
        break;
    case BPMN_SEND_TASK:
        send(run, token);
        break;
    case BPMN_RECEIVE_TASK:
        token->wait = ENGINE_AT_EVENT;
        break;
    case BPMN_SCRIPT_TASK:
        if (node->script != NULL) {
            run_script(run, token);
            break;
        }
        open_task(run, token);
        break;
    case BPMN_RULE_TASK:
        if (node->decision != NULL) {
            decide(run, token);
            break;
        }
        open_task(run, token);
        break;
    default:
        open_task(run, token);
    }
}
