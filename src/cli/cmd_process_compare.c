/* khaju process compare: what a process asks of the citizen, as it is and as it is to be. */
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "cli_model.h"
#include "compare.h"
#include "json.h"
#include "text.h"
#include "tr.h"
#include "vocabulary.h"

/* Values of packs are given to the object, also when one of them is NULL and the object fails. */
static json_t *amounts_json(const struct journey_amount *amounts) {
    json_t *object = json_object();
    for (size_t path = 0; object != NULL && path < JOURNEY_PATHS; path++) {
        json_t *amount = json_pack("{s:f, s:b}", "value", amounts[path].value, "at_least",
                                   (int)amounts[path].at_least);
        if (json_object_set_new(object, journey_path_slug((enum journey_path)path), amount) != 0) {
            json_decref(object);
            object = NULL;
        }
    }
    return object;
}

static json_t *element_json(const struct bpmn_element *element) {
    return element == NULL ? json_null()
                           : json_pack("{s:s?, s:s?, s:s}", "id", element->id, "name",
                                       element->name, "type", bpmn_type_name(element->type));
}

static json_t *visit_json(const struct journey_visit *visit) {
    return visit == NULL ? json_null()
                         : json_pack("{s:o, s:s?, s:s?}", "element", element_json(visit->element),
                                     "reason", visit->reason, "clause", visit->clause);
}

static json_t *document_json(const struct journey_document *document) {
    return document == NULL ? json_null()
                            : json_pack("{s:o, s:s?}", "element", element_json(document->element),
                                        "name", document->name);
}

static json_t *agency_json(const struct journey_agency *agency) {
    return agency == NULL ? json_null()
                          : json_pack("{s:s?, s:s?, s:o}", "code", agency->code, "name",
                                      agency->name, "takes_part", amounts_json(agency->part));
}

/* Adds to an array that may have failed already. */
static void add(json_t **array, json_t *value) {
    if (*array == NULL) {
        json_decref(value);
    } else if (json_array_append_new(*array, value) != 0) {
        json_decref(*array);
        *array = NULL;
    }
}

static json_t *change_json(enum journey_mark mark, json_t *as_is, json_t *to_be) {
    return json_pack("{s:s, s:o, s:o}", "mark", journey_mark_slug(mark), "as_is", as_is, "to_be",
                     to_be);
}

static json_t *journey_json(const struct journey *journey) {
    json_t *amounts = json_object();
    for (size_t subject = 0; amounts != NULL && subject < JOURNEY_SUBJECTS; subject++) {
        if (json_object_set_new(amounts, journey_subject_slug((enum journey_subject)subject),
                                amounts_json(journey->amounts[subject])) != 0) {
            json_decref(amounts);
            amounts = NULL;
        }
    }
    json_t *hand_overs = json_array();
    for (size_t i = 0; i < journey->hand_over_count; i++) {
        const struct journey_hand_over *hand_over = &journey->hand_overs[i];
        add(&hand_overs, json_pack("{s:o, s:s?, s:s?}", "flow", element_json(hand_over->flow),
                                   "from", hand_over->from, "to", hand_over->to));
    }
    return json_pack("{s:o, s:o, s:b, s:b}", "amounts", amounts, "hand_overs", hand_overs,
                     "endless", (int)journey->endless, "limited", (int)journey->limited);
}

static json_t *elements_json(const struct journey_comparison *comparison) {
    json_t *list = json_array();
    for (size_t i = 0; i < comparison->element_count; i++) {
        const struct journey_element_change *change = &comparison->elements[i];
        json_t *object =
            change_json(change->mark, element_json(change->as_is), element_json(change->to_be));
        json_t *differences = json_array();
        for (uint32_t bit = 0; bit < JOURNEY_DIFFERENCES; bit++) {
            uint32_t difference = change->differences & UINT32_C(1) << bit;
            if (difference != 0) {
                add(&differences, json_string(journey_difference_slug(difference)));
            }
        }
        if (object == NULL || json_object_set_new(object, "differences", differences) != 0) {
            json_decref(object);
            object = NULL;
        }
        add(&list, object);
    }
    return list;
}

