/* One run over a state, and what the files that move tokens ask of each other. */
#ifndef KHAJU_ENGINE_INTERNAL_H
#define KHAJU_ENGINE_INTERNAL_H

#include "engine_state_internal.h"

struct engine_run {
    struct arena *arena;
    const struct engine_definition *definition;
    struct engine_state *state;
    ENGINE_ARRAY(struct engine_effect) effects;
    ENGINE_ARRAY(struct engine_token *) throwers; /* that are about to throw a signal */
    size_t thrown;                                /* of them */
    size_t cursor;                                /* tokens before it are not ready */
    uint32_t steps;                               /* nodes entered */
    uint32_t look;                                /* how often joins were looked at */
    size_t compact_at;  /* tokens and frames: where there are more, what is gone is dropped */
    unsigned long work; /* steps of FEEL that are left */
    size_t live;        /* tokens in the state */
    bool terminated;    /* the process, by a terminate end event */
    bool no_memory;     /* outside of the arena: the step fails, whatever the state says */
};

enum { ENGINE_TOKENS_PER_STEP = 256 }; /* that are looked through at the price of one */

/* run.c */
struct engine_token *engine_add_token(struct engine_run *run, uint32_t frame,
                                      const struct engine_node *node);
void engine_end_token(struct engine_run *run, struct engine_token *token);
struct engine_frame *engine_add_frame(struct engine_run *run, const struct engine_level *level,
                                      struct engine_token *owner);
void engine_run_ready(struct engine_run *run);
void engine_effect_add(struct engine_run *run, struct engine_effect effect);
void engine_effect_at(struct engine_run *run, enum engine_effect_type type,
                      const struct engine_token *token, const char *name,
                      const struct feel_context *values);

/* start.c */
enum err engine_start(struct engine_run *run, const struct engine_event *event) WARN_UNUSED;

/* enter.c: tokens into nodes and out of them */
void engine_enter(struct engine_run *run, struct engine_token *token);
/* Takes the outgoing flows of the token's node; the token is gone, or has an incident. */
void engine_leave(struct engine_run *run, struct engine_token *token);
/* Takes one flow with a new token. */
void engine_take(struct engine_run *run, const struct engine_token *token,
                 const struct engine_flow *flow);
/* start NULL: what the level begins with by itself. */
void engine_begin_level(struct engine_run *run, struct engine_frame *frame,
                        const struct engine_node *start);

/* gateway.c */
void engine_enter_gateway(struct engine_run *run, struct engine_token *token);
/* Out of a gateway by the rules of its kind. */
void engine_split(struct engine_run *run, struct engine_token *token);

/* join.c */
void engine_join_parallel(struct engine_run *run, struct engine_token *token);
/* Inclusive and complex gateways, when nothing else can move; true: one fired. */
bool engine_fire_joins(struct engine_run *run);
/* At an activity that takes several tokens to begin; false: the token waits for more. */
bool engine_gather(struct engine_run *run, struct engine_token *token);
/* A token that was told to go on without the others. */
void engine_force_join(struct engine_run *run, struct engine_token *token);
/* Raises an incident where only joins are left in a frame. */
void engine_report_stuck(struct engine_run *run);

/* activity.c */
void engine_enter_activity(struct engine_run *run, struct engine_token *token);
void engine_begin_activity(struct engine_run *run, struct engine_token *token);
/* values: what it brings back, or NULL; kept: its frame, if it is kept. */
void engine_finish_activity(struct engine_run *run, struct engine_token *token,
                            const struct feel_context *values, uint32_t kept);
/* After the last instance, or the only one. */
void engine_leave_activity(struct engine_run *run, struct engine_token *token);

/* task.c */
void engine_begin_task(struct engine_run *run, struct engine_token *token);

/* loop.c */
void engine_begin_loop(struct engine_run *run, struct engine_token *token);
void engine_instance_done(struct engine_run *run, struct engine_token *loop,
                          struct engine_token *instance);
/* Goes on after an incident of the loop itself. */
void engine_resume_loop(struct engine_run *run, struct engine_token *loop);
/* An instance of several side by side or in turn, whose data are its own (13.3.7). */
bool engine_is_instance(const struct engine_token *token);

/* withdraw.c: stops what runs; it is gone */
void engine_withdraw(struct engine_run *run, struct engine_token *token);
/* All tokens of the frame but one (NULL: all). */
void engine_withdraw_inside(struct engine_run *run, const struct engine_frame *frame,
                            const struct engine_token *except);
/* The token that boundary events are attached to: of a loop, not of its instances. */
struct engine_token *engine_host(const struct engine_run *run, struct engine_token *token);

/* ad_hoc.c */
const struct engine_node *engine_ad_hoc_activity(const struct engine_level *level, const char *id);
/* Its completion condition, after something in it was done. */
void engine_check_ad_hoc(struct engine_run *run, uint32_t frame);
void engine_close_ad_hoc(struct engine_run *run, struct engine_token *owner);

/* event.c */
/* The next signal is thrown, when nothing else can move: whoever can wait for it does so by then.
   False: there is none. */
bool engine_throw_next(struct engine_run *run);
void engine_enter_event(struct engine_run *run, struct engine_token *token);
/* What was waited for has come: its values are kept and the token goes on. */
void engine_event_done(struct engine_run *run, struct engine_token *token,
                       const struct feel_context *values);
/* Starts an event sub-process in the frame. parent: the token that compensates by it, or 0. */
void engine_begin_on_event(struct engine_run *run, struct engine_frame *frame,
                           const struct engine_node *node, const struct feel_context *values,
                           uint32_t parent);
