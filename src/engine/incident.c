/*
 * Incidents: a token stays where something went wrong, with a code and what it is about, until
 * somebody mends it. The sentence is made when it is shown, so that a state speaks no language.
 */
#include "engine_internal.h"
#include "text.h"
#include "tr.h"

static const struct {
    const char *code, *sentence;
} incidents[] = {
    {"ENG-20", TR_NOOP("The expression “{1}” cannot be read.")},
    {"ENG-21", TR_NOOP("The expression “{1}” was stopped: it takes too much work or memory.")},
    {"ENG-22", TR_NOOP("The value of the expression “{1}” is too large to be kept.")},
    {"ENG-23", TR_NOOP("The condition “{1}” is neither true nor false.")},
    {"ENG-24", TR_NOOP("No branch fits: all conditions are false and there is no default flow.")},
    {"ENG-25", TR_NOOP("The sequence flow “{1}” leads nowhere.")},
    {"ENG-26", TR_NOOP("The link “{1}” has no target.")},
    {"ENG-27", TR_NOOP("The decision “{1}” gave no answer.")},
    {"ENG-28", TR_NOOP("The decision “{1}” is not in the library.")},
    {"ENG-29", TR_NOOP("“{1}” is no date, duration or cycle of ISO 8601.")},
    {"ENG-30", TR_NOOP("The process “{1}” that is called is not in the library.")},
    {"ENG-31", TR_NOOP("Sub-processes and calls are nested too deeply.")},
    {"ENG-32", TR_NOOP("There are too many tokens.")},
    {"ENG-33", TR_NOOP("The process took too many steps for one event.")},
    {"ENG-34", TR_NOOP("The error “{1}” is caught nowhere.")},
    {"ENG-35", TR_NOOP("The task failed: {1}")},
    {"ENG-36", TR_NOOP("Too many instances: {1}.")},
    {"ENG-37", TR_NOOP("“{1}” is no list to go through and no number of instances.")},
    {"ENG-38", TR_NOOP("This gateway waits for tokens that can never come.")},
    {"ENG-39", TR_NOOP("The sub-process has nothing to begin with.")},
    {"ENG-40", TR_NOOP("The transaction was cancelled, but no event catches that.")},
    {"ENG-41", TR_NOOP("The event has no condition or time to wait for.")},
    {"ENG-42", TR_NOOP("This element cannot be executed.")},
    {"ENG-43", TR_NOOP("“{1}” is no number of tokens for an activity: it must be at least 1.")},
};

const char *engine_incident_text(const char *code) {
    for (size_t i = 0; i < COUNT_OF(incidents); i++) {
        if (text_equal(incidents[i].code, code)) {
            return incidents[i].sentence;
        }
    }
    return NULL;
}

void engine_raise(struct engine_run *run, struct engine_token *token, const char *code,
                  const char *about) {
    if (token->wait == ENGINE_GONE || token->wait == ENGINE_AT_INCIDENT) {
        return;
    }
    token->wait = ENGINE_AT_INCIDENT;
    token->since = run->state->now;
    token->code = code;
    token->about = about;
    engine_effect_add(run, (struct engine_effect){.type = ENGINE_RAISED,
                                                  .token = token->id,
                                                  .element = &token->node->bpmn->element,
                                                  .name = code,
                                                  .text = about});
}

void engine_raise_in(struct engine_run *run, uint32_t token_id, uint32_t frame_id, const char *code,
                     const char *about) {
    const struct engine_frame *frame = engine_find_frame(run->state, frame_id);
    uint32_t blamed = token_id != 0 || frame == NULL ? token_id : frame->owner;
    struct engine_token *token = engine_find_token(run->state, blamed);
    for (size_t i = 0; token == NULL && i < run->state->tokens.count; i++) {
        struct engine_token *each = run->state->tokens.items[i];
        token = each->frame == frame_id && each->wait != ENGINE_GONE ? each : NULL;
    }
    if (token != NULL) {
        engine_raise(run, token, code, about);
    }
}
