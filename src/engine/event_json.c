/* Events and effects as JSON, for logs, scripts and traces. */
#include <string.h>

#include "engine_internal.h"
#include "feel_time.h"
#include "text.h"

enum { SECOND = 1000, NANOS_PER_MILLI = 1000000 };

static enum err refuse(const char *what) {
    return err_set(ERR_INVALID, "ENG-8", "This is no event of a process: {1}.", what, NULL);
}

static enum err read_type(const json_t *json, struct engine_event *out) {
    const char *slug = json_string_value(json_object_get(json, "type"));
    for (int i = 0; slug != NULL && i < ENGINE_EVENT_COUNT; i++) {
        if (strcmp(slug, engine_event_slug((enum engine_event_type)i)) == 0) {
            out->type = (enum engine_event_type)i;
            return ERR_NONE;
        }
    }
    return refuse(slug == NULL ? "type" : slug);
}

static enum err read_time(struct arena *arena, const json_t *json, int64_t default_at,
                          struct engine_event *out) {
    const json_t *at = json_object_get(json, "at");
    struct feel_moment moment;
    out->at = json_is_integer(at) ? json_integer_value(at) : default_at;
    if (at == NULL || json_is_integer(at)) {
        return ERR_NONE;
    }
    const char *text = json_string_value(at);
    if (text == NULL ||
        !feel_date_time_parse(arena, (struct feel_string){text, strlen(text)}, &moment)) {
        return refuse("at");
    }
    int64_t seconds = feel_moment_seconds(&moment);
    if (seconds > INT64_MAX / SECOND - 1 || seconds < INT64_MIN / SECOND + 1) {
        return refuse("at");
    }
    out->at = seconds * SECOND + moment.nano / NANOS_PER_MILLI;
    return ERR_NONE;
}

static enum err read_text(struct arena *arena, const json_t *json, const char *name,
                          const char **out) {
    const json_t *value = json_object_get(json, name);
    if (value != NULL && !json_is_string(value)) {
        return refuse(name);
    }
    *out = arena_strdup(arena, json_string_value(value));
    return value != NULL && *out == NULL ? err_failed() : ERR_NONE;
}

enum err engine_event_read(struct arena *arena, json_t *json, int64_t default_at,
                           struct engine_event *out) {
    *out = (struct engine_event){0};
    const json_t *token = json_object_get(json, "token");
    json_t *values = json_object_get(json, "values");
    if (!json_is_object(json)) {
        return refuse("{}");
    }
    enum err err = read_type(json, out);
    if (err == ERR_NONE) {
        err = read_time(arena, json, default_at, out);
    }
    if (err == ERR_NONE && token != NULL) {
        int64_t id = json_integer_value(token);
        out->token = (uint32_t)id;
        err = json_is_integer(token) && id >= 0 && id <= UINT32_MAX ? ERR_NONE : refuse("token");
    }
    if (err == ERR_NONE) {
        err = read_text(arena, json, "element", &out->element);
    }
    if (err == ERR_NONE) {
        err = read_text(arena, json, "name", &out->name);
    }
    if (err == ERR_NONE && values != NULL) {
        err = engine_context_read(arena, values, &out->variables);
    }
    return err;
}

static void put_text(struct buf *out, const char *name, const char *value) {
    if (value != NULL) {
        buf_printf(out, ",\"%s\":", name);
        engine_text_write(value, out);
    }
}

static void put_values(struct buf *out, const struct feel_context *values) {
    if (values != NULL && values->count > 0) {
        buf_str(out, ",\"values\":");
        engine_context_write(values, out);
    }
}

void engine_event_write(const struct engine_event *event, struct buf *out) {
    buf_printf(out, "{\"type\":\"%s\",\"at\":%lld", engine_event_slug(event->type),
               (long long)event->at);
    if (event->token != 0) {
        buf_printf(out, ",\"token\":%u", event->token);
    }
    put_text(out, "element", event->element);
    put_text(out, "name", event->name);
    put_values(out, event->variables);
    buf_char(out, '}');
}

void engine_effect_write(const struct engine_effect *effect, struct buf *out) {
    buf_printf(out, "{\"effect\":\"%s\",\"at\":%lld", engine_effect_slug(effect->type),
               (long long)effect->at);
    if (effect->token != 0) {
        buf_printf(out, ",\"token\":%u", effect->token);
    }
    if (effect->element != NULL) {
        put_text(out, "element", effect->element->id);
        put_text(out, "label", effect->element->name);
    }
    put_text(out, "name", effect->name);
    put_text(out, "about", effect->text);
    put_values(out, effect->values);
    if (effect->result != NULL) {
        buf_str(out, ",\"value\":");
        engine_value_write(effect->result->value, out);
    }
    buf_char(out, '}');
}
