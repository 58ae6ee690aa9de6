/* States from their JSON: every id must lead somewhere in the definition, and what was read must
   keep the promises of a state (state_fault.c). */
#include <stdlib.h>
#include <string.h>

#include "engine_internal.h"
#include "json.h"
#include "text.h"

struct reader {
    struct arena *arena;
    struct engine_state *state;
    bool broken;
};

static int64_t get_int(struct reader *reader, const json_t *object, const char *name) {
    const json_t *value = json_object_get(object, name);
    reader->broken = reader->broken || (value != NULL && !json_is_integer(value));
    return value == NULL ? 0 : json_integer_value(value);
}

static uint32_t get_id(struct reader *reader, const json_t *object, const char *name) {
    int64_t value = get_int(reader, object, name);
    reader->broken = reader->broken || value < 0 || value > UINT32_MAX;
    return (uint32_t)value;
}

static bool get_flag(struct reader *reader, const json_t *object, const char *name) {
    int64_t value = get_int(reader, object, name);
    reader->broken = reader->broken || value < 0 || value > 1;
    return value == 1;
}

static const char *get_text(struct reader *reader, const json_t *object, const char *name) {
    const json_t *value = json_object_get(object, name);
    reader->broken = reader->broken || (value != NULL && !json_is_string(value));
    return arena_strdup(reader->arena, json_string_value(value));
}

static uint64_t get_bits(struct reader *reader, const json_t *object, const char *name) {
    const char *text = get_text(reader, object, name);
    char *end = NULL;
    uint64_t value = text == NULL ? 0 : strtoull(text, &end, 16);
    reader->broken = reader->broken || (text != NULL && (*end != '\0' || end == text));
    return value;
}

static const struct feel_context *get_values(struct reader *reader, const json_t *object,
                                             const char *name) {
    json_t *value = json_object_get(object, name);
    const struct feel_context *values = NULL;
    if (value != NULL && engine_context_read(reader->arena, value, &values) != ERR_NONE) {
        reader->broken = true;
    }
    return values;
}

static const struct feel_list *get_list(struct reader *reader, const json_t *object,
                                        const char *name) {
    json_t *value = json_object_get(object, name);
    struct feel_value list = feel_null(NULL);
    if (value == NULL) {
        return NULL;
    }
    if (engine_value_read(reader->arena, value, &list) != ERR_NONE || list.type != FEEL_LIST) {
        reader->broken = true;
        return NULL;
    }
    return list.list;
}

static const struct engine_node *get_node(struct reader *reader, const json_t *object,
                                          const char *name, const struct engine_level *level) {
    const char *id = get_text(reader, object, name);
    const struct engine_node *node =
        id == NULL || level == NULL ? NULL : engine_find_node(level, id);
    reader->broken = reader->broken || (id != NULL && node == NULL);
    return node;
}

static const struct engine_level *level_of(const struct reader *reader, uint32_t frame_id) {
    const struct engine_frame *frame = engine_find_frame(reader->state, frame_id);
    return frame == NULL ? NULL : frame->level;
}

static void read_gates(struct reader *reader, const json_t *array, struct engine_frame *frame) {
    struct engine_gate **place = &frame->gates;
    for (size_t i = 0; i < json_array_size(array) && !reader->broken; i++) {
        const json_t *object = json_array_get(array, i);
        struct engine_gate *gate = ARENA_NEW(reader->arena, struct engine_gate);
        if (gate == NULL) {
            return;
        }
        gate->node = get_node(reader, object, "at", frame->level);
        gate->used = get_bits(reader, object, "used");
        reader->broken = reader->broken || gate->node == NULL || gate->node->type != BPMN_COMPLEX;
        *place = gate;
        place = &gate->next;
    }
}

/* Frames come before those inside them, so that the level around is known. */
static void read_frame(struct reader *reader, const json_t *object) {
    struct engine_state *state = reader->state;
    struct engine_frame *frame = ARENA_NEW(reader->arena, struct engine_frame);
    if (frame == NULL) {
        return;
    }
    *frame = (struct engine_frame){
        .id = get_id(reader, object, "id"),
        .parent = get_id(reader, object, "in"),
        .owner = get_id(reader, object, "owner"),
        .kept = get_flag(reader, object, "kept"),
        .opened = get_flag(reader, object, "opened"),
        .interrupted = get_flag(reader, object, "interrupted"),
        .unarmed = get_flag(reader, object, "unarmed"),
        .variables = get_values(reader, object, "vars"),
    };
    bool root = state->frames.count == 0;
    frame->node = get_node(reader, object, "of", level_of(reader, frame->parent));
    frame->level = root                  ? state->definition->root
                   : frame->node == NULL ? NULL
                                         : frame->node->inside;
    bool fits =
        root == (frame->parent == 0) && root == (frame->node == NULL) && frame->level != NULL;
    reader->broken = reader->broken || !fits;
    if (!reader->broken) {
        read_gates(reader, json_object_get(object, "gates"), frame);
        (void)ENGINE_PUSH(reader->arena, state->frames, frame);
    }
}

