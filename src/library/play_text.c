/* Simulations in words. */
#include "calendar.h"
#include "library_ask.h"
#include "library_play.h"
#include "text.h"
#include "tr.h"

static const char *called(const struct bpmn_element *element) {
    return element == NULL         ? tr("the process")
           : element->name != NULL ? element->name
           : element->id != NULL   ? element->id
                                   : bpmn_type_name(element->type);
}

static const char *named(const char *name) {
    return name != NULL ? name : tr("without a name");
}

/* {1} the element, {2} the name of a message and the like */
static const char *const events[ENGINE_EVENT_COUNT] = {
    [ENGINE_START] = TR_NOOP("Began at “{1}”"),
    [ENGINE_COMPLETE] = TR_NOOP("“{1}” was done"),
    [ENGINE_MESSAGE] = TR_NOOP("The message “{2}” arrived"),
    [ENGINE_SIGNAL] = TR_NOOP("The signal “{2}” arrived"),
    [ENGINE_ERROR] = TR_NOOP("“{1}” ended with the error “{2}”"),
    [ENGINE_ESCALATION] = TR_NOOP("“{1}” was escalated: “{2}”"),
    [ENGINE_FAIL] = TR_NOOP("“{1}” failed: “{2}”"),
    [ENGINE_TIME] = TR_NOOP("Time went by"),
    [ENGINE_SET] = TR_NOOP("Values were given"),
    [ENGINE_RETRY] = TR_NOOP("“{1}” was tried again"),
    [ENGINE_SKIP] = TR_NOOP("“{1}” was skipped"),
    [ENGINE_BEGIN] = TR_NOOP("“{1}” was begun"),
    [ENGINE_FINISH] = TR_NOOP("“{1}” was finished"),
    [ENGINE_CANCEL] = TR_NOOP("The process was withdrawn"),
};

static const char *const effects[ENGINE_EFFECT_COUNT] = {
    [ENGINE_ENTERED] = TR_NOOP("reached “{1}”"),
    [ENGINE_TOOK] = TR_NOOP("took the way “{1}”"),
    [ENGINE_LEFT] = TR_NOOP("“{1}” was done"),
    [ENGINE_OPENED] = TR_NOOP("“{1}” waits to be done"),
    [ENGINE_WITHDRAWN] = TR_NOOP("“{1}” is no longer needed"),
    [ENGINE_SENT] = TR_NOOP("“{1}” sent the message “{2}”"),
    [ENGINE_SIGNALLED] = TR_NOOP("“{1}” sent the signal “{2}”"),
    [ENGINE_ESCALATED] = TR_NOOP("“{1}” escalated: “{2}”"),
    [ENGINE_DECIDED] = TR_NOOP("“{1}” asked the decision “{2}”"),
    [ENGINE_RAISED] = TR_NOOP("stuck at “{1}”"),
    [ENGINE_ENDED] = TR_NOOP("the process ended"),
};

static const char *const wishes[ENGINE_EVENT_COUNT] = {
    [ENGINE_START] = TR_NOOP("Begin at “{1}”"),
    [ENGINE_COMPLETE] = TR_NOOP("“{1}” is done"),
    [ENGINE_MESSAGE] = TR_NOOP("The message “{2}” arrives (at “{1}”)"),
    [ENGINE_SIGNAL] = TR_NOOP("The signal “{2}” arrives (at “{1}”)"),
    [ENGINE_RETRY] = TR_NOOP("“{1}”: try again, with the values below"),
    [ENGINE_SKIP] = TR_NOOP("“{1}”: go on as if it were done, with the values below"),
    [ENGINE_BEGIN] = TR_NOOP("“{1}” is begun"),
    [ENGINE_FINISH] = TR_NOOP("“{1}” is finished"),
};

const char *library_event_text(struct arena *arena, const struct library_moment *moment) {
    return tr_fmt(arena, events[moment->event.type], called(moment->element),
                  named(moment->event.name));
}

static const char *incident_text(struct arena *arena, const char *code, const char *about) {
    const char *sentence = engine_incident_text(code);
    return sentence == NULL ? code : tr_fmt(arena, sentence, about != NULL ? about : "");
}

const char *library_effect_text(struct arena *arena, const struct engine_effect *effect) {
    const char *text =
        tr_fmt(arena, effects[effect->type], called(effect->element), named(effect->name));
    if (text != NULL && effect->type == ENGINE_DECIDED && effect->result != NULL) {
        const char *answer = library_value_text(arena, effect->result->value);
        return answer != NULL ? arena_printf(arena, "%s: %s", text, answer) : NULL;
    }
    if (text == NULL || effect->type != ENGINE_RAISED || effect->name == NULL) {
        return text;
    }
    const char *why = incident_text(arena, effect->name, effect->text);
    return why != NULL ? arena_printf(arena, "%s: %s", text, why) : NULL;
}

const char *library_wanted_text(struct arena *arena, const struct engine_wanted *wanted) {
    if (wanted->type == ENGINE_TIME) {
        return tr_fmt(arena, "Time goes by until {1} (for “{2}”)",
                      calendar_format(arena, wanted->due, true), called(wanted->element));
    }
    const char *wish = wishes[wanted->type];
    return wish == NULL ? called(wanted->element)
                        : tr_fmt(arena, wish, called(wanted->element), named(wanted->name));
}

const char *library_wait_text(struct arena *arena, const struct engine_token_view *token) {
    static const char *const waits[ENGINE_WAIT_COUNT] = {
        [ENGINE_READY] = TR_NOOP("is about to enter"),
        [ENGINE_AT_JOIN] = TR_NOOP("waits for other branches"),
        [ENGINE_AT_TASK] = TR_NOOP("waits to be done"),
        [ENGINE_AT_EVENT] = TR_NOOP("waits for an event"),
        [ENGINE_IN_SCOPE] = TR_NOOP("is under way inside"),
        [ENGINE_IN_LOOP] = TR_NOOP("is being repeated"),
        [ENGINE_COMPENSATING] = TR_NOOP("is being undone"),
        [ENGINE_AT_INCIDENT] = TR_NOOP("is stuck"),
        [ENGINE_GONE] = TR_NOOP("is gone"),
    };
    return token->wait == ENGINE_AT_INCIDENT && token->code != NULL
               ? incident_text(arena, token->code, token->about)
               : tr(waits[token->wait]);
}

const char *library_status_text(enum engine_status status) {
    static const char *const texts[] = {
        [ENGINE_RUNNING] = TR_NOOP("under way"),
        [ENGINE_COMPLETED] = TR_NOOP("completed"),
        [ENGINE_TERMINATED] = TR_NOOP("terminated by an end event"),
        [ENGINE_CANCELLED] = TR_NOOP("withdrawn"),
    };
    return tr(texts[status]);
}
