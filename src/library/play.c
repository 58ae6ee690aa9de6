/* A process tried step by step: playing the log. */
#include "library_play.h"

#include "json.h"
#include "tr.h"

static enum err broken_log(void) {
    return err_set(ERR_INVALID, "LIB-50",
                   "The record of this simulation does not fit the process. Begin again.", NULL);
}

static enum err log_read(struct arena *arena, const char *log, json_t **out) {
    json_t *array = NULL;
    enum err err = ERR_NONE;
    if (log == NULL || log[0] == '\0') {
        array = json_keep(arena, json_array());
        err = array == NULL ? err_failed() : ERR_NONE;
    } else if (json_read(arena, log, &array) != ERR_NONE || !json_is_array(array)) {
        err = broken_log();
    }
    if (err == ERR_NONE && json_array_size(array) > LIBRARY_EVENTS_MAX) {
        err = broken_log();
    }
    *out = array;
    return err;
}

static const struct bpmn_element *element_of(const struct engine_state *before,
                                             const struct engine_event *event,
                                             const struct engine_outcome *outcome) {
    for (size_t i = 0; before != NULL && event->token != 0 && i < engine_token_count(before); i++) {
        struct engine_token_view token = engine_token(before, i);
        if (token.id == event->token) {
            return token.element;
        }
    }
    bool begins = before == NULL && outcome->effect_count > 0;
    return begins ? outcome->effects[0].element : NULL;
}

static enum err play_one(struct arena *arena, const struct engine_definition *definition,
                         const struct engine_event *event, struct library_played *played,
                         struct library_moment *moment) {
    struct engine_outcome outcome;
    enum err err = engine_step(arena, definition, played->state, event, &outcome);
    if (err == ERR_NONE) {
        *moment = (struct library_moment){.event = *event,
                                          .element = element_of(played->state, event, &outcome),
                                          .effects = outcome.effects,
                                          .effect_count = outcome.effect_count};
        played->state = outcome.state;
        played->count++;
    }
    return err;
}

static enum err log_write(struct arena *arena, struct library_played *played) {
    struct buf out;
    buf_init(&out, LIBRARY_LOG_MAX);
    buf_char(&out, '[');
    for (size_t i = 0; i < played->count; i++) {
        buf_str(&out, i > 0 ? "," : "");
        engine_event_write(&played->moments[i].event, &out);
    }
    buf_char(&out, ']');
    played->log = out.failed == ERR_NONE ? arena_strdup(arena, buf_text(&out)) : NULL;
    enum err err =
        out.failed == ERR_LIMIT
            ? err_set(ERR_LIMIT, "LIB-51",
                      "The simulation has become too long. Step back or begin again.", NULL)
        : played->log == NULL ? err_failed()
                              : ERR_NONE;
    buf_finish(&out);
    return err;
}

enum err library_play(struct arena *arena, const struct engine_definition *definition,
                      const char *log, size_t back, const struct engine_event *next,
                      struct library_played *out) {
    json_t *array = NULL;
    enum err err = log_read(arena, log, &array);
    *out = (struct library_played){.log = "[]"};
    if (err != ERR_NONE) {
        return err;
    }
    size_t count = json_array_size(array);
    count = back < count ? count - back : 0;
    struct library_moment *moments = ARENA_ARRAY(arena, count + 1, struct library_moment);
    if (moments == NULL) {
        return err_failed();
    }
    out->moments = moments;
    for (size_t i = 0; err == ERR_NONE && i < count; i++) {
        struct engine_event event;
        err = engine_event_read(arena, json_array_get(array, i), 0, &event);
        err = err == ERR_NONE ? play_one(arena, definition, &event, out, &moments[i]) : err;
    }
    if (err != ERR_NONE) {
        return err == ERR_INVALID ? broken_log() : err;
    }
    err = log_write(arena, out);
    if (err != ERR_NONE || next == NULL) {
        return err;
    }
    if (count == LIBRARY_EVENTS_MAX) {
        return err_set(ERR_LIMIT, "LIB-51",
                       "The simulation has become too long. Step back or begin again.", NULL);
    }
    err = play_one(arena, definition, next, out, &moments[count]);
    return err == ERR_NONE ? log_write(arena, out) : err;
}
