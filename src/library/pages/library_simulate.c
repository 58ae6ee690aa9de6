/*
 * A simulation under way: which models belong to it, what can happen in its state, the next step.
 */
#include "library_simulate.h"

#include <string.h>

#define ZONE "Asia/Tehran" /* of calendar.h */

enum { COMPANION_BYTES_MAX = 10 << 20 }; /* of all of them */

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
static enum err companions(struct page *page, struct library_simulating *s,
                           enum library_kind kind) {
    struct arena *arena = s->opened.arena;
    struct library_list list;
    size_t bytes = 0;
    const struct library_filter filter = {.kind = 1 + (int)kind, .limit = LIBRARY_COMPANIONS_MAX};
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

enum err library_simulate_define(struct page *page, struct library_simulating *s) {
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

static enum err add_choice(struct library_simulating *s, struct library_choice_now *choices,
                           const char *label) {
    choices[s->view.choice_count] = (struct library_choice_now){
        arena_printf(s->opened.arena, "%zu", s->view.choice_count), label};
    s->view.choice_count++;
    return label != NULL && !arena_failed(s->opened.arena) ? ERR_NONE : err_failed();
}

/* The start events of the process; the chosen one begins it. */
static enum err choices_to_begin(struct library_simulating *s, int64_t chosen,
                                 struct engine_event *event) {
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

static enum err choices_to_go_on(struct library_simulating *s, const struct engine_state *state,
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
static enum err choices(struct library_simulating *s, const struct engine_state *state,
                        int64_t chosen, struct engine_event *event) {
    s->view.choice_count = 0;
    return state == NULL ? choices_to_begin(s, chosen, event)
                         : choices_to_go_on(s, state, chosen, event);
}

/* ---- the step ---- */

enum err library_simulate_refuse(struct library_simulating *s, enum err err) {
    if (err != ERR_INVALID && err != ERR_LIMIT && err != ERR_NOT_FOUND) {
        return err;
    }
    s->view.problem = arena_strdup(s->opened.arena, err_last()->message);
    return s->view.problem != NULL ? ERR_NONE : err_failed();
}

static enum err step(struct library_simulating *s) {
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

enum err library_simulate_work(struct store *store, void *context) {
    (void)store;
    struct library_simulating *s = context;
    enum err err = step(s);
    err = err != ERR_NONE ? library_simulate_refuse(s, err) : ERR_NONE;
    return err == ERR_NONE ? choices(s, s->view.played.state, -1, NULL) : err;
}
