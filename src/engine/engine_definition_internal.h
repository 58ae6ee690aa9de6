/* A definition: compiled once, never written to afterwards. A level is a process or a sub-process.
 */
#ifndef KHAJU_ENGINE_DEFINITION_INTERNAL_H
#define KHAJU_ENGINE_DEFINITION_INTERNAL_H

#include "engine.h"

struct engine_expression {
    const char *text;
    const struct feel_compiled *compiled; /* NULL: it cannot be read */
    bool reads_clock;
};

struct engine_flow {
    const struct bpmn_flow *bpmn;
    struct engine_node *source, *target; /* NULL: leads nowhere */
    const struct engine_expression *condition;
    const char *id;
    size_t position; /* among the incoming flows of its target */
};

enum engine_timer_form {
    ENGINE_TIMER_NONE,
    ENGINE_TIMER_DATE,
    ENGINE_TIMER_AFTER,
    ENGINE_TIMER_CYCLE
};

struct engine_trigger {
    enum bpmn_type type;
    const char *name;  /* of message, signal, link; code of error, escalation; NULL: any */
    const char *alias; /* id of the same, or NULL */
    const struct engine_expression *expression; /* of a condition or timer */
    enum engine_timer_form form;
    const char *literal;               /* of a timer: ISO 8601 text instead of an expression */
    const struct bpmn_element *undone; /* of a compensation; NULL: the whole level */
    bool waits;                        /* for the end of the compensation */
};

/* target ← expression, or a variable as it is. */
struct engine_mapping {
    const char *target;
    const char *source; /* NULL: by expression */
    const struct engine_expression *expression;
};

struct engine_mappings {
    const struct engine_mapping *items;
    size_t count;
};

/* An event that multiple instances throw when one of them is done. */
struct engine_announcement {
    bool first_only;                           /* when the first is done */
    const struct engine_expression *condition; /* NULL: always */
    struct engine_trigger thrown;
};

struct engine_loop {
    bool multiple, sequential, test_before;
    const struct engine_expression *condition;   /* of a standard loop; completion of the other */
    const struct engine_expression *cardinality; /* how many instances */
    int64_t maximum; /* of a standard loop; INT64_MAX: none; negative: not to be understood */
    const char *input, *item;    /* collection, and the name of one of it */
    const char *output, *result; /* the same of what comes out */
    struct engine_announcement *announcements;
    size_t announcement_count;
};

struct engine_node {
    const struct bpmn_node *bpmn;
    const char *id;
    enum bpmn_type type;
    uint32_t number; /* in its level */
    struct engine_level *level;
    struct engine_flow **incoming, **outgoing;
    size_t incoming_count, outgoing_count;
    struct engine_flow *default_flow;
    const struct engine_trigger *triggers;
    size_t trigger_count;
    struct engine_node **boundary; /* events attached to it */
    size_t boundary_count;
    struct engine_node *attached_to;
    struct engine_node *handler; /* of a compensation boundary event */
    struct engine_node *link;    /* where a link event goes on; NULL: nowhere */
    struct engine_level *inside; /* of a sub-process, or of what a call activity calls */
    const struct engine_loop *loop;
    struct engine_mappings inputs, outputs;
    const struct engine_expression *script;     /* of a script task in FEEL */
    const struct engine_expression *activation; /* of a complex gateway */
    const struct engine_expression *completion; /* of an ad-hoc sub-process */
    const char *decision, *decision_result;     /* of a business rule task */
    size_t start_quantity;      /* of an activity: tokens it takes to begin (10.3.1) */
    size_t completion_quantity; /* and tokens on each flow out of it */
    const char *bad_quantity;   /* one of them that is no number of tokens */
    bool sequential_inside;     /* ad-hoc: one activity after the other */
    bool keeps_others;          /* ad-hoc: running activities are not cancelled at its end */
};

struct engine_level {
    const struct bpmn_scope *scope;
    const struct bpmn *model;
    struct engine_node *nodes;
    size_t node_count;
    bool has_start;             /* any start event */
    struct engine_node **by_id; /* sorted */
    struct engine_flow *flows;
    size_t flow_count;
    struct engine_level *outer;    /* NULL: a process */
    struct engine_node **on_event; /* its event sub-processes */
    size_t on_event_count;
    const char *const *data; /* names of its data objects and properties */
    size_t data_count;
    struct engine_level *next;
};

struct engine_definition {
    const struct engine_library *library;
    struct engine_level *levels;
    const struct engine_level *root;
    bool conditional_events; /* there are any */
};

/* The start event of an event sub-process; NULL: it has none. */
struct engine_node *engine_start_of(const struct engine_node *on_event);
/* What a level begins with (13.2): its start event without trigger, else all that nothing leads to.
 */
bool engine_begins_level(const struct engine_level *level, const struct engine_node *node);
struct engine_node *engine_find_node(const struct engine_level *level, const char *id);
static inline bool engine_is(const struct engine_node *node, uint32_t classes) {
    return (bpmn_type_classes(node->type) & classes) != 0;
}
const struct engine_trigger *engine_trigger_of(const struct engine_node *node, enum bpmn_type type);

#endif
