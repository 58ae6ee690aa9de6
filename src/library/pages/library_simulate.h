/*
 * A simulation under way, between what was sent and what is drawn: the process with the models it
 * calls and asks, the log, the choices.
 */
#ifndef KHAJU_LIBRARY_SIMULATE_H
#define KHAJU_LIBRARY_SIMULATE_H

#include "library_simulate_view.h"

enum { LIBRARY_COMPANIONS_MAX = 30 }; /* other models that are read to be called or asked */

struct library_simulating {
    struct library_opened opened;
    struct library_simulate_view view;
    const struct bpmn *models[LIBRARY_COMPANIONS_MAX + 1];
    const struct decision_model *decisions[LIBRARY_COMPANIONS_MAX];
    struct engine_library library;
    const struct engine_definition *definition;
    struct library_values values;
    const char *log;
    size_t back;
    int64_t chosen; /* of the choices before the step; -1: none */
    int64_t now_ms;
    struct engine_event next;
};

/* Defines the process of s->view.process_id (NULL: the first that can run). */
enum err library_simulate_define(struct page *page, struct library_simulating *s) WARN_UNUSED;
/* Plays the log and the chosen step, and lists what can happen then; for page_brief. context: the
   struct. What does not fit is s->view.problem, not an error. */
enum err library_simulate_work(struct store *store, void *context) WARN_UNUSED;
/* What people can mend becomes the page's problem; other errors are returned. */
enum err library_simulate_refuse(struct library_simulating *s, enum err err) WARN_UNUSED;

#endif
