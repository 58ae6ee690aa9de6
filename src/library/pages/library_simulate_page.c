/*
 * Simulation step by step, without a script and without writing anything: the page carries the log
 * of what was chosen, the process is played from its beginning, and the tokens stand on the
 * drawing.
 */
#include "library_simulate.h"

#include <string.h>
#include "library_simulate_html.h"
#include "text.h"

enum { MARKS_MAX = 4000 };

/* ---- the drawing ---- */

static void mark(struct library_marks *marks, const struct bpmn_element *element,
                 enum drawing_mark_kind kind, const char *text) {
    if (element == NULL || element->id == NULL || marks->count == MARKS_MAX) {
        return;
    }
    for (size_t i = 0; i < marks->count; i++) {
        struct drawing_mark *item = &marks->items[i];
        if (strcmp(item->element_id, element->id) == 0 &&
            (item->kind == kind || kind == DRAWING_DONE)) {
            item->count += kind != DRAWING_DONE;
            return;
        }
    }
    marks->items[marks->count++] = (struct drawing_mark){element->id, kind, 1, text};
}

/* Where tokens have been, each element once; those of other files are not on this drawing. */
static void mark_done(struct library_simulating *s, struct library_marks *marks) {
    const struct bpmn *bpmn = s->opened.file.bpmn;
    const struct library_played *played = &s->view.played;
    bool *seen = ARENA_ARRAY(s->opened.arena, bpmn->element_count, bool);
    for (size_t i = 0; seen != NULL && i < played->count; i++) {
        for (size_t k = 0; k < played->moments[i].effect_count; k++) {
            const struct engine_effect *effect = &played->moments[i].effects[k];
            const struct bpmn_element *element = effect->element;
            bool was_there = effect->type == ENGINE_TOOK || effect->type == ENGINE_LEFT ||
                             effect->type == ENGINE_ENTERED;
            if (was_there && element != NULL && element->index < bpmn->element_count &&
                bpmn->elements[element->index] == element && !seen[element->index]) {
                seen[element->index] = true;
                mark(marks, element, DRAWING_DONE, NULL);
            }
        }
    }
}

static enum err picture(struct library_simulating *s) {
    const struct library_played *played = &s->view.played;
    struct library_marks marks = {.items =
                                      ARENA_ARRAY(s->opened.arena, MARKS_MAX, struct drawing_mark)};
    if (marks.items == NULL) {
        return err_failed();
    }
    size_t tokens = played->state != NULL ? engine_token_count(played->state) : 0;
    for (size_t i = 0; i < tokens; i++) {
        struct engine_token_view token = engine_token(played->state, i);
        bool stuck = token.wait == ENGINE_AT_INCIDENT;
        if (stuck || (token.wait != ENGINE_IN_SCOPE && token.wait != ENGINE_IN_LOOP)) {
            mark(&marks, token.element, stuck ? DRAWING_INCIDENT : DRAWING_TOKEN,
                 library_wait_text(s->opened.arena, &token));
        }
    }
    mark_done(s, &marks);
    return library_draw(&s->opened, 0, LIBRARY_ELEMENT, &marks, &s->view.picture);
}

static enum err processes(struct page *page, struct library_simulating *s) {
    const struct bpmn *bpmn = s->opened.file.bpmn;
    const struct bpmn_element *shown = engine_process(s->definition);
    struct web_crumb *links = ARENA_ARRAY(page->arena, bpmn->element_count + 1, struct web_crumb);
    for (size_t i = 0; links != NULL && i < bpmn->element_count; i++) {
        const struct bpmn_element *element = bpmn->elements[i];
        if (element->type != BPMN_PROCESS || element->id == NULL) {
            continue;
        }
        const struct page_query_pair pairs[] = {{"process", element->id}};
        const char *href = page_href(page, http_path(page->req), pairs, 1);
        links[s->view.process_count++] =
            (struct web_crumb){element->name != NULL ? element->name : element->id, href};
        s->view.process_href = element == shown ? href : s->view.process_href;
    }
    s->view.process_count = s->view.process_count > 1 ? s->view.process_count : 0;
    s->view.processes = links;
    s->view.process_id = shown->id != NULL ? shown->id : "";
    s->view.process_name = shown->name;
    return links != NULL ? ERR_NONE : err_failed();
}

