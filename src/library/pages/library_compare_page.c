/* The as-is beside the to-be: both drawings marked, what each asks of the citizen, what changes. */
#include "library_compare_view.h"

#include <string.h>
#include "library_compare_html.h"
#include "library_other_html.h"
#include "library_sql.h"
#include "text.h"
#include "vocabulary.h"

#define AS_IS_ELEMENT "a-"
#define TO_BE_ELEMENT "b-"

const char *library_element_name(const struct bpmn_element *element) {
    return element->name != NULL ? element->name
           : element->id != NULL ? element->id
                                 : bpmn_type_name(element->type);
}

const char *library_visit_reason(const struct journey_visit *visit) {
    int reason =
        visit->reason != NULL ? vocabulary_value(VOCABULARY_VISIT_REASON, visit->reason) : 0;
    return vocabulary_label(VOCABULARY_VISIT_REASON,
                            reason != 0 ? reason : (int)VISIT_REASON_UNKNOWN);
}

const char *library_mark_tag(enum journey_mark mark) {
    static const char *const tags[] = {[JOURNEY_SAME] = "govuk-tag--grey",
                                       [JOURNEY_ADDED] = "govuk-tag--blue",
                                       [JOURNEY_REMOVED] = "govuk-tag--red",
                                       [JOURNEY_CHANGED] = "govuk-tag--yellow"};
    return tags[mark];
}

const char *library_differences(struct arena *arena, uint32_t differences) {
    const char *text = "";
    for (uint32_t bit = 0; text != NULL && bit < JOURNEY_DIFFERENCES; bit++) {
        uint32_t one = differences & UINT32_C(1) << bit;
        if (one != 0) {
            text = arena_printf(arena, "%s%s%s", text, text[0] != '\0' ? "، " : "",
                                journey_difference_label(one));
        }
    }
    return text;
}

/* Any model by its id in its newest version, read. */
static enum err open_newest(struct page *page, const char *id, struct library_opened *out) {
    enum err err = library_get(page->db, page->arena, id, &out->model);
    out->version = out->model.last;
    out->arena = err == ERR_NONE ? library_file_arena(page) : NULL;
    if (err == ERR_NONE && out->arena == NULL) {
        err = err_failed();
    }
    if (err == ERR_NONE) {
        err = library_bytes(page->db, out->arena, id, out->model.newest, &out->bytes);
    }
    if (err == ERR_NONE) {
        err = library_file_read(out->arena, out->bytes.data, out->bytes.size, &out->file);
    }
    if (err == ERR_NONE && out->file.bpmn == NULL) {
        err = err_set(ERR_INVALID, "LIB-40", "Only processes are compared, not decisions.", NULL);
    }
    return err;
}

/* ---- drawings ---- */

static enum err picture(const struct library_opened *opened, const enum journey_mark *marks,
                        const char *prefix, struct library_picture *out) {
    static const enum drawing_mark_kind kinds[] = {[JOURNEY_ADDED] = DRAWING_ADDED,
                                                   [JOURNEY_REMOVED] = DRAWING_REMOVED,
                                                   [JOURNEY_CHANGED] = DRAWING_CHANGED};
    const struct bpmn *bpmn = opened->file.bpmn;
    struct library_marks list;
    struct drawing_mark *items = NULL;
    enum err err = library_marks(opened, &list);
    if (err == ERR_NONE) {
        items =
            ARENA_ARRAY(opened->arena, list.count + bpmn->element_count + 1, struct drawing_mark);
        err = items == NULL ? err_failed() : ERR_NONE;
    }
    if (err != ERR_NONE) {
        return err;
    }
    memcpy(items, list.items, list.count * sizeof *items);
    list.items = items;
    for (size_t i = 0; i < bpmn->element_count; i++) {
        const struct bpmn_element *element = bpmn->elements[i];
        enum journey_mark mark = marks[element->index];
        if (element->id != NULL && mark != JOURNEY_SAME && bpmn_is(element, BPMN_IS_NODE)) {
            items[list.count++] = (struct drawing_mark){element->id, kinds[mark], 0, NULL};
        }
    }
    return library_draw(opened, 0, prefix, &list, out);
}

static enum err compare(struct page *page, struct library_compare_view *view) {
    struct arena *arena = library_file_arena(page);
    enum err err = arena == NULL ? err_failed()
                                 : journey_compare(arena, view->as_is->file.bpmn,
                                                   view->to_be->file.bpmn, &view->comparison);
    if (err == ERR_NONE) {
        err = picture(view->as_is, view->comparison->as_is_marks, AS_IS_ELEMENT,
                      &view->as_is_picture);
    }
    if (err == ERR_NONE) {
        err = picture(view->to_be, view->comparison->to_be_marks, TO_BE_ELEMENT,
                      &view->to_be_picture);
    }
    if (err != ERR_NONE) {
        return err;
    }
    struct html *out =
        library_page_begin(page, tr("As-is and to-be side by side"), view->model, true, 0);
    library_compare_html(out, view);
    return page_end(page);
}

/* ---- which two ---- */

/* The process of the same service that shows the other state; *id NULL: there is none. */
static enum err counterpart(struct page *page, const struct library_model *model, const char **id) {
    struct library_list list;
    enum library_role other = model->role == LIBRARY_IS_TO_BE ? LIBRARY_IS_AS_IS : LIBRARY_IS_TO_BE;
    const struct library_filter filter = {.kind = 1 + LIBRARY_PROCESS,
                                          .role = 1 + (int)other,
                                          .service_id = model->service_id,
                                          .limit = 1};
    *id = NULL;
    if (model->service_id[0] == '\0') {
        return ERR_NONE;
    }
    enum err err = library_models(page->db, page->arena, &filter, &list);
    *id = err == ERR_NONE && list.count > 0 ? list.rows[0].id : NULL;
    return err;
}

static enum err choose(struct page *page, const struct library_model *model) {
    struct library_list others;
    const char *words = page_query(page, "q");
    const struct library_filter filter = {.kind = 1 + LIBRARY_PROCESS, .words = words};
    enum err err = library_models(page->db, page->arena, &filter, &others);
    if (err != ERR_NONE) {
        return err;
    }
    const struct library_compare_view view = {
        .model = model, .others = &others, .words = words != NULL ? words : ""};
    struct html *out =
        library_page_begin(page, tr("As-is and to-be side by side"), model, false, 0);
    library_other_html(out, &view);
    return page_end(page);
}

// A process beside another one: as-is and to-be, and what changes for the citizen.
PAGE(GET, "/desk/models/{id}/compare", library_compare_page, CAN(model_read))
enum err library_compare_page(struct page *page) {
    struct library_opened one = {0};
    struct library_opened other = {0};
    const char *with = page_query(page, "with");
    enum err err = open_newest(page, page_param(page, "id"), &one);
    if (err == ERR_NONE && text_is_blank(with) && page_query(page, "q") == NULL) {
        err = counterpart(page, &one.model, &with);
    }
    if (err != ERR_NONE || text_is_blank(with)) {
        return err != ERR_NONE ? err : choose(page, &one.model);
    }
    err = open_newest(page, with, &other);
    if (err != ERR_NONE) {
        return err;
    }
    bool swapped = one.model.role == LIBRARY_IS_TO_BE && other.model.role != LIBRARY_IS_TO_BE;
    struct library_compare_view view = {
        .as_is = swapped ? &other : &one, .to_be = swapped ? &one : &other, .model = &one.model};
    return compare(page, &view);
}
