/* Files of the library: what they are and what is wrong with them. */
#include "library_file.h"

#include <string.h>

#include "decision_view.h"
#include "text.h"
#include "tr.h"

#define BPMN_STANDARD "ISO/IEC 19510"
#define DMN_STANDARD "DMN 1.5"

static bool is_definitions(const struct xml_document *document, const char *uri_start) {
    const struct xml_node *root = document->root;
    return root->uri != NULL && strcmp(root->name, "definitions") == 0 &&
           text_starts_with(root->uri, uri_start);
}

/* What the file calls itself, or the one process in it. */
static const char *name_of(struct arena *arena, const struct library_file *file) {
    const char *name = xml_attribute(file->document->root, "name");
    for (size_t i = 0; text_is_blank(name) && file->bpmn && i < file->bpmn->element_count; i++) {
        const struct bpmn_element *element = file->bpmn->elements[i];
        bool names = element->type == BPMN_PROCESS || element->type == BPMN_PARTICIPANT ||
                     element->type == BPMN_COLLABORATION;
        name = names ? element->name : name;
    }
    return text_clean(arena, text_is_blank(name) ? "" : name, false);
}

enum err library_file_read(struct arena *arena, const void *bytes, size_t length,
                           struct library_file *out) {
    *out = (struct library_file){0};
    if (length == 0) {
        return err_set(ERR_INVALID, "LIB-11", "The file is empty.", NULL);
    }
    if (length > LIBRARY_FILE_MAX) {
        return err_set(ERR_LIMIT, "LIB-10",
                       "The file is larger than 5 megabytes. Divide the model into several files, "
                       "or remove pictures that are kept in it.",
                       NULL);
    }
    enum err err = xml_read(arena, bytes, length, &out->document);
    if (err != ERR_NONE) {
        return err;
    }
    if (is_definitions(out->document, BPMN_URI)) {
        out->kind = LIBRARY_PROCESS;
        err = bpmn_read(arena, bytes, length, &out->bpmn);
        out->document = err == ERR_NONE ? out->bpmn->document : out->document;
    } else if (is_definitions(out->document, "http://www.omg.org/spec/DMN/") ||
               is_definitions(out->document, "https://www.omg.org/spec/DMN/")) {
        out->kind = LIBRARY_DECISION;
        err = decision_read(arena, bytes, length, &out->decision);
    } else {
        return err_set(
            ERR_INVALID, "LIB-9",
            "The file is neither a process (BPMN 2.0) nor a decision (DMN 1.1 to 1.5). "
            "Its first element is {1}. In the modelling tool choose to save or export as "
            "BPMN 2.0 XML or DMN XML.",
            out->document->root->name, NULL);
    }
    out->name = err == ERR_NONE ? name_of(arena, out) : "";
    return err == ERR_NONE && out->name == NULL ? err_failed() : err;
}

/* ---- complaints ---- */

struct listing {
    struct arena *arena;
    struct library_complaint *items;
    size_t count;
    struct library_counts found;
};

static void add(struct listing *listing, const struct library_complaint *complaint) {
    listing->items[listing->count++] = *complaint;
    switch (complaint->severity) {
    case CHECK_ERROR:
        listing->found.errors++;
        break;
    case CHECK_WARNING:
        listing->found.warnings++;
        break;
    case CHECK_NOTE:
        listing->found.notes++;
        break;
    }
}

static enum err check_process(struct listing *listing, const struct bpmn *bpmn) {
    const struct check_report *report;
    enum err err = check_model(listing->arena, bpmn, &report);
    if (err != ERR_NONE) {
        return err;
    }
    listing->items = ARENA_ARRAY(listing->arena, report->count + 1, struct library_complaint);
    if (listing->items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < report->count; i++) {
        const struct check_complaint *from = &report->complaints[i];
        listing->items[listing->count++] = (struct library_complaint){.severity = from->severity,
                                                                      .rule = from->rule,
                                                                      .standard = BPMN_STANDARD,
                                                                      .clause = from->clause,
                                                                      .id = from->id,
                                                                      .name = from->name,
                                                                      .line = from->line,
                                                                      .text = from->text};
    }
    listing->found = (struct library_counts){(int64_t)report->errors, (int64_t)report->warnings,
                                             (int64_t)report->notes};
    return ERR_NONE;
}

/* Findings of tables name their element; the report also wants its id. */
static const char *id_of(const struct decision_view *view, const char *name) {
    for (size_t i = 0; i < view->count; i++) {
        if (strcmp(view->elements[i].name, name) == 0) {
            return view->elements[i].id;
        }
    }
    return NULL;
}

static struct library_complaint complaint_of(struct arena *arena, const struct decision_view *view,
                                             const struct decision_finding *finding) {
    struct library_complaint complaint = {.standard = DMN_STANDARD,
                                          .clause = "8.2",
                                          .id = id_of(view, finding->name),
                                          .name = finding->name,
                                          .example = finding->example,
                                          .example_count = finding->example_count};
    switch (finding->kind) {
    case DECISION_GAP:
        complaint.severity = CHECK_WARNING;
        complaint.rule = "DMN-GAP";
        complaint.text = tr("No rule of the table answers this input.");
        break;
    case DECISION_OVERLAP:
        complaint.severity = CHECK_ERROR;
        complaint.rule = "DMN-OVERLAP";
        complaint.text = tr_fmt(arena,
                                "Rules {1} and {2} both answer this input, yet of this table only "
                                "one rule may answer (hit policy “unique”).",
                                finding->row, finding->other_row);
        break;
    case DECISION_NOT_PROVEN:
        complaint.severity = CHECK_NOTE;
        complaint.rule = "DMN-UNPROVEN";
        complaint.text = tr_fmt(arena, "Whether the table has gaps or overlaps is not proven. {1}",
                                tr(finding->reason));
        break;
    }
    return complaint;
}

static enum err check_decision(struct listing *listing, const struct decision_model *model) {
    struct arena *arena = listing->arena;
    struct decision_findings *findings = ARENA_NEW(arena, struct decision_findings);
    struct decision_faults faults = {0};
    struct decision_view view = {0};
    enum err err = findings != NULL ? decision_view(arena, model, &view) : err_failed();
    if (err == ERR_NONE) {
        err = decision_broken(arena, model, &faults);
    }
    if (err == ERR_NONE) {
        err = decision_check(arena, model, findings);
    }
    if (err != ERR_NONE) {
        return err;
    }
    listing->items =
        ARENA_ARRAY(arena, faults.count + findings->count + 1, struct library_complaint);
    if (listing->items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < faults.count; i++) {
        const struct decision_fault *fault = &faults.items[i];
        add(listing, &(struct library_complaint){.severity = CHECK_ERROR,
                                                 .rule = fault->code,
                                                 .standard = DMN_STANDARD,
                                                 .clause = "10.3",
                                                 .id = fault->id,
                                                 .name = fault->name,
                                                 .text = fault->message});
    }
    for (size_t i = 0; i < findings->count; i++) {
        const struct library_complaint complaint = complaint_of(arena, &view, &findings->items[i]);
        add(listing, &complaint);
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

enum err library_file_check(struct arena *arena, const struct library_file *file,
                            struct library_report *out) {
    struct listing listing = {.arena = arena};
    enum err err = file->kind == LIBRARY_PROCESS ? check_process(&listing, file->bpmn)
                                                 : check_decision(&listing, file->decision);
    *out = (struct library_report){listing.items, listing.count, listing.found};
    return err;
}
