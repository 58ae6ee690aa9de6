/* States: finding, branching off a copy to write to, dropping what is gone, and looking at one. */
#include <string.h>

#include "engine_internal.h"

bool engine_grow(struct arena *arena, void **items, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity) {
        return true;
    }
    size_t wanted = count < 8 ? 8 : count * 2;
    void *grown = arena_array(arena, wanted, size);
    if (grown == NULL) {
        return false;
    }
    if (count > 0) {
        memcpy(grown, *items, count * size);
    }
    *items = grown;
    *capacity = wanted;
    return true;
}

struct engine_token *engine_find_token(const struct engine_state *state, uint32_t id) {
    size_t low = 0;
    size_t high = state->tokens.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (state->tokens.items[middle]->id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < state->tokens.count && state->tokens.items[low]->id == id &&
                 state->tokens.items[low]->wait != ENGINE_GONE;
    return found ? state->tokens.items[low] : NULL;
}

struct engine_frame *engine_find_frame(const struct engine_state *state, uint32_t id) {
    size_t low = 0;
    size_t high = state->frames.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (state->frames.items[middle]->id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < state->frames.count && state->frames.items[low]->id == id &&
                 !state->frames.items[low]->gone;
    return found ? state->frames.items[low] : NULL;
}

/* Copies of the structs in one block, and pointers to them. */
static void *branch_items(struct arena *arena, void *const *from, size_t count, size_t size) {
    void **pointers = arena_array(arena, count, sizeof(void *));
    char *block = arena_array(arena, count, size);
    for (size_t i = 0; pointers != NULL && block != NULL && i < count; i++) {
        pointers[i] = block + i * size;
        memcpy(pointers[i], from[i], size);
    }
    return block == NULL ? NULL : pointers;
}

static void *branch_array(struct arena *arena, const void *from, size_t count, size_t size) {
    void *copy = arena_array(arena, count, size);
    if (copy != NULL && count > 0) {
        memcpy(copy, from, count * size);
    }
    return copy;
}

#define BRANCH(arena, to, from, array) \
    ((to)->array.items = branch_array((arena), (from)->array.items, (from)->array.count, \
                                      sizeof(*(from)->array.items)), \
     (to)->array.capacity = (to)->array.count)

struct engine_state *engine_state_branch(struct arena *arena, const struct engine_state *state) {
    struct engine_state *branch = ARENA_NEW(arena, struct engine_state);
    if (branch == NULL) {
        return NULL;
    }
    *branch = *state;
    branch->tokens.items = branch_items(arena, (void *const *)state->tokens.items,
                                        state->tokens.count, sizeof(struct engine_token));
    branch->frames.items = branch_items(arena, (void *const *)state->frames.items,
                                        state->frames.count, sizeof(struct engine_frame));
    branch->tokens.capacity = state->tokens.count;
    branch->frames.capacity = state->frames.count;
    for (size_t i = 0; branch->tokens.items != NULL && i < branch->tokens.count; i++) {
        branch->tokens.items[i]->owns_results = false;
        branch->tokens.items[i]->look = 0;
    }
    BRANCH(arena, branch, state, timers);
    BRANCH(arena, branch, state, latches);
    BRANCH(arena, branch, state, records);
    return arena_failed(arena) ? NULL : branch;
}

void engine_count_live(struct engine_state *state) {
    for (size_t i = 0; i < state->frames.count; i++) {
        state->frames.items[i]->live = 0;
    }
    for (size_t i = 0; i < state->tokens.count; i++) {
        const struct engine_token *token = state->tokens.items[i];
        struct engine_frame *frame = engine_find_frame(state, token->frame);
        if (frame != NULL && token->wait != ENGINE_GONE) {
            frame->live++;
        }
    }
}

/* A kept frame goes with the frame around it; frames are sorted, outer ones first. */
static void drop_frames(struct engine_state *state) {
    size_t left = 0;
    for (size_t i = 0; i < state->frames.count; i++) {
        struct engine_frame *frame = state->frames.items[i];
        bool orphan = frame->parent != 0 && engine_find_frame(state, frame->parent) == NULL;
        frame->gone = frame->gone || orphan;
    }
    for (size_t i = 0; i < state->frames.count; i++) {
        if (!state->frames.items[i]->gone) {
            state->frames.items[left++] = state->frames.items[i];
        }
    }
    state->frames.count = left;
}

static void drop_tokens(struct engine_state *state) {
    size_t left = 0;
    for (size_t i = 0; i < state->tokens.count; i++) {
        if (state->tokens.items[i]->wait != ENGINE_GONE) {
            state->tokens.items[left++] = state->tokens.items[i];
        }
    }
    state->tokens.count = left;
}

static bool still_there(const struct engine_state *state, uint32_t token, uint32_t frame) {
    return token != 0 ? engine_find_token(state, token) != NULL
                      : engine_find_frame(state, frame) != NULL;
}

/* Keeps those items of an array for which the condition on `item` holds. */
#define KEEP_IF(array, condition) \
    do { \
        size_t left = 0; \
        for (size_t i = 0; i < (array).count; i++) { \
            if (!(array).items[i].gone && (condition)) { \
                (array).items[left++] = (array).items[i]; \
            } \
        } \
        (array).count = left; \
    } while (0)

void engine_state_compact(struct engine_state *state) {
    drop_tokens(state);
    drop_frames(state);
    KEEP_IF(state->timers,
            still_there(state, state->timers.items[i].token, state->timers.items[i].frame));
    KEEP_IF(state->latches,
            still_there(state, state->latches.items[i].token, state->latches.items[i].frame));
    KEEP_IF(state->records, engine_find_frame(state, state->records.items[i].frame) != NULL);
}

enum engine_status engine_status(const struct engine_state *state) {
    return state->status;
}

int64_t engine_now(const struct engine_state *state) {
    return state->now;
}

size_t engine_token_count(const struct engine_state *state) {
    return state->tokens.count;
}

struct engine_token_view engine_token(const struct engine_state *state, size_t index) {
    const struct engine_token *token = state->tokens.items[index];
    const struct engine_frame *frame = engine_find_frame(state, token->frame);
    return (struct engine_token_view){
        .id = token->id,
        .parent = token->parent != 0 ? token->parent
                  : frame == NULL    ? 0
                                     : frame->owner,
        .wait = token->wait,
        .element = &token->node->bpmn->element,
        .since = token->since,
        .code = token->code,
        .about = token->about,
        .values = token->locals,
    };
}

const struct feel_context *engine_variables(const struct engine_state *state) {
    return state->frames.count == 0 ? NULL : state->frames.items[0]->variables;
}

bool engine_due(const struct engine_state *state, int64_t *out) {
    bool any = false;
    for (size_t i = 0; i < state->timers.count; i++) {
        if (!any || state->timers.items[i].due < *out) {
            *out = state->timers.items[i].due;
            any = true;
        }
    }
    return any;
}

static const struct feel_context *copy_context(struct arena *arena,
                                               const struct feel_context *context) {
    struct feel_value copy = {0};
    struct feel_value value = {.type = FEEL_CONTEXT, .context = context};
    return context != NULL && engine_value_keep(arena, value, &copy) ? copy.context : NULL;
}

static const struct feel_list *copy_list(struct arena *arena, const struct feel_list *list) {
    struct feel_value copy = {0};
    struct feel_value value = {.type = FEEL_LIST, .list = list};
    return list != NULL && engine_value_keep(arena, value, &copy) ? copy.list : NULL;
}

static void own_token(struct arena *arena, struct engine_token *token) {
    token->locals = copy_context(arena, token->locals);
    token->items = copy_list(arena, token->items);
    token->about = arena_strdup(arena, token->about);
    struct feel_value *results =
        token->results == NULL ? NULL : ARENA_ARRAY(arena, token->total, struct feel_value);
    for (uint32_t i = 0; results != NULL && i < token->total; i++) {
        (void)engine_value_keep(arena, token->results[i], &results[i]);
    }
    token->results = results;
}

static void own_gates(struct arena *arena, struct engine_frame *frame) {
    struct engine_gate **place = &frame->gates;
    for (const struct engine_gate *gate = frame->gates; gate != NULL; gate = gate->next) {
        struct engine_gate *copy = ARENA_NEW(arena, struct engine_gate);
        if (copy == NULL) {
            return;
        }
        *copy = *gate;
        *place = copy;
        place = &copy->next;
    }
}

enum err engine_state_copy(struct arena *arena, const struct engine_state *state,
                           const struct engine_state **out) {
    struct engine_state *copy = engine_state_branch(arena, state);
    *out = copy;
    for (size_t i = 0; copy != NULL && i < copy->tokens.count; i++) {
        own_token(arena, copy->tokens.items[i]);
    }
    for (size_t i = 0; copy != NULL && i < copy->frames.count; i++) {
        copy->frames.items[i]->variables = copy_context(arena, copy->frames.items[i]->variables);
        own_gates(arena, copy->frames.items[i]);
    }
    for (size_t i = 0; copy != NULL && i < copy->timers.count; i++) {
        copy->timers.items[i].period = arena_strdup(arena, copy->timers.items[i].period);
    }
    for (size_t i = 0; copy != NULL && i < copy->records.count; i++) {
        copy->records.items[i].locals = copy_context(arena, copy->records.items[i].locals);
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}
