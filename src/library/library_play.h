/*
 * A process tried step by step. Nothing is kept but the log of what was chosen: engine's states
 * follow from it, so a step back is a shorter log, and a page can carry it. Pure; everything in the
 * arena.
 */
#ifndef KHAJU_LIBRARY_PLAY_H
#define KHAJU_LIBRARY_PLAY_H

#include "engine.h"

enum {
    LIBRARY_EVENTS_MAX = 200,    /* of one simulation */
    LIBRARY_LOG_MAX = 128 << 10, /* bytes of its log */
    LIBRARY_ANSWERS_MAX = 30,    /* variables that are asked for by name */
    LIBRARY_VALUES_MAX = 50,     /* given with one event */
};

/* One event and what came of it. */
struct library_moment {
    struct engine_event event;
    const struct bpmn_element *element; /* what the event was about; NULL: nothing in particular */
    const struct engine_effect *effects;
    size_t effect_count;
};

struct library_played {
    const struct library_moment *moments;
    size_t count;
    const struct engine_state *state; /* NULL: not begun */
    const char *log;                  /* of all of them, as it can be read again */
};

/* Plays a log ("" or "[]": nothing), without its last `back` events, and then next (NULL: no more).
   LIB-50: the log is not one of this process; LIB-51: too long. When next does not fit, its error
   is returned, and out holds what was played before it. */
enum err library_play(struct arena *arena, const struct engine_definition *definition,
                      const char *log, size_t back, const struct engine_event *next,
                      struct library_played *out) WARN_UNUSED;

/* ---- variables ---- */

/* What conditions of the file compare with constants: «کافی = false» asks for «کافی», yes or no. */
struct library_answer {
    const char *name;
    bool yes_no;
    const char *example; /* a constant it is compared with, as FEEL writes it */
};
struct library_answers {
    const struct library_answer *items;
    size_t count;
};
enum err library_answers(struct arena *arena, const struct bpmn *bpmn,
                         struct library_answers *out) WARN_UNUSED;

/* Lines "name = value" (FEEL; «بله» and «خیر», Persian digits and plain words are understood) added
   to a list of at most LIBRARY_VALUES_MAX entries. LIB-52 names the line that is none. */
struct library_values {
    struct feel_entry items[LIBRARY_VALUES_MAX];
    size_t count;
};
enum err library_values_read(struct arena *arena, const char *lines,
                             struct library_values *out) WARN_UNUSED;
enum err library_value_add(struct arena *arena, const char *name, const char *typed,
                           struct library_values *out) WARN_UNUSED;

/* ---- in words ---- */
const char *library_event_text(struct arena *arena, const struct library_moment *moment);
const char *library_effect_text(struct arena *arena, const struct engine_effect *effect);
const char *library_wanted_text(struct arena *arena, const struct engine_wanted *wanted);
const char *library_wait_text(struct arena *arena, const struct engine_token_view *token);
const char *library_status_text(enum engine_status status);

#endif
