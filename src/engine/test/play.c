/* The short notation of the tests. */
#include "play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extension.h"
#include "json.h"
#include "text.h"

enum { WORD_MAX = 400 };

static const char root_tag[] = "definitions", process_tag[] = "process",
                  flow_tag[] = "sequenceFlow", condition_tag[] = "conditionExpression";

static void take_word(const char **at, const char *end, char out[WORD_MAX]) {
    while (*at < end && **at == ' ') {
        (*at)++;
    }
    size_t length = 0;
    while (*at < end && **at != ' ' && length + 1 < WORD_MAX) {
        out[length++] = *(*at)++;
    }
    out[length] = '\0';
}

static void write_flow(struct buf *xml, const char *source, const char *target,
                       const char *condition, size_t length) {
    buf_printf(xml, "<%s id=\"%s-%s\" sourceRef=\"%s\" targetRef=\"%s\">", flow_tag, source, target,
               source, target);
    if (length > 0) {
        buf_printf(xml, "<%s><![CDATA[", condition_tag);
        buf_append(xml, condition, length);
        buf_printf(xml, "]]></%s>", condition_tag);
    }
    buf_printf(xml, "</%s>\n", flow_tag);
}

/* a > b >[x > 5] c */
static void write_flows(const char *line, const char *end, struct buf *xml) {
    char source[WORD_MAX];
    char target[WORD_MAX];
    take_word(&line, end, source);
    while (line < end) {
        const char *condition = NULL;
        size_t length = 0;
        line += strspn(line, " ");
        if (line >= end) {
            break;
        }
        assert_int_equal(*line, '>');
        line++;
        if (*line == '[') {
            condition = ++line;
            while (line < end && !(*line == ']' && line[1] == ' ')) {
                line++;
            }
            length = (size_t)(line++ - condition);
        }
        take_word(&line, end, target);
        write_flow(xml, source, target, condition, length);
        memcpy(source, target, sizeof(source));
    }
}

static void write_line(const char *line, const char *end, struct buf *xml) {
    char first[WORD_MAX];
    char second[WORD_MAX];
    const char *at = line;
    take_word(&at, end, first);
    take_word(&at, end, second);
    if (*line == '<') {
        buf_append(xml, line, (size_t)(end - line));
        buf_char(xml, '\n');
    } else if (second[0] == '>') {
        write_flows(line, end, xml);
    } else if (first[0] != '\0') {
        buf_printf(xml, "<%s id=\"%s\"", first, second);
        buf_append(xml, at, (size_t)(end - at)); /* attributes */
        buf_str(xml, "/>\n");
    }
}

void play_model(const char *lines, size_t length, struct buf *xml) {
    const char *end = lines + length;
    buf_printf(xml,
               "<%s xmlns=\"" BPMN_URI "\" xmlns:khaju=\"" KHAJU_URI "\" targetNamespace=\"t\">\n",
               root_tag);
    bool own = length >= 8 && memcmp(lines, "<!--own", 7) == 0;
    if (!own) {
        buf_printf(xml, "<%s id=\"p\" isExecutable=\"true\">\n", process_tag);
    }
    while (lines < end) {
        const char *stop = memchr(lines, '\n', (size_t)(end - lines));
        stop = stop == NULL ? end : stop;
        lines += strspn(lines, " ");
        if (lines < stop) {
            write_line(lines, stop, xml);
        }
        lines = stop + 1;
    }
    if (!own) {
        buf_printf(xml, "</%s>\n", process_tag);
    }
    buf_printf(xml, "</%s>\n", root_tag);
}

const struct engine_definition *play_define(struct arena *arena, const char *xml, size_t length) {
    return play_define_with(arena, xml, length, NULL);
}

const struct engine_definition *play_define_with(struct arena *arena, const char *xml,
                                                 size_t length, const char *decisions) {
    const struct decision_model **decision = ARENA_NEW(arena, const struct decision_model *);
    const struct bpmn **model = ARENA_NEW(arena, const struct bpmn *);
    struct engine_library *library = ARENA_NEW(arena, struct engine_library);
    const struct engine_definition *definition;
    if (bpmn_read(arena, xml, length, model) != ERR_NONE) {
        fail_msg("%s in %.*s", err_last()->english, (int)length, xml);
    }
    *library = (struct engine_library){.models = model, .model_count = 1};
    if (decisions != NULL) {
        if (decision_read(arena, decisions, strlen(decisions), decision) != ERR_NONE) {
            fail_msg("%s in %s", err_last()->english, decisions);
        }
        library->decisions = decision;
        library->decision_count = 1;
    }
    assert_int_equal(engine_define(arena, library, NULL, &definition), ERR_NONE);
    return definition;
}

struct engine_event play_event(struct arena *arena, const char *line, int64_t now) {
    struct engine_event event = {.type = ENGINE_EVENT_COUNT, .at = now};
    const char *end = line + strlen(line);
    char word[WORD_MAX];
    take_word(&line, end, word);
    for (int i = 0; i < ENGINE_EVENT_COUNT; i++) {
        if (strcmp(word, engine_event_slug((enum engine_event_type)i)) == 0) {
            event.type = (enum engine_event_type)i;
        }
    }
    if (event.type == ENGINE_EVENT_COUNT) {
        fail_msg("no event %s", word);
    }
    const char **places[] = {&event.element, &event.name};
    for (size_t i = 0; i < 2 && line < end; i++) {
        line += strspn(line, " ");
        if (*line == '+' || *line == '{') {
            break;
        }
        take_word(&line, end, word);
        int64_t token;
        if (word[0] == '#' && text_int(word + 1, &token)) {
            event.token = (uint32_t)token;
        } else if (word[0] != '\0' && strcmp(word, "-") != 0) {
            *places[i] = arena_strdup(arena, word);
        }
    }
    line += strspn(line, " ");
    if (*line == '+') {
        event.at += strtoll(line + 1, NULL, 10) * 1000;
        take_word(&line, end, word);
        line += strspn(line, " ");
    }
    if (*line == '{') {
        const char *whole = arena_printf(arena, "{\"type\":\"set\",\"values\":%s}", line);
        struct engine_event read;
        json_t *json;
        if (json_read(arena, whole, &json) != ERR_NONE ||
            engine_event_read(arena, json, now, &read) != ERR_NONE) {
            fail_msg("%s: %s", err_last()->english, line);
        }
        event.variables = read.variables;
    }
    return event;
}

const char *play_summary(struct arena *arena, const struct engine_outcome *outcome) {
    struct buf text;
    buf_init(&text, PLAY_FILE_MAX);
    for (size_t i = 0; i < outcome->effect_count; i++) {
        const struct engine_effect *effect = &outcome->effects[i];
        if (effect->type == ENGINE_ENTERED) {
            buf_printf(&text, "%s ", effect->element->id);
        } else if (effect->type == ENGINE_SENT || effect->type == ENGINE_SIGNALLED ||
                   effect->type == ENGINE_ESCALATED) {
            buf_printf(&text, "%s:%s ", engine_effect_slug(effect->type), effect->name);
        }
    }
    buf_char(&text, '|');
    for (size_t i = 0; i < engine_token_count(outcome->state); i++) {
        struct engine_token_view token = engine_token(outcome->state, i);
        buf_printf(&text, " %s:%s", token.element->id,
                   token.code != NULL ? token.code : engine_wait_slug(token.wait));
    }
    if (engine_status(outcome->state) != ENGINE_RUNNING) {
        buf_printf(&text, " %s", engine_status_slug(engine_status(outcome->state)));
    }
    const char *copy = arena_strdup(arena, buf_text(&text));
    buf_finish(&text);
    return copy;
}
