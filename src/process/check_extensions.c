/* Our own elements (extension.h): where they stand, and whether what they say can be read. */
#include <string.h>

#include "extension.h"
#include "process_check_internal.h"
#include "text.h"

enum { ROUNDING = EXTENSION_SHARE_ALL / 200 }; /* three thirds are written as 33.3 */

/* What there is, where it may stand, and what it must say: all of one, or any of the other. */
static const struct kind {
    const char *name;
    uint32_t classes;           /* at elements of these classes */
    enum bpmn_type types[3];    /* and of these types; BPMN_DEFINITIONS: none */
    const char *required[3];    /* attributes that must be there */
    const char *alternative[4]; /* at least one of these must be there */
} kinds[] = {
    {"visit", .classes = BPMN_IS_ACTIVITY},
    {"document", .classes = BPMN_IS_ACTIVITY, .required = {"name"}},
    {"time", .classes = BPMN_IS_ACTIVITY | BPMN_IS_CATCH,
     .alternative = {"probable", "best", "worst"}},
    {"agency", .classes = BPMN_IS_ACTIVITY | BPMN_IS_PARTICIPANT,
     .types = {BPMN_LANE, BPMN_PROCESS}, .alternative = {"code", "name"}},
    {"share", .types = {BPMN_SEQUENCE_FLOW}, .required = {"percent"}},
    {"input", .classes = BPMN_IS_ACTIVITY, .required = {"name", "value"}},
    {"output", .classes = BPMN_IS_ACTIVITY, .required = {"name", "value"}},
    {"decision", .types = {BPMN_RULE_TASK}, .required = {"name"}},
};

static const struct kind *kind_of(const struct xml_node *extension) {
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (strcmp(kinds[i].name, extension->name) == 0) {
            return &kinds[i];
        }
    }
    return NULL;
}

static bool may_stand(const struct kind *kind, const struct bpmn_element *element) {
    bool may = bpmn_is(element, kind->classes);
    for (size_t i = 0; i < COUNT_OF(kind->types) && kind->types[i] != BPMN_DEFINITIONS; i++) {
        may = may || element->type == kind->types[i];
    }
    return may;
}

static bool says(const struct xml_node *extension, const char *attribute) {
    return !text_is_blank(xml_attribute(extension, attribute));
}

static void check_attributes(struct check *check, const struct bpmn_element *element,
                             const struct xml_node *extension, const struct kind *kind) {
    const char *lacks = kind->alternative[0];
    for (size_t i = 0; kind->alternative[i] != NULL; i++) {
        lacks = says(extension, kind->alternative[i]) ? NULL : lacks;
    }
    for (size_t i = 0; kind->required[i] != NULL && lacks == NULL; i++) {
        lacks = says(extension, kind->required[i]) ? NULL : kind->required[i];
    }
    if (lacks != NULL) {
        check_add(check, RULE_EXTENSION_LACKS, element,
                  arena_printf(check->arena, "%s/@%s", extension->name, lacks));
    }
}

static void check_visit(struct check *check, const struct bpmn_element *element,
                        const struct xml_node *visit) {
    if (!says(visit, "reason")) {
        check_add(check, RULE_VISIT_NO_REASON, element, NULL);
    }
    if (!says(visit, "clause")) {
        check_add(check, RULE_VISIT_NO_CLAUSE, element, NULL);
    }
}

static void check_time(struct check *check, const struct bpmn_element *element,
                       const struct xml_node *time) {
    static const char *const names[] = {"best", "probable", "worst"};
    int64_t last = 0;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *text = xml_attribute(time, names[i]);
        int64_t seconds = last;
        if (says(time, names[i]) && !bpmn_duration(text, &seconds)) {
            check_add(check, RULE_TIME_TEXT, element, text);
        } else if (seconds < last) {
            check_add(check, RULE_TIME_ORDER, element, names[i]);
        }
        last = seconds > last ? seconds : last;
    }
}

static void check_extension(struct check *check, const struct bpmn_element *element,
                            const struct xml_node *extension) {
    const struct kind *kind = kind_of(extension);
    if (kind == NULL) {
        check_add(check, RULE_EXTENSION_UNKNOWN, element, extension->name);
        return;
    }
    if (!may_stand(kind, element)) {
        check_add(check, RULE_EXTENSION_PLACE, element, kind->name);
        return;
    }
    check_attributes(check, element, extension, kind);
    if (strcmp(kind->name, "visit") == 0) {
        check_visit(check, element, extension);
    } else if (strcmp(kind->name, "time") == 0) {
        check_time(check, element, extension);
    } else if (strcmp(kind->name, "share") == 0 && says(extension, "percent") &&
               bpmn_share(element->xml) < 0) {
        check_add(check, RULE_SHARE_RANGE, element, xml_attribute(extension, "percent"));
    }
}

/* Where exactly one flow is taken, the shares are those of the whole. */
static void check_shares(struct check *check, const struct bpmn_node *node) {
    int64_t sum = 0;
    bool all = node->outgoing != NULL;
    for (const struct bpmn_flow *flow = node->outgoing; flow != NULL; flow = flow->next_outgoing) {
        int32_t share = bpmn_share(flow->element.xml);
        all = all && share >= 0;
        sum += share > 0 ? share : 0;
    }
    bool less = all && sum < EXTENSION_SHARE_ALL - ROUNDING;
    if (less || sum > EXTENSION_SHARE_ALL + ROUNDING) {
        check_add(check, RULE_SHARE_SUM, &node->element,
                  arena_printf(check->arena, "%g", (double)sum / (EXTENSION_SHARE_ALL / 100)));
    }
}

void check_extensions(struct check *check) {
    for (size_t i = 0; i < check->bpmn->element_count; i++) {
        struct bpmn_element *element = check->bpmn->elements[i];
        const struct xml_node *extension = bpmn_extension_first(element->xml);
        for (; extension != NULL; extension = bpmn_extension_next(extension)) {
            check_extension(check, element, extension);
        }
        if (element->type == BPMN_EXCLUSIVE || element->type == BPMN_EVENT_BASED) {
            check_shares(check, bpmn_node(element));
        }
    }
}
