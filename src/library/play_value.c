/* Variables of a simulation: which ones conditions ask for, and values as people type them. */
#include <string.h>

#include "library_play.h"
#include "text.h"
#include "tr.h"

/* ---- which ones are asked for ---- */

/* The sign "=" that is neither part of another operator nor in a string; NULL: none, or several. */
static const char *equals_of(const char *text) {
    const char *found = NULL;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"' || (*at == '=' && found != NULL)) {
            return *at == '"' && found != NULL ? found : NULL;
        }
        if (*at == '=') {
            found = at;
        }
    }
    return found;
}

/* Letters stay as they are, for names must be those of the file. */
static const char *trimmed(struct arena *arena, const char *start, size_t length) {
    static const char spaces[] = " \t\r\n";
    size_t before = 0;
    while (before < length && strchr(spaces, start[before]) != NULL) {
        before++;
    }
    while (length > before && strchr(spaces, start[length - 1]) != NULL) {
        length--;
    }
    return arena_strndup(arena, start + before, length - before);
}

static bool is_constant(struct arena *arena, const char *text) {
    const struct feel_compiled *compiled;
    const struct feel_context nothing = {0};
    const struct feel_options options = {.steps = 100};
    struct feel_value value;
    return text[0] != '\0' &&
           feel_compile(arena, text, NULL, FEEL_EXPRESSION, &compiled) == ERR_NONE &&
           feel_eval(arena, compiled, &nothing, &options, NULL, &value) == ERR_NONE &&
           (value.type == FEEL_BOOLEAN || value.type == FEEL_NUMBER || value.type == FEEL_STRING);
}

/* «name = constant»; whatever else a condition says is typed as lines. */
static bool answer_read(struct arena *arena, const char *condition, struct library_answer *out) {
    const char *equals = equals_of(condition);
    if (equals == NULL || equals == condition || strchr("<>!", equals[-1]) != NULL) {
        return false;
    }
    out->name = trimmed(arena, condition, (size_t)(equals - condition));
    out->example = trimmed(arena, equals + 1, strlen(equals + 1));
    if (out->name == NULL || out->example == NULL || out->name[0] == '\0' ||
        strpbrk(out->name, "<>!+*/()[]{},\"") != NULL || strstr(out->name, " and ") != NULL ||
        strstr(out->name, " or ") != NULL || !is_constant(arena, out->example)) {
        return false;
    }
    out->yes_no = strcmp(out->example, "true") == 0 || strcmp(out->example, "false") == 0;
    return true;
}

enum err library_answers(struct arena *arena, const struct bpmn *bpmn,
                         struct library_answers *out) {
    struct library_answer *items = ARENA_ARRAY(arena, LIBRARY_ANSWERS_MAX, struct library_answer);
    *out = (struct library_answers){.items = items};
    for (size_t i = 0; items != NULL && i < bpmn->element_count; i++) {
        const struct bpmn_flow *flow = bpmn_flow(bpmn->elements[i]);
        const char *text =
            flow != NULL && flow->condition != NULL ? xml_text(arena, flow->condition) : NULL;
        struct library_answer answer;
        bool fresh =
            text != NULL && out->count < LIBRARY_ANSWERS_MAX && answer_read(arena, text, &answer);
        for (size_t k = 0; fresh && k < out->count; k++) {
            fresh = strcmp(items[k].name, answer.name) != 0;
        }
        if (fresh) {
            items[out->count++] = answer;
        }
    }
    return items == NULL || arena_failed(arena) ? err_failed() : ERR_NONE;
}

/* ---- values as people type them ---- */

static bool is_word(const char *typed, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(typed, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* FEEL, if it is: a name that nobody knows gives null there, and is taken for a word here. */
static enum err value_of(struct arena *arena, const char *typed, struct feel_value *out) {
    static const char *const yes[] = {"بله", "بلی", "آری"};
    static const char *const no[] = {"خیر", "نه"};
    const struct feel_compiled *compiled;
    const struct feel_context nothing = {0};
    const struct feel_options options = {.steps = 10000};
    if (is_word(typed, yes, COUNT_OF(yes)) || is_word(typed, no, COUNT_OF(no))) {
        *out = feel_boolean(is_word(typed, yes, COUNT_OF(yes)));
        return ERR_NONE;
    }
    const char *latin = text_latin_digits(arena, typed);
    if (latin == NULL) {
        return err_failed();
    }
    *out = feel_string(typed);
    struct feel_value value = feel_null(NULL);
    if (feel_compile(arena, latin, NULL, FEEL_EXPRESSION, &compiled) == ERR_NONE &&
        feel_eval(arena, compiled, &nothing, &options, NULL, &value) == ERR_NONE &&
        (value.type != FEEL_NULL || strcmp(latin, "null") == 0)) {
        *out = value;
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

enum err library_value_add(struct arena *arena, const char *name, const char *typed,
                           struct library_values *out) {
    struct feel_value value;
    if (out->count == LIBRARY_VALUES_MAX) {
        return err_set(ERR_LIMIT, "LIB-53", "At most 50 values are given at once.", NULL);
    }
    enum err err = value_of(arena, typed, &value);
    if (err != ERR_NONE) {
        return err;
    }
    for (size_t i = 0; i < out->count; i++) { /* given twice: the later one counts */
        if (strncmp(out->items[i].name.bytes, name, out->items[i].name.length + 1) == 0) {
            out->items[i].value = value;
            return ERR_NONE;
        }
    }
    out->items[out->count++] = (struct feel_entry){{name, strlen(name)}, value};
    return ERR_NONE;
}

enum err library_values_read(struct arena *arena, const char *lines, struct library_values *out) {
    enum err err = ERR_NONE;
    while (err == ERR_NONE && lines != NULL && *lines != '\0') {
        size_t length = strcspn(lines, "\n");
        const char *line = trimmed(arena, lines, length);
        lines += length + (lines[length] == '\n');
        if (line == NULL) {
            return err_failed();
        }
        if (line[0] == '\0') {
            continue;
        }
        const char *equals = strchr(line, '=');
        const char *name = equals != NULL ? trimmed(arena, line, (size_t)(equals - line)) : "";
        const char *typed = equals != NULL ? trimmed(arena, equals + 1, strlen(equals + 1)) : "";
        if (name == NULL || typed == NULL) {
            return err_failed();
        }
        if (name[0] == '\0' || typed[0] == '\0') {
            return err_set(ERR_INVALID, "LIB-52",
                           "The line “{1}” is not of the form: name = value.", line, NULL);
        }
        err = library_value_add(arena, name, typed, out);
    }
    return err;
}