static enum err print_json(struct arena *arena, const struct journey_comparison *comparison) {
    json_t *visits = json_array();
    json_t *documents = json_array();
    json_t *agencies = json_array();
    for (size_t i = 0; i < comparison->visit_count; i++) {
        const struct journey_visit_change *change = &comparison->visits[i];
        add(&visits,
            change_json(change->mark, visit_json(change->as_is), visit_json(change->to_be)));
    }
    for (size_t i = 0; i < comparison->document_count; i++) {
        const struct journey_document_change *change = &comparison->documents[i];
        add(&documents,
            change_json(change->mark, document_json(change->as_is), document_json(change->to_be)));
    }
    for (size_t i = 0; i < comparison->agency_count; i++) {
        const struct journey_agency_change *change = &comparison->agencies[i];
        add(&agencies,
            change_json(change->mark, agency_json(change->as_is), agency_json(change->to_be)));
    }
    json_t *object = json_keep(arena, json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "as_is",
                                                journey_json(comparison->as_is), "to_be",
                                                journey_json(comparison->to_be), "elements",
                                                elements_json(comparison), "visits", visits,
                                                "documents", documents, "agencies", agencies));
    const char *text = object == NULL ? NULL : json_write(arena, object);
    if (text == NULL) {
        return err_failed();
    }
    puts(text);
    return ERR_NONE;
}

/* Names have line breaks, and whatever else a file holds. */
static const char *clean(struct arena *arena, const char *text) {
    const char *line = text == NULL ? NULL : text_clean(arena, text, false);
    return line == NULL ? tr("nameless") : line;
}

static const char *name_of(struct arena *arena, const struct bpmn_element *element) {
    return clean(arena, element->name != NULL ? element->name : element->id);
}

static void print_line(const char *line) {
    if (line != NULL) { /* else the arena has failed, which is seen at the end */
        puts(line);
    }
}

static void print_amounts(struct arena *arena, const struct journey_comparison *comparison) {
    for (size_t i = 0; i < JOURNEY_SUBJECTS; i++) {
        enum journey_subject subject = (enum journey_subject)i;
        print_line(journey_subject_label(subject));
        for (size_t path = 0; path < JOURNEY_PATHS; path++) {
            const char *as_is =
                journey_text(arena, subject, comparison->as_is->amounts[subject][path]);
            const char *to_be =
                journey_text(arena, subject, comparison->to_be->amounts[subject][path]);
            const char *label = journey_path_label((enum journey_path)path);
            const char *line =
                as_is == NULL || to_be == NULL
                    ? NULL
                    : tr_fmt(arena, "{1}: as-is {2}, to-be {3}", label, as_is, to_be);
            printf("  %s\n", line == NULL ? "" : line);
        }
    }
}

static void print_visits(struct arena *arena, const struct journey_comparison *comparison) {
    print_line(comparison->visit_count == 0 ? tr("No visits in either drawing.")
                                            : tr("Each visit"));
    for (size_t i = 0; i < comparison->visit_count; i++) {
        const struct journey_visit_change *change = &comparison->visits[i];
        const struct journey_visit *visit = change->to_be != NULL ? change->to_be : change->as_is;
        int reason =
            visit->reason == NULL ? 0 : vocabulary_value(VOCABULARY_VISIT_REASON, visit->reason);
        const char *why = reason > 0 || visit->reason == NULL
                              ? vocabulary_label(VOCABULARY_VISIT_REASON, reason)
                              : visit->reason;
        const char *clause = visit->clause == NULL ? tr("no clause is named") : visit->clause;
        printf("  %s: «%s» – %s – %s\n", journey_mark_label(change->mark),
               name_of(arena, visit->element), clean(arena, why), clause);
    }
}

static void print_named(struct arena *arena, enum journey_mark mark, const char *name) {
    printf("  %s: «%s»\n", journey_mark_label(mark), clean(arena, name));
}

