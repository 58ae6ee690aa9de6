/*
 * Execution of BPMN 2.0.2 processes (ISO/IEC 19510, clause 13). A pure library: no clock, no I/O,
 * no database.
 *
 *     definition + state + event(time) → new state + effects
 *
 * The same definition, state and event always give the same new state, byte for byte in its JSON,
 * so that a log of events replays. An event is worked off until every token waits. What goes wrong
 * with the model or its values is an incident: part of the state, seen, mended with ENGINE_RETRY or
 * ENGINE_SKIP. Errors (enum err) are of the event (it does not fit the state, which stays as it is)
 * and of the machine.
 *
 * Codes: ENG-1 no process to run, ENG-2 no such start, ENG-3 nothing waits for this, ENG-4 ended
 * already, ENG-5 several wait for this, ENG-6 not a state of this definition, ENG-7 a broken state,
 * ENG-8 not an event, ENG-14 too much time went by for one event (send ENGINE_TIME, again while
 * engine_due() is not later than it).
 */
#ifndef KHAJU_ENGINE_H
#define KHAJU_ENGINE_H

#include "arena.h"
#include "bpmn.h"
#include "buf.h"
#include "decision.h"
#include "err.h"
#include "feel.h"

enum {
    ENGINE_VERSION = 1,          /* of the JSON of states */
    ENGINE_ELEMENTS_MAX = 50000, /* of all files of a library */
    ENGINE_TOKENS_MAX = 100000,  /* in one state */
    ENGINE_STEPS_MAX = 200000,   /* nodes entered for one event */
    ENGINE_DEPTH_MAX = 64,       /* sub-processes and calls inside each other */
    ENGINE_WORK_MAX = 20000000,  /* steps of FEEL for one event */
    ENGINE_VARIABLES_MAX = 2000, /* of one frame */
};

/* What a definition is made of: the files that call each other, and the decisions they ask. */
struct engine_library {
    const struct bpmn *const *models; /* of two processes with one id the first counts */
    size_t model_count;
    const struct decision_model *const *decisions;
    size_t decision_count;
    const char *zone; /* IANA name of the zone of local times; NULL: UTC */
};

struct engine_definition; /* never written to after it was made; threads may share it */

/* process_id NULL: the first executable process, else the first. The library must outlive out. */
enum err engine_define(struct arena *arena, const struct engine_library *library,
                       const char *process_id, const struct engine_definition **out) WARN_UNUSED;
const struct bpmn_element *engine_process(const struct engine_definition *definition);

/* Events. `token` names a waiting token; 0: the one that waits at `element`, if it is the only one.
 */
enum engine_event_type {
    ENGINE_START,    /* element NULL: the start event without trigger */
    ENGINE_COMPLETE, /* the task of a token is done */
    ENGINE_MESSAGE,  /* name; goes to the first that waits, or starts a process */
    ENGINE_SIGNAL,   /* name; goes to all that wait, or starts a process */
    ENGINE_ERROR,    /* name is its code: the task of a token ended with an error of the business */
    ENGINE_ESCALATION, /* name is its code: thrown by the task of a token, which goes on */
    ENGINE_FAIL,       /* name says why: the task of a token failed technically; an incident */
    ENGINE_TIME,       /* nothing but time went by */
    ENGINE_SET,        /* variables of the process, or of a token */
    ENGINE_RETRY,      /* an incident: once more, with variables */
    ENGINE_SKIP,       /* an incident: as if its element were done, with variables */
    ENGINE_BEGIN,      /* element: an activity of the ad-hoc sub-process of a token */
    ENGINE_FINISH,     /* the ad-hoc sub-process of a token */
    ENGINE_CANCEL,     /* the whole instance is withdrawn */
    ENGINE_EVENT_COUNT
};

struct engine_event {
    enum engine_event_type type;
    int64_t at; /* epoch milliseconds; earlier than the state's own time means that time */
    uint32_t token;
    const char *element;
    const char *name;
    const struct feel_context *variables; /* NULL: none */
};

/* Effects: what happened, in its order, and what the world outside has to do. */
enum engine_effect_type {
    ENGINE_ENTERED,   /* a token entered the element */
    ENGINE_TOOK,      /* a sequence flow was taken */
    ENGINE_LEFT,      /* an activity or a waited-for event is done */
    ENGINE_OPENED,    /* a task waits for ENGINE_COMPLETE; values: its input */
    ENGINE_WITHDRAWN, /* it waits no more, though it was not done */
    ENGINE_SENT,      /* a message; name, values */
    ENGINE_SIGNALLED, /* a signal, for other instances too; name, values */
    ENGINE_ESCALATED, /* an escalation; name */
    ENGINE_DECIDED,   /* a decision was asked; name, result */
    ENGINE_RAISED,    /* an incident; name is its code, text what it is about */
    ENGINE_ENDED,     /* the instance; name is how: completed, terminated, cancelled */
    ENGINE_EFFECT_COUNT
};

