/*
 * Simulation step by step, without a script and without writing anything: the page carries the log
 * of what was chosen, the process is played from its beginning, and the tokens stand on the
 * drawing.
 */
#include "library_simulate_view.h"

#include <string.h>
#include "library_simulate_html.h"
#include "text.h"

#define ZONE "Asia/Tehran" /* of calendar.h */

enum {
    COMPANIONS_MAX = 30,            /* other models that are read to be called or asked */
    COMPANION_BYTES_MAX = 10 << 20, /* of all of them */
    MARKS_MAX = 4000,
};

struct simulating {
    struct library_opened opened;
    struct library_simulate_view view;
    const struct bpmn *models[COMPANIONS_MAX + 1];
    const struct decision_model *decisions[COMPANIONS_MAX];
    struct engine_library library;
    const struct engine_definition *definition;
    struct library_values values;
    const char *log;
    size_t back;
    int64_t chosen; /* of the choices before the step; -1: none */
    int64_t now_ms;
    struct engine_event next;
};

/* ---- what the process calls and asks ---- */

static bool asks(const struct bpmn *bpmn, enum library_kind kind) {
    for (size_t i = 0; i < bpmn->element_count; i++) {
        const struct bpmn_element *element = bpmn->elements[i];
        bool rule = element->type == BPMN_RULE_TASK;
        bool call = element->type == BPMN_CALL_ACTIVITY &&
                    ((const struct bpmn_node *)element)->called == NULL;
        if (kind == LIBRARY_DECISION ? rule : call) {
            return true;
        }
    }
    return false;
}

/* The newest version of other models of this kind; what cannot be read is left out. */
static enum err companions(struct page *page, struct simulating *s, enum library_kind kind) {
    struct arena *arena = s->opened.arena;
    struct library_list list;
    size_t bytes = 0;
    const struct library_filter filter = {.kind = 1 + (int)kind, .limit = COMPANIONS_MAX};
    enum err err = library_models(page->db, page->arena, &filter, &list);
    for (size_t i = 0; err == ERR_NONE && i < list.count; i++) {
        const struct library_model *model = &list.rows[i];
        struct store_blob blob;
        struct library_file file;
        bytes += (size_t)model->last.size;
        if (strcmp(model->id, s->opened.model.id) == 0 || bytes > COMPANION_BYTES_MAX) {
            continue;
        }
        err = library_bytes(page->db, arena, model->id, model->newest, &blob);
        if (err != ERR_NONE || library_file_read(arena, blob.data, blob.size, &file) != ERR_NONE) {
            continue;
        }
        if (file.bpmn != NULL) {
            s->models[s->library.model_count++] = file.bpmn;
        } else {
            s->decisions[s->library.decision_count++] = file.decision;
        }
    }
    return err;
}

static enum err define(struct page *page, struct simulating *s) {
    const struct bpmn *bpmn = s->opened.file.bpmn;
    enum err err = ERR_NONE;
    s->models[0] = bpmn;
    s->library = (struct engine_library){
        .models = s->models, .model_count = 1, .decisions = s->decisions, .zone = ZONE};
    for (int kind = 0; err == ERR_NONE && kind < LIBRARY_KIND_COUNT; kind++) {
        if (asks(bpmn, (enum library_kind)kind)) {
            err = companions(page, s, (enum library_kind)kind);
        }
    }
    return err == ERR_NONE
               ? engine_define(s->opened.arena, &s->library, s->view.process_id, &s->definition)
               : err;
}

/* ---- what can happen ---- */

static enum err add_choice(struct simulating *s, struct library_choice_now *choices,
                           const char *label) {
    choices[s->view.choice_count] = (struct library_choice_now){
        arena_printf(s->opened.arena, "%zu", s->view.choice_count), label};
    s->view.choice_count++;
    return label != NULL && !arena_failed(s->opened.arena) ? ERR_NONE : err_failed();
}

/* The start events of the process; the chosen one begins it. */
static enum err choices_to_begin(struct simulating *s, int64_t chosen, struct engine_event *event) {
    const struct bpmn_element *process = engine_process(s->definition);
    const struct bpmn *bpmn = s->opened.file.bpmn;
    struct library_choice_now *choices =
        ARENA_ARRAY(s->opened.arena, bpmn->element_count + 1, struct library_choice_now);
    enum err err = choices == NULL ? err_failed() : ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < bpmn->element_count; i++) {
        const struct bpmn_element *element = bpmn->elements[i];
        if (element->type != BPMN_START_EVENT || element->scope == NULL ||
            element->scope->owner != process) {
            continue;
        }
        if ((int64_t)s->view.choice_count == chosen && event != NULL) {
            event->type = ENGINE_START;
            event->element = element->id;
        }
        const struct engine_wanted wanted = {.type = ENGINE_START, .element = element};
        err = add_choice(s, choices, library_wanted_text(s->opened.arena, &wanted));
    }
    if (err == ERR_NONE && s->view.choice_count == 0) {
        const struct engine_wanted wanted = {.type = ENGINE_START, .element = process};
        err = add_choice(s, choices, library_wanted_text(s->opened.arena, &wanted));
    }
    s->view.choices = choices;
    return err;
}

static void event_of(const struct engine_wanted *wanted, struct engine_event *event) {
    event->type = wanted->type;
    event->token = wanted->token;
    event->element = wanted->element->id;
    event->name = wanted->name;
    if (wanted->type == ENGINE_TIME) {
        event->at = wanted->due;
        event->token = 0;
        event->element = NULL;
    }
}