/* Throws what is no compensation; the token has an incident, or is gone, if it cannot go on. */
void engine_throw(struct engine_run *run, struct engine_token *token,
                  const struct engine_trigger *trigger);
/* A new token goes on from a boundary event; the host is withdrawn if it interrupts. */
void engine_go_on_at(struct engine_run *run, struct engine_token *host,
                     const struct engine_node *boundary, const struct feel_context *values);

/* catch.c: places where triggers are waited for */
struct engine_catch {
    uint32_t token; /* 0: an event sub-process of the frame */
    uint32_t frame;
    const struct engine_node *node; /* the event */
    uint32_t trigger;               /* of the node */
};
struct engine_catches {
    ENGINE_ARRAY(struct engine_catch) places;
};
/* In the order of tokens, then of frames; of one type of trigger, or (BPMN_TYPE_COUNT) of all. */
void engine_list_catches(struct arena *arena, const struct engine_state *state, enum bpmn_type type,
                         struct engine_catches *out);
static inline const struct engine_trigger *engine_caught(const struct engine_catch *place) {
    return &place->node->triggers[place->trigger];
}
/* Sets the timers of a token that begins to wait (its boundary events' too), and of a frame. What
   cannot be waited for is an incident. */
void engine_arm(struct engine_run *run, struct engine_token *token);
void engine_arm_frame(struct engine_run *run, struct engine_frame *frame);
/* Fires the place, if it still waits; false: it does not. */
bool engine_catch(struct engine_run *run, struct engine_catch place,
                  const struct feel_context *values);
/* All places that wait for the signal; how many were reached. */
size_t engine_broadcast(struct engine_run *run, const char *name,
                        const struct feel_context *values);
bool engine_name_matches(const struct engine_trigger *trigger, const char *name);
bool engine_fire_conditions(struct engine_run *run);

/* throw.c: errors and escalations find who catches them; false: nobody */
bool engine_throw_error(struct engine_run *run, struct engine_token *token, const char *code,
                        const struct feel_context *values);
bool engine_throw_escalation(struct engine_run *run, struct engine_token *token, const char *code,
                             const struct feel_context *values);

/* compensation.c */
void engine_remember(struct engine_run *run, const struct engine_token *token, uint32_t kept);
/* A loop that was stopped: its instances were not done. */
void engine_forget_loop(struct engine_run *run, uint32_t loop);
bool engine_undoable(const struct engine_run *run, const struct engine_frame *frame);
void engine_compensate(struct engine_run *run, struct engine_token *token,
                       const struct engine_trigger *trigger);
/* The next activity to undo, or the end of the compensation. */
void engine_undo_next(struct engine_run *run, struct engine_token *token);
/* A cancel end event: its transaction is undone and left by its cancel boundary event. */
void engine_cancel_transaction(struct engine_run *run, struct engine_token *token);

/* timer.c */
/* Whether text is a date, duration or cycle of ISO 8601, rather than an expression. */
bool engine_timer_literal(struct arena *arena, enum engine_timer_form form, const char *text);
/* NULL, or the code of the incident it is. */
const char *engine_set_timer(struct engine_run *run, uint32_t token, uint32_t frame,
                             const struct engine_node *node, uint32_t trigger);
/* Fires what is due until then, each at its own time. False: it is too much for one event; the time
   of the state is that of what has fired. */
bool engine_advance(struct engine_run *run, int64_t now);
struct feel_value engine_moment_value(const struct engine_run *run, int64_t at);

/* data.c */
/* False: an incident was raised at the token. */
bool engine_evaluate(struct engine_run *run, struct engine_token *token,
                     const struct engine_expression *expression, struct feel_value *out);
/* The same as a condition: only true and false are answers. */
bool engine_test(struct engine_run *run, struct engine_token *token,
                 const struct engine_expression *expression, bool *out);
/* Without raising one: NULL, or the code of the incident it is. token may be NULL. */
const char *engine_try(struct engine_run *run, const struct engine_token *token, uint32_t frame,
                       const struct engine_expression *expression, struct feel_value *out);
bool engine_map_in(struct engine_run *run, struct engine_token *token);
bool engine_map_out(struct engine_run *run, struct engine_token *token,
                    const struct feel_context *values);
struct feel_value engine_lookup(const struct engine_run *run, const struct engine_token *token,
                                uint32_t frame, const char *name);
void engine_set_variables(struct engine_run *run, uint32_t frame,
                          const struct feel_context *values);
const struct feel_context *engine_with(struct arena *arena, const struct feel_context *context,
                                       const char *name, struct feel_value value);
const struct feel_context *engine_merge(struct arena *arena, const struct feel_context *context,
                                        const struct feel_context *values);
const struct feel_context *engine_visible(struct engine_run *run, const struct engine_token *token,
                                          uint32_t frame);

/* repair.c: after an incident */
/* Where it stopped the token, that goes on. */
void engine_retry(struct engine_run *run, struct engine_token *token);
/* As if the element were done; flow: which way to go out of a gateway, or NULL. */
void engine_skip(struct engine_run *run, struct engine_token *token, const char *flow);

/* incident.c */
/* code is one of its table and stays as it is; about lives as long as the state, or is NULL. */
void engine_raise(struct engine_run *run, struct engine_token *token, const char *code,
                  const char *about);
/* At the token; if that is 0, at what runs the frame: its owner, or the first of a process. */
void engine_raise_in(struct engine_run *run, uint32_t token, uint32_t frame, const char *code,
                     const char *about);

#endif