struct engine_effect {
    enum engine_effect_type type;
    uint32_t token;
    int64_t at;
    const struct bpmn_element *element; /* NULL: the instance as a whole */
    const char *name;
    const char *text;
    const struct feel_context *values;
    const struct decision_result *result;
};

struct engine_state;

struct engine_outcome {
    const struct engine_state *state;
    const struct engine_effect *effects;
    size_t effect_count;
};

/* before NULL: the event must start an instance. Everything in the arena; out->state shares what
   did not change with `before`, which must live as long (engine_state_copy cuts the tie). */
enum err engine_step(struct arena *arena, const struct engine_definition *definition,
                     const struct engine_state *before, const struct engine_event *event,
                     struct engine_outcome *out) WARN_UNUSED;

enum engine_status { ENGINE_RUNNING, ENGINE_COMPLETED, ENGINE_TERMINATED, ENGINE_CANCELLED };

/* Why a token is where it is. */
enum engine_wait {
    ENGINE_READY,        /* about to enter; never seen outside */
    ENGINE_AT_JOIN,      /* at a gateway that waits for others */
    ENGINE_AT_TASK,      /* for ENGINE_COMPLETE */
    ENGINE_AT_EVENT,     /* for a trigger */
    ENGINE_IN_SCOPE,     /* for the end of what is inside */
    ENGINE_IN_LOOP,      /* for its instances */
    ENGINE_COMPENSATING, /* for activities that are being undone */
    ENGINE_AT_INCIDENT,
    ENGINE_GONE, /* never seen outside */
    ENGINE_WAIT_COUNT
};

struct engine_token_view {
    uint32_t id;
    uint32_t parent; /* the token of the loop it is an instance of, or of the sub-process around
                        it; 0: none */
    enum engine_wait wait;
    const struct bpmn_element *element;
    int64_t since;                     /* epoch milliseconds */
    const char *code;                  /* of an incident; engine_incident_text() is its sentence */
    const char *about;                 /* for {1} of the sentence; may be NULL */
    const struct feel_context *values; /* of its own; NULL: none */
};

enum engine_status engine_status(const struct engine_state *state);
int64_t engine_now(const struct engine_state *state);
size_t engine_token_count(const struct engine_state *state);
struct engine_token_view engine_token(const struct engine_state *state, size_t index);
/* The English source sentence of an incident, with {1} for what it is about; NULL: no such code. */
const char *engine_incident_text(const char *code);
/* Variables of the process itself. */
const struct feel_context *engine_variables(const struct engine_state *state);
/* When the next timer is due; false: there is none. */
bool engine_due(const struct engine_state *state, int64_t *out);

/* The names of what is waited for, for people and simulations: what an event may be now. */
struct engine_wanted {
    enum engine_event_type type;
    uint32_t token; /* 0: of an event sub-process */
    const struct bpmn_element *element;
    const char *name; /* of a message or signal; NULL: none */
    int64_t due;      /* of a timer */
};
enum err engine_wanted(struct arena *arena, const struct engine_state *state,
                       const struct engine_wanted **out, size_t *count) WARN_UNUSED;

/* A copy that shares nothing with its source but the definition. */
enum err engine_state_copy(struct arena *arena, const struct engine_state *state,
                           const struct engine_state **out) WARN_UNUSED;
/* One line of JSON, the same for the same state. Check out->failed. */
void engine_state_write(const struct engine_state *state, struct buf *out);
/* Refuses what engine_state_write would not have written (ENG-6, ENG-7). */
enum err engine_state_read(struct arena *arena, const struct engine_definition *definition,
                           const char *text, const struct engine_state **out) WARN_UNUSED;
/* Whether all promises between tokens, frames and timers hold; a sentence for the log if not. */
const char *engine_state_fault(const struct engine_state *state);

/* {"type":"complete","at":"2026-03-21T08:00:00Z","token":3,"element":"…","name":"…","values":{…}};
   `at` may be a number of milliseconds too, and be left out: then it is default_at. ENG-8. */
enum err engine_event_read(struct arena *arena, json_t *json, int64_t default_at,
                           struct engine_event *out) WARN_UNUSED;
void engine_event_write(const struct engine_event *event, struct buf *out);
void engine_effect_write(const struct engine_effect *effect, struct buf *out);
const char *engine_event_slug(enum engine_event_type type);
const char *engine_effect_slug(enum engine_effect_type type);
const char *engine_wait_slug(enum engine_wait wait);
const char *engine_status_slug(enum engine_status status);

/* Variables with the types JSON lacks: {"@":"2026-03-21"} for what FEEL writes as @"2026-03-21". */
void engine_value_write(struct feel_value value, struct buf *out);
enum err engine_value_read(struct arena *arena, json_t *json, struct feel_value *out) WARN_UNUSED;

#endif
