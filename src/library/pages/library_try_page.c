/* Trying a decision: inputs typed, the answer and its reasons. Nothing is written. */
#include "library_try_view.h"

#include <string.h>
#include "library_try_html.h"
#include "text.h"

static const struct form_option yes_no[] = {{"true", TR_NOOP("yes"), NULL},
                                            {"false", TR_NOOP("no"), NULL}};

struct trying {
    struct library_opened opened;
    struct decision_view view;
    struct form *form;
    const char **names; /* of the fields, by element; NULL: it has none */
    struct library_question question;
    struct decision_result result;
    size_t wrong;
};

static const char *hint_of(const struct decision_element *element) {
    switch (element->kind) {
    case FEEL_TIME:
        return TR_NOOP("For example 14:30:00");
    case FEEL_DATE_TIME:
        return TR_NOOP("Gregorian, for example 2025-11-23T14:30:00");
    case FEEL_DAYS_DURATION:
        return TR_NOOP("For example P2DT3H: two days and three hours");
    case FEEL_MONTHS_DURATION:
        return TR_NOOP("For example P1Y6M: one year and six months");
    case FEEL_STRING:
    case FEEL_NUMBER:
    case FEEL_BOOLEAN:
    case FEEL_DATE:
        return NULL;
    default:
        return TR_NOOP("In FEEL, for example 12, \"text\", [1, 2] or {name: \"text\"}");
    }
}

static enum err field_of(struct arena *arena, const struct decision_element *element,
                         const char *name, struct form_field *out) {
    *out = (struct form_field){.name = name,
                               .type = FORM_TEXT,
                               .label = element->name,
                               .hint = hint_of(element),
                               .max = 1000,
                               .latin = element->kind != FEEL_STRING};
    if (element->kind == FEEL_DATE) {
        out->type = FORM_DATE;
    } else if (element->kind == FEEL_BOOLEAN) {
        out->type = FORM_SELECT;
        out->options = yes_no;
        out->option_count = COUNT_OF(yes_no);
    } else if (element->kind == FEEL_STRING && element->option_count > 0) {
        struct form_option *options = ARENA_ARRAY(arena, element->option_count, struct form_option);
        for (size_t i = 0; options != NULL && i < element->option_count; i++) {
            options[i] = (struct form_option){element->options[i], element->options[i], NULL};
        }
        out->type = FORM_SELECT;
        out->options = options;
        out->option_count = element->option_count;
        return options != NULL ? ERR_NONE : err_failed();
    }
    return ERR_NONE;
}

static enum err form_make(struct page *page, struct trying *trying) {
    const struct decision_view *view = &trying->view;
    bool *needed = ARENA_ARRAY(page->arena, view->count + 1, bool);
    struct form_field *fields = ARENA_ARRAY(page->arena, LIBRARY_INPUTS_MAX, struct form_field);
    trying->names = ARENA_ARRAY(page->arena, view->count + 1, const char *);
    if (needed == NULL || fields == NULL || trying->names == NULL) {
        return err_failed();
    }
    size_t count = 0;
    library_needed(view, trying->question.element, needed);
    for (size_t i = 0; i < view->count && count < LIBRARY_INPUTS_MAX; i++) {
        if (!needed[i]) {
            continue;
        }
        trying->names[i] = arena_printf(page->arena, "in_%zu", i);
        enum err err = trying->names[i] != NULL ? field_of(page->arena, &view->elements[i],
                                                           trying->names[i], &fields[count++])
                                                : err_failed();
        if (err != ERR_NONE) {
            return err;
        }
    }
    trying->form = form_create(page->arena, fields, count);
    return trying->form != NULL ? ERR_NONE : err_failed();
}

static enum err draw(struct page *page, struct trying *trying, bool answered, const char *failed) {
    const struct library_try_view view = {.opened = &trying->opened,
                                          .model = &trying->view,
                                          .element = trying->question.element,
                                          .form = trying->form,
                                          .answered = answered,
                                          .result = &trying->result,
                                          .failed = failed};
    bool wrong = failed != NULL || !form_ok(trying->form);
    struct html *out = library_page_begin(page, tr("Try it with inputs"), &trying->opened.model,
                                          false, wrong ? 422 : 0);
    library_try_html(out, &view);
    return page_end(page);
}

static enum err ask(struct store *store, void *context) {
    (void)store;
    struct trying *trying = context;
    return library_ask(trying->opened.arena, &trying->question, &trying->result, &trying->wrong);
}

static enum err asked(struct page *page, void *context, enum err result) {
    struct trying *trying = context;
    if (result == ERR_NONE) {
        return draw(page, trying, true, NULL);
    }
    if (result != ERR_INVALID && result != ERR_LIMIT && result != ERR_NOT_FOUND) {
        return result;
    }
    const char *message = arena_strdup(page->arena, err_last()->message);
    if (message == NULL) {
        return err_failed();
    }
    if (trying->wrong < trying->view.count) {
        form_error(trying->form, trying->names[trying->wrong], message);
        return draw(page, trying, false, NULL);
    }
    return draw(page, trying, false, message);
}

static enum err typed_read(struct page *page, struct trying *trying) {
    const struct http_field *queries;
    size_t count = http_queries(page->req, &queries);
    const char **typed = ARENA_ARRAY(page->arena, trying->view.count + 1, const char *);
    if (typed == NULL) {
        return err_failed();
    }
    enum err err = form_read_fields(trying->form, queries, count);
    for (size_t i = 0; i < trying->view.count; i++) {
        typed[i] = trying->names[i] != NULL ? form_value(trying->form, trying->names[i]) : NULL;
    }
    trying->question.typed = typed;
    return err == ERR_INVALID ? ERR_NONE : err;
}

// A decision, tried with inputs: what it says and why. Nothing is written.
PAGE(GET, "/desk/models/{id}/versions/{number}/try", library_try_page, CAN(model_read))
enum err library_try_page(struct page *page) {
    struct trying *trying = ARENA_NEW(page->arena, struct trying);
    enum err err = trying != NULL ? library_open(page, &trying->opened) : err_failed();
    if (err == ERR_NONE && trying->opened.file.decision == NULL) {
        err = err_set(ERR_NOT_FOUND, "LIB-31", "Only a decision can be tried with inputs.", NULL);
    }
    if (err == ERR_NONE) {
        err = decision_view(trying->opened.arena, trying->opened.file.decision, &trying->view);
    }
    if (err != ERR_NONE) {
        return err;
    }
    trying->question = (struct library_question){
        .model = trying->opened.file.decision,
        .view = &trying->view,
        .element = library_asked(&trying->view, page_query(page, "decision")),
        .now_ms = page->now_ms};
    if (trying->question.element == trying->view.count) {
        return err_set(ERR_NOT_FOUND, "LIB-32", "The file has no such decision.", NULL);
    }
    err = form_make(page, trying);
    if (err != ERR_NONE || page_query(page, "ask") == NULL) {
        return err != ERR_NONE ? err : draw(page, trying, false, NULL);
    }
    err = typed_read(page, trying);
    if (err != ERR_NONE || !form_ok(trying->form)) {
        return err != ERR_NONE ? err : draw(page, trying, false, NULL);
    }
    return page_brief(page, ask, trying, asked);
}