static void print_lists(struct arena *arena, const struct journey_comparison *comparison) {
    if (comparison->document_count > 0) {
        print_line(tr("Each document"));
    }
    for (size_t i = 0; i < comparison->document_count; i++) {
        const struct journey_document_change *change = &comparison->documents[i];
        print_named(arena, change->mark,
                    change->as_is != NULL ? change->as_is->name : change->to_be->name);
    }
    if (comparison->agency_count > 0) {
        print_line(tr("Each agency"));
    }
    for (size_t i = 0; i < comparison->agency_count; i++) {
        const struct journey_agency_change *change = &comparison->agencies[i];
        const struct journey_agency *agency = change->as_is != NULL ? change->as_is : change->to_be;
        print_named(arena, change->mark, agency->name != NULL ? agency->name : agency->code);
    }
}

static void print_differences(uint32_t differences) {
    for (uint32_t bit = 0; bit < JOURNEY_DIFFERENCES; bit++) {
        uint32_t difference = differences & UINT32_C(1) << bit;
        if (difference != 0) {
            printf(" – %s", journey_difference_label(difference));
        }
    }
}

/* Only nodes: what happened to their flows follows from it, and is in the JSON. */
static void print_elements(struct arena *arena, const struct journey_comparison *comparison) {
    print_line(tr("Each step that changed"));
    for (size_t i = 0; i < comparison->element_count && !arena_failed(arena); i++) {
        const struct journey_element_change *change = &comparison->elements[i];
        const struct bpmn_element *element = change->as_is != NULL ? change->as_is : change->to_be;
        if (change->mark == JOURNEY_SAME || !bpmn_is(element, BPMN_IS_NODE)) {
            continue;
        }
        const char *name = name_of(arena, element);
        if (change->mark != JOURNEY_CHANGED) {
            print_named(arena, change->mark, name);
            continue;
        }
        printf("  %s: «%s»", journey_mark_label(change->mark), name);
        print_differences(change->differences);
        if ((change->differences & JOURNEY_NAME) != 0) {
            const char *now = tr_fmt(arena, "now “{1}”", name_of(arena, change->to_be));
            printf(" – %s", now == NULL ? "" : now);
        }
        putchar('\n');
    }
}

static void print_doubts(const struct journey *journey, const char *endless, const char *limited) {
    if (journey->endless) {
        print_line(endless);
    }
    if (journey->limited) {
        print_line(limited);
    }
}

static enum err print_text(struct arena *arena, const struct journey_comparison *comparison) {
    print_amounts(arena, comparison);
    print_visits(arena, comparison);
    print_lists(arena, comparison);
    print_elements(arena, comparison);
    print_doubts(comparison->as_is, tr("The as-is has a part from which no end can be reached."),
                 tr("The as-is is too entangled to be measured to the end."));
    print_doubts(comparison->to_be, tr("The to-be has a part from which no end can be reached."),
                 tr("The to-be is too entangled to be measured to the end."));
    print_line(tr("Expected from what stands in the drawings; not measured in real cases."));
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

static int run_compare(struct cli *cli) {
    struct arena *arena = arena_create(CLI_MODEL_MEMORY_MAX);
    const struct bpmn *as_is;
    const struct bpmn *to_be;
    const struct journey_comparison *comparison;
    enum err err = arena == NULL ? ERR_MEMORY : cli_read_bpmn(arena, cli->arguments[0], &as_is);
    if (err == ERR_NONE) {
        err = cli_read_bpmn(arena, cli->arguments[1], &to_be);
    }
    if (err == ERR_NONE) {
        err = journey_compare(arena, as_is, to_be, &comparison);
    }
    if (err == ERR_NONE) {
        err = cli_switch(cli, "--json") ? print_json(arena, comparison)
                                        : print_text(arena, comparison);
    }
    arena_destroy(arena);
    return err == ERR_NONE ? CLI_DONE : cli_fail(err);
}

const struct cli_command cmd_process_compare = {
    .name = "process compare",
    .arguments = "ASIS TOBE",
    .summary = "Compare what two BPMN 2.0 files ask of the citizen.",
    .help = "Visits, documents, hand-overs, agencies and expected time on the best, the probable\n"
            "and the worst path of the as-is and the to-be, and what changed between them. What\n"
            "the drawings do not say makes an amount \"at least\".",
    .least = 2,
    .most = 2,
    .options = {{"--json", NULL, "everything as JSON, flows and hand-overs too", NULL}},
    .run = run_compare,
};
