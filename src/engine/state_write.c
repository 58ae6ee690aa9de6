/*
 * States as one line of JSON. What is 0, false or nothing is left out; elements stand by their ids;
 * the order of members is fixed, so that one state has one text.
 */
#include "engine_internal.h"

static void key(struct buf *out, const char *name) {
    if (buf_text(out)[out->length - 1] != '{') {
        buf_char(out, ',');
    }
    buf_char(out, '"');
    buf_str(out, name);
    buf_str(out, "\":");
}

static void put_int(struct buf *out, const char *name, int64_t value) {
    if (value != 0) {
        key(out, name);
        buf_int(out, value);
    }
}

static void put_text(struct buf *out, const char *name, const char *value) {
    if (value != NULL) {
        key(out, name);
        engine_text_write(value, out);
    }
}

static void put_values(struct buf *out, const char *name, const struct feel_context *values) {
    if (values != NULL && values->count > 0) {
        key(out, name);
        engine_context_write(values, out);
    }
}

static void put_list(struct buf *out, const char *name, const struct feel_value *items,
                     size_t count) {
    if (items != NULL) {
        struct feel_list list = {count, items};
        key(out, name);
        engine_value_write((struct feel_value){.type = FEEL_LIST, .list = &list}, out);
    }
}

static void put_number_text(struct buf *out, const char *name, uint64_t value) {
    if (value != 0) { /* JSON readers have 63 bits */
        key(out, name);
        buf_printf(out, "\"%llx\"", (unsigned long long)value);
    }
}

static void write_frame(const struct engine_frame *frame, struct buf *out) {
    buf_char(out, '{');
    put_int(out, "id", frame->id);
    put_int(out, "in", frame->parent);
    put_int(out, "owner", frame->owner);
    put_text(out, "of", frame->node == NULL ? NULL : frame->node->id);
    put_int(out, "kept", frame->kept);
    put_int(out, "opened", frame->opened);
    put_int(out, "interrupted", frame->interrupted);
    put_int(out, "unarmed", frame->unarmed);
    put_values(out, "vars", frame->variables);
    if (frame->gates != NULL) {
        key(out, "gates");
        buf_char(out, '[');
        for (const struct engine_gate *gate = frame->gates; gate != NULL; gate = gate->next) {
            buf_str(out, gate == frame->gates ? "{" : ",{");
            put_text(out, "at", gate->node->id);
            put_number_text(out, "used", gate->used);
            buf_char(out, '}');
        }
        buf_char(out, ']');
    }
    buf_char(out, '}');
}

/* The flow matters where tokens are joined, or will be after an incident, and where it leads
   nowhere. */
static bool needs_flow(const struct engine_token *token) {
    const struct engine_node *node = token->node;
    bool joins = engine_is(node, BPMN_IS_GATEWAY) ||
                 (engine_is(node, BPMN_IS_ACTIVITY) && node->start_quantity > 1);
    return token->flow != NULL &&
           (token->wait == ENGINE_AT_JOIN ||
            (token->wait == ENGINE_AT_INCIDENT && (joins || token->flow->target == NULL)));
}

static void write_token(const struct engine_token *token, struct buf *out) {
    buf_char(out, '{');
    put_int(out, "id", token->id);
    put_int(out, "in", token->frame);
    put_text(out, "at", token->node->id);
    put_text(out, "wait", engine_wait_slug(token->wait));
    put_int(out, "since", token->since);
    put_int(out, "of", token->parent);
    put_int(out, "runs", token->inside);
    put_text(out, "by", needs_flow(token) ? token->flow->id : NULL);
    put_int(out, "phase", token->wait == ENGINE_AT_INCIDENT ? (int64_t)token->phase : 0);
    put_text(out, "code", token->code);
    put_text(out, "about", token->about);
    put_int(out, "nr", token->index);
    put_int(out, "total", token->total);
    put_int(out, "begun", token->begun);
    put_int(out, "done", token->done);
    put_number_text(out, "seen", token->seen);
    put_int(out, "kept", token->kept);
    put_int(out, "undo", token->undo_frame);
    put_text(out, "undoes", token->undo_node == NULL ? NULL : token->undo_node->id);
    put_int(out, "cancels", token->cancels);
    put_int(out, "detached", token->detached);
    put_int(out, "resets", token->resets);
    put_int(out, "closing", token->closing);
    put_values(out, "vars", token->locals);
    if (token->items != NULL) {
        put_list(out, "items", token->items->items, token->items->count);
    }
    put_list(out, "results", token->results, token->total);
    buf_char(out, '}');
}

static void write_timer(const struct engine_timer *timer, struct buf *out) {
    buf_char(out, '{');
    put_int(out, "token", timer->token);
    put_int(out, "in", timer->frame);
    put_text(out, "at", timer->node->id);
    put_int(out, "trigger", timer->trigger);
    put_int(out, "due", timer->due);
    put_int(out, "left", timer->left);
    put_text(out, "period", timer->period);
    buf_char(out, '}');
}

static void write_latch(const struct engine_latch *latch, struct buf *out) {
    buf_char(out, '{');
    put_int(out, "token", latch->token);
    put_int(out, "in", latch->frame);
    put_text(out, "at", latch->node->id);
    buf_char(out, '}');
}

static void write_record(const struct engine_record *record, struct buf *out) {
    buf_char(out, '{');
    put_int(out, "in", record->frame);
    put_text(out, "at", record->node->id);
    put_int(out, "of", record->loop);
    put_int(out, "kept", record->kept);
    put_values(out, "vars", record->locals);
    buf_char(out, '}');
}

/* "name":[…], left out when there are none. */
#define WRITE_ARRAY(out, name, array, write, item) \
    do { \
        for (size_t i = 0; i < (array).count && (out)->failed == ERR_NONE; i++) { \
            if (i == 0) { \
                key((out), (name)); \
            } \
            buf_char((out), i == 0 ? '[' : ','); \
            write(item((array).items[i]), (out)); \
        } \
        if ((array).count > 0) { \
            buf_char((out), ']'); \
        } \
    } while (0)
#define SELF(item) (item)
#define POINTER(item) (&(item))

void engine_state_write(const struct engine_state *state, struct buf *out) {
    buf_char(out, '{');
    put_int(out, "v", ENGINE_VERSION);
    put_text(out, "process", state->definition->root->scope->owner->id);
    put_text(out, "status", engine_status_slug(state->status));
    put_int(out, "now", state->now);
    put_int(out, "next", state->next);
    WRITE_ARRAY(out, "frames", state->frames, write_frame, SELF);
    WRITE_ARRAY(out, "tokens", state->tokens, write_token, SELF);
    WRITE_ARRAY(out, "timers", state->timers, write_timer, POINTER);
    WRITE_ARRAY(out, "latches", state->latches, write_latch, POINTER);
    WRITE_ARRAY(out, "records", state->records, write_record, POINTER);
    buf_char(out, '}');
}