static enum engine_wait get_wait(struct reader *reader, const json_t *object) {
    const char *slug = get_text(reader, object, "wait");
    for (int i = ENGINE_AT_JOIN; i < ENGINE_GONE; i++) {
        if (text_equal(slug, engine_wait_slug((enum engine_wait)i))) {
            return (enum engine_wait)i;
        }
    }
    reader->broken = true;
    return ENGINE_GONE;
}

static const struct engine_flow *get_flow(struct reader *reader, const json_t *object,
                                          const struct engine_node *node) {
    const char *id = get_text(reader, object, "by");
    for (size_t i = 0; id != NULL && node != NULL && i < node->incoming_count; i++) {
        if (text_equal(node->incoming[i]->id, id)) {
            return node->incoming[i];
        }
    }
    for (size_t i = 0; id != NULL && node != NULL && i < node->outgoing_count; i++) {
        if (text_equal(node->outgoing[i]->id, id) && node->outgoing[i]->target == NULL) {
            return node->outgoing[i]; /* it leads nowhere: the token stays before it */
        }
    }
    reader->broken = reader->broken || id != NULL;
    return NULL;
}

/* Codes are those of the table; what else stands there was not written by us. */
static const char *get_code(struct reader *reader, const json_t *object) {
    const char *code = get_text(reader, object, "code");
    reader->broken = reader->broken || (code != NULL && engine_incident_text(code) == NULL);
    return code;
}

static void read_loop(struct reader *reader, const json_t *object, struct engine_token *token) {
    token->index = get_id(reader, object, "nr");
    token->total = get_id(reader, object, "total");
    token->begun = get_id(reader, object, "begun");
    token->done = get_id(reader, object, "done");
    token->items = get_list(reader, object, "items");
    const struct feel_list *results = get_list(reader, object, "results");
    if (results == NULL) {
        return;
    }
    token->results = ARENA_ARRAY(reader->arena, results->count, struct feel_value);
    if (token->results != NULL && results->count == token->total) {
        memcpy(token->results, results->items, results->count * sizeof(*token->results));
    }
    reader->broken = reader->broken || results->count != token->total;
}

static void read_token(struct reader *reader, const json_t *object) {
    struct engine_state *state = reader->state;
    struct engine_token *token = ARENA_NEW(reader->arena, struct engine_token);
    if (token == NULL) {
        return;
    }
    uint32_t frame = get_id(reader, object, "in");
    int64_t phase = get_int(reader, object, "phase");
    *token = (struct engine_token){
        .id = get_id(reader, object, "id"),
        .frame = frame,
        .parent = get_id(reader, object, "of"),
        .wait = get_wait(reader, object),
        .phase = (enum engine_phase)(phase & 3),
        .node = get_node(reader, object, "at", level_of(reader, frame)),
        .since = get_int(reader, object, "since"),
        .inside = get_id(reader, object, "runs"),
        .seen = get_bits(reader, object, "seen"),
        .code = get_code(reader, object),
        .about = get_text(reader, object, "about"),
        .undo_frame = get_id(reader, object, "undo"),
        .cancels = get_flag(reader, object, "cancels"),
        .detached = get_flag(reader, object, "detached"),
        .resets = get_flag(reader, object, "resets"),
        .closing = get_flag(reader, object, "closing"),
        .kept = get_id(reader, object, "kept"),
        .locals = get_values(reader, object, "vars"),
    };
    token->undo_node = get_node(reader, object, "undoes", level_of(reader, token->undo_frame));
    token->flow = get_flow(reader, object, token->node);
    read_loop(reader, object, token);
    reader->broken = reader->broken || token->node == NULL || phase < 0 || phase > ENGINE_LEAVING;
    if (!reader->broken) {
        (void)ENGINE_PUSH(reader->arena, state->tokens, token);
    }
}

