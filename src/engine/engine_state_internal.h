/* A state: frames (the process, sub-processes, calls), tokens in them, timers, and what was done.
 */
#ifndef KHAJU_ENGINE_STATE_INTERNAL_H
#define KHAJU_ENGINE_STATE_INTERNAL_H

#include "engine_definition_internal.h"

/* How far a token has come at its node: where ENGINE_RETRY goes on. */
enum engine_phase { ENGINE_BEGINNING, ENGINE_FINISHING, ENGINE_LEAVING };

struct engine_token {
    uint32_t id;
    uint32_t frame;
    uint32_t parent; /* the token whose loop or compensation this one is part of; 0: none */
    enum engine_wait wait;
    enum engine_phase phase;
    const struct engine_node *node;
    const struct engine_flow *flow; /* it came through; NULL: none */
    int64_t since;
    const struct feel_context *locals;
    uint32_t inside; /* the frame it runs */
    uint32_t index;  /* of an instance of a loop, from 1 */
    uint32_t total;  /* of a loop: how many instances there will be */
    uint32_t begun, done, stopped;
    const struct feel_list *items;       /* of a loop */
    struct feel_value *results;          /* of a loop that collects them */
    bool owns_results;                   /* made in this run, so that they may be written to */
    uint64_t seen;                       /* triggers of a parallel multiple event that have come */
    const char *code, *about;            /* of an incident */
    uint32_t undo_frame;                 /* compensating: where */
    const struct engine_node *undo_node; /* compensating: what; NULL: everything there */
    bool cancels;  /* compensating: its transaction, which then ends by its cancel event */
    bool detached; /* compensating: nobody waits for the end of it */
    bool resets;   /* a complex gateway: it is the token of the reset */
    bool closing;  /* an ad-hoc sub-process that ends when nothing runs in it any more */
    uint32_t kept; /* finishing: the frame that is kept of it */
    uint32_t look; /* at a join: when it was last looked at; not written */
};

/* A complex gateway that has fired and waits for the rest (13.4.5). */
struct engine_gate {
    const struct engine_node *node;
    uint64_t used; /* incoming flows whose token it took */
    struct engine_gate *next;
};

struct engine_frame {
    uint32_t id;
    uint32_t parent; /* frame; 0: it is the process */
    uint32_t owner;  /* token that waits for it; 0: the process, or a kept one */
    const struct engine_level *level;
    const struct engine_node *node; /* of the owner; NULL: the process */
    const struct feel_context *variables;
    uint32_t live;    /* tokens in it; not written, counted again */
    bool kept;        /* done, and kept for its compensation */
    bool opened;      /* kept, and being undone activity by activity */
    bool interrupted; /* by an event sub-process: no other one starts any more */
    bool unarmed;     /* an event sub-process of it cannot be waited for: an incident says why */
    bool gone;
    struct engine_gate *gates;
};

struct engine_timer {
    uint32_t token; /* that waits; 0: an event sub-process of the frame */
    uint32_t frame;
    const struct engine_node *node; /* the event */
    uint32_t trigger;               /* of the node */
    int64_t due;
    int64_t left;       /* further times; -1: without end */
    const char *period; /* ISO 8601 */
    bool gone;
};

/* A conditional event whose condition was already true: it must become false first (10.5.5). */
struct engine_latch {
    uint32_t token, frame;
    const struct engine_node *node;
    bool gone;
};

/* An activity that is done and can be undone (13.5.5), in the order of completion. */
struct engine_record {
    uint32_t frame; /* where it was done */
    const struct engine_node *node;
    uint32_t loop; /* the token it was an instance of; 0: none */
    uint32_t kept; /* its frame, of a sub-process; 0: none */
    const struct feel_context *locals;
    bool gone;
};

#define ENGINE_ARRAY(type) \
    struct { \
        type *items; \
        size_t count, capacity; \
    }

struct engine_state {
    const struct engine_definition *definition;
    int64_t now;
    uint32_t next; /* id */
    enum engine_status status;
    ENGINE_ARRAY(struct engine_token *) tokens; /* by id */
    ENGINE_ARRAY(struct engine_frame *) frames; /* by id; the first is the process */
    ENGINE_ARRAY(struct engine_timer) timers;
    ENGINE_ARRAY(struct engine_latch) latches;
    ENGINE_ARRAY(struct engine_record) records;
};

/* Room for one more at the end; false without memory. */
bool engine_grow(struct arena *arena, void **items, size_t count, size_t *capacity, size_t size);
#define ENGINE_PUSH(arena, array, value) \
    (engine_grow((arena), (void **)&(array).items, (array).count, &(array).capacity, \
                 sizeof(*(array).items)) && \
     ((array).items[(array).count++] = (value), true))

struct engine_token *engine_find_token(const struct engine_state *state, uint32_t id);
struct engine_frame *engine_find_frame(const struct engine_state *state, uint32_t id);
/* A copy whose tokens and frames may be written to; values are shared. */
struct engine_state *engine_state_branch(struct arena *arena, const struct engine_state *state);
/* Drops what is gone. */
void engine_state_compact(struct engine_state *state);
void engine_count_live(struct engine_state *state);

/* A copy in the arena of what may stand in a state; false: too deep, too large, or no memory. */
bool engine_value_keep(struct arena *arena, struct feel_value value, struct feel_value *out);
void engine_string_write(struct feel_string text, struct buf *out);
void engine_text_write(const char *text, struct buf *out);
void engine_context_write(const struct feel_context *context, struct buf *out);
/* Variables: a name is a name, whatever signs it has; only values are tagged. */
enum err engine_context_read(struct arena *arena, json_t *json,
                             const struct feel_context **out) WARN_UNUSED;

#endif