static enum err played(struct page *page, void *context, enum err result) {
    struct library_simulating *s = context;
    enum err err = result == ERR_NONE ? picture(s) : result;
    if (err == ERR_NONE) {
        err = processes(page, s);
    }
    if (err != ERR_NONE) {
        return err;
    }
    s->view.opened = &s->opened;
    s->view.csrf = page_csrf(page);
    struct html *out = library_page_begin(page, tr("Simulation step by step"), &s->opened.model,
                                          true, s->view.problem != NULL ? 422 : 0);
    library_simulate_html(out, &s->view);
    return page_end(page);
}

/* ---- what was sent ---- */

static enum err begin(struct page *page, const char *process, struct library_simulating **out) {
    struct library_simulating *s = ARENA_NEW(page->arena, struct library_simulating);
    enum err err = s == NULL ? err_failed() : library_open_bytes(page, &s->opened);
    if (err == ERR_NONE) {
        err = library_file_read(s->opened.arena, s->opened.bytes.data, s->opened.bytes.size,
                                &s->opened.file);
    }
    if (err == ERR_NONE && s->opened.file.bpmn == NULL) {
        err = err_set(ERR_NOT_FOUND, "LIB-55", "Only a process can be simulated.", NULL);
    }
    *out = s;
    if (err != ERR_NONE) {
        return err;
    }
    s->chosen = -1;
    s->now_ms = page->now_ms;
    s->view.lines = "";
    s->view.process_id = text_is_blank(process) ? NULL : process;
    err = library_simulate_define(page, s);
    return err == ERR_NONE ? library_answers(s->opened.arena, s->opened.file.bpmn, &s->view.answers)
                           : err;
}

static const char *field(struct page *page, const char *name) {
    const char *value = http_field(page->req, name);
    return value != NULL ? value : "";
}

/* Values of named answers, then the lines; what is wrong is a problem of the page. */
static enum err values_take(struct page *page, struct library_simulating *s) {
    struct arena *arena = s->opened.arena;
    const struct library_answers *answers = &s->view.answers;
    const char **typed = ARENA_ARRAY(arena, answers->count + 1, const char *);
    enum err err = typed == NULL ? err_failed() : ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < answers->count; i++) {
        const char *name = arena_printf(arena, "answer_%zu", i);
        typed[i] = name != NULL ? text_clean(arena, field(page, name), false) : NULL;
        if (typed[i] == NULL) {
            return err_failed();
        }
        if (typed[i][0] != '\0') {
            err = library_value_add(arena, answers->items[i].name, typed[i], &s->values);
        }
    }
    s->view.typed = typed;
    s->view.lines = field(page, "lines");
    return err == ERR_NONE ? library_values_read(arena, s->view.lines, &s->values) : err;
}

// A simulation of a process: how it can begin.
PAGE(GET, "/desk/models/{id}/versions/{number}/simulate", library_simulate_page, CAN(model_read))
enum err library_simulate_page(struct page *page) {
    struct library_simulating *s = NULL;
    enum err err = begin(page, page_query(page, "process"), &s);
    return err == ERR_NONE ? page_brief(page, library_simulate_work, s, played) : err;
}

// The next step of a simulation, or one back. Nothing is written.
PAGE(POST, "/desk/models/{id}/versions/{number}/simulate", library_simulate_step, CAN(model_read))
enum err library_simulate_step(struct page *page) {
    struct library_simulating *s = NULL;
    const char *act = field(page, "act");
    enum err err = begin(page, field(page, "process"), &s);
    if (err != ERR_NONE) {
        return err;
    }
    s->log = strcmp(act, "again") == 0 ? "" : field(page, "log");
    s->back = strcmp(act, "back") == 0 ? 1 : 0;
    if (strcmp(act, "go") == 0) {
        err = values_take(page, s);
        err = err != ERR_NONE ? library_simulate_refuse(s, err) : ERR_NONE;
        s->chosen = INT64_MAX; /* nothing: refused, with what to do */
        if (s->view.problem != NULL || !text_int(field(page, "choice"), &s->chosen) ||
            s->chosen < 0) {
            s->chosen = s->view.problem != NULL ? -1 : INT64_MAX;
        }
    }
    return err == ERR_NONE ? page_brief(page, library_simulate_work, s, played) : err;
}