/* The level of an event that is waited for: that of the frame, or of its event sub-processes. */
static const struct engine_node *get_event(struct reader *reader, const json_t *object,
                                           uint32_t token, uint32_t frame) {
    const struct engine_level *level = level_of(reader, frame);
    const char *id = get_text(reader, object, "at");
    const struct engine_node *found = NULL;
    if (token != 0 && level != NULL && id != NULL) {
        found = engine_find_node(level, id);
    }
    for (size_t i = 0; token == 0 && level != NULL && i < level->on_event_count; i++) {
        const struct engine_node *start = engine_start_of(level->on_event[i]);
        found = start != NULL && text_equal(start->id, id) ? start : found;
    }
    reader->broken = reader->broken || found == NULL;
    return found;
}

static void read_timer(struct reader *reader, const json_t *object) {
    struct engine_timer timer = {
        .token = get_id(reader, object, "token"),
        .frame = get_id(reader, object, "in"),
        .trigger = get_id(reader, object, "trigger"),
        .due = get_int(reader, object, "due"),
        .left = get_int(reader, object, "left"),
        .period = get_text(reader, object, "period"),
    };
    timer.node = get_event(reader, object, timer.token, timer.frame);
    if (!reader->broken) {
        (void)ENGINE_PUSH(reader->arena, reader->state->timers, timer);
    }
}

static void read_latch(struct reader *reader, const json_t *object) {
    struct engine_latch latch = {.token = get_id(reader, object, "token"),
                                 .frame = get_id(reader, object, "in")};
    latch.node = get_event(reader, object, latch.token, latch.frame);
    if (!reader->broken) {
        (void)ENGINE_PUSH(reader->arena, reader->state->latches, latch);
    }
}

static void read_record(struct reader *reader, const json_t *object) {
    struct engine_record record = {.frame = get_id(reader, object, "in"),
                                   .loop = get_id(reader, object, "of"),
                                   .kept = get_id(reader, object, "kept"),
                                   .locals = get_values(reader, object, "vars")};
    record.node = get_node(reader, object, "at", level_of(reader, record.frame));
    reader->broken = reader->broken || record.node == NULL;
    if (!reader->broken) {
        (void)ENGINE_PUSH(reader->arena, reader->state->records, record);
    }
}

static void read_array(struct reader *reader, const json_t *state, const char *name,
                       void (*read)(struct reader *reader, const json_t *object)) {
    const json_t *array = json_object_get(state, name);
    reader->broken = reader->broken || (array != NULL && !json_is_array(array));
    for (size_t i = 0; i < json_array_size(array) && !reader->broken; i++) {
        reader->broken = !json_is_object(json_array_get(array, i));
        if (!reader->broken && !arena_failed(reader->arena)) {
            read(reader, json_array_get(array, i));
        }
    }
}

static enum engine_status get_status(struct reader *reader, const json_t *json) {
    const char *slug = get_text(reader, json, "status");
    for (int i = ENGINE_RUNNING; i <= ENGINE_CANCELLED; i++) {
        if (text_equal(slug, engine_status_slug((enum engine_status)i))) {
            return (enum engine_status)i;
        }
    }
    reader->broken = true;
    return ENGINE_RUNNING;
}

static enum err refuse_broken(void) {
    return err_set(ERR_INVALID, "ENG-7", "The state of the process is broken.", NULL);
}

enum err engine_state_read(struct arena *arena, const struct engine_definition *definition,
                           const char *text, const struct engine_state **out) {
    json_t *json;
    *out = NULL;
    enum err err = json_read(arena, text, &json);
    if (err != ERR_NONE) {
        return err;
    }
    struct engine_state *state = ARENA_NEW(arena, struct engine_state);
    if (state == NULL) {
        return err_failed();
    }
    struct reader reader = {.arena = arena, .state = state};
    state->definition = definition;
    if (get_int(&reader, json, "v") != ENGINE_VERSION ||
        !text_equal(get_text(&reader, json, "process"), definition->root->scope->owner->id)) {
        return err_set(ERR_INVALID, "ENG-6", "This is not a state of this process.", NULL);
    }
    state->status = get_status(&reader, json);
    state->now = get_int(&reader, json, "now");
    state->next = get_id(&reader, json, "next");
    read_array(&reader, json, "frames", read_frame);
    read_array(&reader, json, "tokens", read_token);
    read_array(&reader, json, "timers", read_timer);
    read_array(&reader, json, "latches", read_latch);
    read_array(&reader, json, "records", read_record);
    if (arena_failed(arena)) {
        return err_failed();
    }
    if (reader.broken) {
        return refuse_broken();
    }
    engine_count_live(state);
    if (engine_state_fault(state) != NULL) {
        return refuse_broken();
    }
    *out = state;
    return ERR_NONE;
}
