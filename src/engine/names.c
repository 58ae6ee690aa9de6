/* The words for events, effects, waits and ends in JSON. */
#include "engine_internal.h"

#define NAME_OF(names, value) ((size_t)(value) < COUNT_OF(names) ? (names)[(value)] : "")

const char *engine_event_slug(enum engine_event_type type) {
    static const char *const names[ENGINE_EVENT_COUNT] = {
        [ENGINE_START] = "start",     [ENGINE_COMPLETE] = "complete",
        [ENGINE_MESSAGE] = "message", [ENGINE_SIGNAL] = "signal",
        [ENGINE_ERROR] = "error",     [ENGINE_ESCALATION] = "escalation",
        [ENGINE_FAIL] = "fail",       [ENGINE_TIME] = "time",
        [ENGINE_SET] = "set",         [ENGINE_RETRY] = "retry",
        [ENGINE_SKIP] = "skip",       [ENGINE_BEGIN] = "begin",
        [ENGINE_FINISH] = "finish",   [ENGINE_CANCEL] = "cancel",
    };
    return NAME_OF(names, type);
}

const char *engine_effect_slug(enum engine_effect_type type) {
    static const char *const names[ENGINE_EFFECT_COUNT] = {
        [ENGINE_ENTERED] = "entered",     [ENGINE_TOOK] = "took",
        [ENGINE_LEFT] = "left",           [ENGINE_OPENED] = "opened",
        [ENGINE_WITHDRAWN] = "withdrawn", [ENGINE_SENT] = "sent",
        [ENGINE_SIGNALLED] = "signalled", [ENGINE_ESCALATED] = "escalated",
        [ENGINE_DECIDED] = "decided",     [ENGINE_RAISED] = "incident",
        [ENGINE_ENDED] = "ended",
    };
    return NAME_OF(names, type);
}

const char *engine_wait_slug(enum engine_wait wait) {
    static const char *const names[ENGINE_WAIT_COUNT] = {
        [ENGINE_READY] = "ready",
        [ENGINE_AT_JOIN] = "join",
        [ENGINE_AT_TASK] = "task",
        [ENGINE_AT_EVENT] = "event",
        [ENGINE_IN_SCOPE] = "scope",
        [ENGINE_IN_LOOP] = "loop",
        [ENGINE_COMPENSATING] = "compensating",
        [ENGINE_AT_INCIDENT] = "incident",
        [ENGINE_GONE] = "gone",
    };
    return NAME_OF(names, wait);
}

const char *engine_status_slug(enum engine_status status) {
    static const char *const names[] = {
        [ENGINE_RUNNING] = "running",
        [ENGINE_COMPLETED] = "completed",
        [ENGINE_TERMINATED] = "terminated",
        [ENGINE_CANCELLED] = "cancelled",
    };
    return NAME_OF(names, status);
}
