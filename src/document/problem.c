/* The list of problems of one compile. See problem.h. */
#include "problem.h"

#include "tr.h"
#include <stdlib.h>
#include <string.h>

void document_problems_init(struct document_problems *problems, struct arena *arena) {
    *problems = (struct document_problems){.arena = arena};
}

const char *document_severity_name(enum document_severity severity) {
    switch (severity) {
    case DOCUMENT_ERROR:
        return tr("Error");
    case DOCUMENT_WARNING:
        return tr("Warning");
    case DOCUMENT_NOTE:
        break;
    }
    return tr("Note");
}

/* Room for one more; false when the list is full or memory ran out (the arena remembers that). */
static bool grow(struct document_problems *problems) {
    if (problems->count < problems->capacity) {
        return true;
    }
    if (problems->capacity >= DOCUMENT_PROBLEMS_MAX) {
        return false;
    }
    size_t capacity = problems->capacity == 0 ? 32 : problems->capacity * 2;
    if (capacity > DOCUMENT_PROBLEMS_MAX) {
        capacity = DOCUMENT_PROBLEMS_MAX;
    }
    struct document_problem *items =
        ARENA_ARRAY(problems->arena, capacity, struct document_problem);
    if (items == NULL) {
        return false;
    }
    if (problems->count > 0) {
        memcpy(items, problems->items, problems->count * sizeof(*items));
    }
    problems->items = items;
    problems->capacity = capacity;
    return true;
}

void document_problem_add(struct document_problems *problems, enum document_severity severity,
                          const char *code, const char *chapter, unsigned line,
                          const char *message) {
    switch (severity) {
    case DOCUMENT_ERROR:
        problems->errors++;
        break;
    case DOCUMENT_WARNING:
        problems->warnings++;
        break;
    case DOCUMENT_NOTE:
        problems->notes++;
        break;
    }
    if (message == NULL || !grow(problems)) {
        problems->left_out++;
        return;
    }
    problems->items[problems->count++] = (struct document_problem){
        .severity = severity, .code = code, .chapter = chapter, .line = line, .message = message};
}

void document_problem_report(struct document_problems *problems, enum document_problem_code code,
                             const char *chapter, unsigned line, const char *message) {
    static const struct {
        const char *code;
        enum document_severity severity;
    } table[] = {
#define X(name, text, level) [PROBLEM_##name] = {text, level},
        DOCUMENT_PROBLEMS(X)
#undef X
    };
    document_problem_add(problems, table[code].severity, table[code].code, chapter, line, message);
}

static int compare(const void *left, const void *right) {
    const struct document_problem *a = left;
    const struct document_problem *b = right;
    if (a->severity != b->severity) {
        return a->severity < b->severity ? -1 : 1;
    }
    int chapter = strcmp(a->chapter, b->chapter);
    if (chapter != 0) {
        return chapter;
    }
    if (a->line != b->line) {
        return a->line < b->line ? -1 : 1;
    }
    int code = strcmp(a->code, b->code);
    return code != 0 ? code : strcmp(a->message, b->message);
}

void document_problems_sort(struct document_problems *problems) {
    if (problems->count > 1) {
        qsort(problems->items, problems->count, sizeof(*problems->items), compare);
    }
}
