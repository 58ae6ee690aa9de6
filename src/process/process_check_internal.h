/* Private to process: what the families of rules share. Each family looks at the whole model. */
#ifndef KHAJU_PROCESS_CHECK_INTERNAL_H
#define KHAJU_PROCESS_CHECK_INTERNAL_H

#include "check.h"

enum check_rule {
#define RULE(name, id, severity, clause, sentence) RULE_##name,
#include "check_rules.h"
#undef RULE
    RULE_COUNT
};

struct check_entry;

struct check {
    struct arena *arena;
    const struct bpmn *bpmn;
    struct check_entry *entries;
    struct check_report report;
    bool failed; /* memory of another arena; err_last() says it */
};

/* Complains about an element; detail (the rule's {2}) may be NULL. Allocation failures are seen by
   arena_failed(). */
void check_add(struct check *check, enum check_rule rule, const struct bpmn_element *element,
               const char *detail);
/* Complains about a place of the file that is not an element of the model. */
void check_add_xml(struct check *check, enum check_rule rule, const struct xml_node *xml,
                   const char *detail);

/* How an element is called in a sentence: name, else id, else its type. Never NULL. */
const char *check_label(const struct bpmn_element *element);
/* A small number as text; NULL only when the arena has failed. */
const char *check_number(struct check *check, size_t number);
/* The number of nodes of this type in a scope. */
size_t check_count(const struct bpmn_scope *scope, enum bpmn_type type);
/* The process (or choreography) in which an element stands; NULL: in none. */
const struct bpmn_element *check_process_of(const struct bpmn_element *element);

void check_references(struct check *check);
void check_calls(struct check *check);
void check_events(struct check *check);
void check_boundaries(struct check *check);
void check_links(struct check *check);
void check_gateways(struct check *check);
void check_flows(struct check *check);
void check_messages(struct check *check);
void check_lanes(struct check *check);
void check_activities(struct check *check);
void check_data(struct check *check);
void check_diagrams(struct check *check);
void check_expressions(struct check *check);
void check_extensions(struct check *check);
void check_soundness(struct check *check);

#endif
