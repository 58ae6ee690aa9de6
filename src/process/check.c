/* Runs the families of rules over a model, and words and sorts what they find. */
#include "check.h"

#include <stdlib.h>

#include "process_check_internal.h"
#include "text.h"
#include "tr.h"

static const struct {
    const char *id;
    enum check_severity severity;
    const char *clause;
    const char *sentence;
} rules[] = {
#define RULE(name, id, severity, clause, sentence) {id, CHECK_##severity, clause, sentence},
#include "check_rules.h"
#undef RULE
};

/* Complaints as they come; the latest first. */
struct check_entry {
    struct check_entry *next;
    size_t order;
    struct check_complaint complaint;
};

const char *check_severity_slug(enum check_severity severity) {
    static const char *const slugs[] = {"note", "warning", "error"};
    return slugs[severity];
}

const char *check_label(const struct bpmn_element *element) {
    return element->name != NULL ? element->name
           : element->id != NULL ? element->id
                                 : bpmn_type_name(element->type);
}

const char *check_number(struct check *check, size_t number) {
    return arena_printf(check->arena, "%zu", number);
}

size_t check_count(const struct bpmn_scope *scope, enum bpmn_type type) {
    size_t count = 0;
    for (const struct bpmn_node *node = scope->nodes; node != NULL; node = node->next) {
        count += node->element.type == type;
    }
    return count;
}

const struct bpmn_element *check_process_of(const struct bpmn_element *element) {
    const struct bpmn_scope *scope = element->scope;
    while (scope != NULL && scope->outer != NULL) {
        scope = scope->outer;
    }
    return scope == NULL ? NULL : scope->owner;
}

static void add(struct check *check, enum check_rule rule, struct check_complaint complaint,
                const char *label, const char *detail) {
    struct check_report *report = &check->report;
    size_t *counts[] = {&report->notes, &report->warnings, &report->errors};
    ++*counts[rules[rule].severity];
    if (report->count == CHECK_COMPLAINTS_MAX || arena_failed(check->arena)) {
        return;
    }
    struct check_entry *entry = ARENA_NEW(check->arena, struct check_entry);
    if (entry == NULL) {
        return;
    }
    /* names have line breaks, and whatever else a file holds; a sentence is one line */
    struct tr_arg values[] = {
        tr_text(text_clean(check->arena, label, false)),
        tr_text(text_clean(check->arena, detail == NULL ? "" : detail, false)),
    };
    complaint.rule = rules[rule].id;
    complaint.clause = rules[rule].clause;
    complaint.severity = rules[rule].severity;
    complaint.text = tr_format(check->arena, rules[rule].sentence, COUNT_OF(values), values);
    complaint.english =
        tr_format_source(check->arena, rules[rule].sentence, COUNT_OF(values), values);
    *entry = (struct check_entry){check->entries, report->count++, complaint};
    check->entries = entry;
}

void check_add(struct check *check, enum check_rule rule, const struct bpmn_element *element,
               const char *detail) {
    struct check_complaint complaint = {
        .type = bpmn_type_name(element->type),
        .id = element->id,
        .name = element->name,
        .line = element->xml->line,
        .column = element->xml->column,
    };
    add(check, rule, complaint, check_label(element), detail);
}

void check_add_xml(struct check *check, enum check_rule rule, const struct xml_node *xml,
                   const char *detail) {
    struct check_complaint complaint = {
        .type = xml->name,
        .id = xml_attribute(xml, "id"),
        .name = xml_attribute(xml, "name"),
        .line = xml->line,
        .column = xml->column,
    };
    const char *label = complaint.name != NULL ? complaint.name
                        : complaint.id != NULL ? complaint.id
                                               : complaint.type;
    add(check, rule, complaint, label, detail);
}

static int compare_entries(const void *left, const void *right) {
    const struct check_entry *a = *(const struct check_entry *const *)left;
    const struct check_entry *b = *(const struct check_entry *const *)right;
    if (a->complaint.line != b->complaint.line) {
        return a->complaint.line < b->complaint.line ? -1 : 1;
    }
    if (a->complaint.column != b->complaint.column) {
        return a->complaint.column < b->complaint.column ? -1 : 1;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

/* The list as an array in the order of the file. */
static void sort(struct check *check) {
    size_t count = check->report.count;
    struct check_complaint *sorted = ARENA_ARRAY(check->arena, count, struct check_complaint);
    struct check_entry **entries = ARENA_ARRAY(check->arena, count, struct check_entry *);
    if (sorted == NULL || entries == NULL) {
        return;
    }
    size_t i = 0;
    for (struct check_entry *entry = check->entries; entry != NULL; entry = entry->next) {
        entries[i++] = entry;
    }
    qsort(entries, count, sizeof(struct check_entry *), compare_entries);
    for (i = 0; i < count; i++) {
        sorted[i] = entries[i]->complaint;
    }
    check->report.complaints = sorted;
}

enum err check_model(struct arena *arena, const struct bpmn *bpmn,
                     const struct check_report **out) {
    static void (*const families[])(struct check *) = {
        check_references, check_calls,    check_events,     check_boundaries,  check_links,
        check_gateways,   check_flows,    check_messages,   check_lanes,       check_activities,
        check_data,       check_diagrams, check_extensions, check_expressions, check_soundness,
    };
    *out = NULL;
    struct check *check = ARENA_NEW(arena, struct check);
    if (check == NULL) {
        return err_failed();
    }
    check->arena = arena;
    check->bpmn = bpmn;
    for (size_t i = 0; i < COUNT_OF(families) && !arena_failed(arena); i++) {
        families[i](check);
    }
    if (!arena_failed(arena)) {
        sort(check);
    }
    if (check->failed || arena_failed(arena)) {
        return err_failed();
    }
    *out = &check->report;
    return ERR_NONE;
}