static enum err choices_to_go_on(struct simulating *s, const struct engine_state *state,
                                 int64_t chosen, struct engine_event *event) {
    const struct engine_wanted *wanted;
    size_t count = 0;
    enum err err = engine_wanted(s->opened.arena, state, &wanted, &count);
    struct library_choice_now *choices =
        err == ERR_NONE ? ARENA_ARRAY(s->opened.arena, count + 1, struct library_choice_now) : NULL;
    if (choices == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    for (size_t i = 0; err == ERR_NONE && i < count; i++) {
        if ((int64_t)i == chosen && event != NULL) {
            event_of(&wanted[i], event);
        }
        err = add_choice(s, choices, library_wanted_text(s->opened.arena, &wanted[i]));
    }
    s->view.choices = choices;
    return err;
}

/* Lists what can happen in the state; of the chosen one also makes the event. */
static enum err choices(struct simulating *s, const struct engine_state *state, int64_t chosen,
                        struct engine_event *event) {
    s->view.choice_count = 0;
    return state == NULL ? choices_to_begin(s, chosen, event)
                         : choices_to_go_on(s, state, chosen, event);
}

/* ---- the step ---- */

static enum err refuse(struct simulating *s, enum err err) {
    if (err != ERR_INVALID && err != ERR_LIMIT && err != ERR_NOT_FOUND) {
        return err;
    }
    s->view.problem = arena_strdup(s->opened.arena, err_last()->message);
    return s->view.problem != NULL ? ERR_NONE : err_failed();
}

static enum err step(struct simulating *s) {
    struct arena *arena = s->opened.arena;
    struct library_played *played = &s->view.played;
    enum err err = library_play(arena, s->definition, s->log, s->back, NULL, played);
    if (err != ERR_NONE || s->chosen < 0) {
        return err;
    }
    s->next =
        (struct engine_event){.at = played->state != NULL ? engine_now(played->state) : s->now_ms};
    err = choices(s, played->state, s->chosen, &s->next);
    if (err == ERR_NONE && s->chosen >= (int64_t)s->view.choice_count) {
        return err_set(ERR_INVALID, "LIB-54", "Choose what happens next.", NULL);
    }
    struct feel_context *values = err == ERR_NONE ? ARENA_NEW(arena, struct feel_context) : NULL;
    if (values == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    *values = (struct feel_context){s->values.count, s->values.items};
    s->next.variables = s->values.count > 0 ? values : NULL;
    return library_play(arena, s->definition, s->log, s->back, &s->next, played);
}

static enum err work(struct store *store, void *context) {
    (void)store;
    struct simulating *s = context;
    enum err err = step(s);
    err = err != ERR_NONE ? refuse(s, err) : ERR_NONE;
    return err == ERR_NONE ? choices(s, s->view.played.state, -1, NULL) : err;
}

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

static enum err picture(struct simulating *s) {
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
    for (size_t i = 0; i < played->count; i++) {
        for (size_t k = 0; k < played->moments[i].effect_count; k++) {
            const struct engine_effect *effect = &played->moments[i].effects[k];
            if (effect->type == ENGINE_TOOK || effect->type == ENGINE_LEFT ||
                effect->type == ENGINE_ENTERED) {
                mark(&marks, effect->element, DRAWING_DONE, NULL);
            }
        }
    }
    return library_draw(&s->opened, 0, LIBRARY_ELEMENT, &marks, &s->view.picture);
}

static enum err processes(struct page *page, struct simulating *s) {
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
    struct simulating *s = context;
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

static enum err begin(struct page *page, const char *process, struct simulating **out) {
    struct simulating *s = ARENA_NEW(page->arena, struct simulating);
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
    err = define(page, s);
    return err == ERR_NONE ? library_answers(s->opened.arena, s->opened.file.bpmn, &s->view.answers)
                           : err;
}

static const char *field(struct page *page, const char *name) {
    const char *value = http_field(page->req, name);
    return value != NULL ? value : "";
}

/* Values of named answers, then the lines; what is wrong is a problem of the page. */
static enum err values_take(struct page *page, struct simulating *s) {
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
    struct simulating *s = NULL;
    enum err err = begin(page, page_query(page, "process"), &s);
    return err == ERR_NONE ? page_brief(page, work, s, played) : err;
}

// The next step of a simulation, or one back. Nothing is written.
PAGE(POST, "/desk/models/{id}/versions/{number}/simulate", library_simulate_step, CAN(model_read))
enum err library_simulate_step(struct page *page) {
    struct simulating *s = NULL;
    const char *act = field(page, "act");
    enum err err = begin(page, field(page, "process"), &s);
    if (err != ERR_NONE) {
        return err;
    }
    s->log = strcmp(act, "again") == 0 ? "" : field(page, "log");
    s->back = strcmp(act, "back") == 0 ? 1 : 0;
    if (strcmp(act, "go") == 0) {
        err = values_take(page, s);
        err = err != ERR_NONE ? refuse(s, err) : ERR_NONE;
        s->chosen = INT64_MAX; /* nothing: refused, with what to do */
        if (s->view.problem != NULL || !text_int(field(page, "choice"), &s->chosen) ||
            s->chosen < 0) {
            s->chosen = s->view.problem != NULL ? -1 : INT64_MAX;
        }
    }
    return err == ERR_NONE ? page_brief(page, work, s, played) : err;
}
