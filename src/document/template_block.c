/* One live block of a chapter, {{verb words option="value"}}, and the mark that stands for it. */
#include "document_template_internal.h"

#include "tr.h"
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    bool alone;
} verbs[] = {
    [VERB_NUMBER] = {"number", false},      [VERB_TEXT] = {"text", false},
    [VERB_TABLE] = {"table", true},         [VERB_FIGURE] = {"figure", true},
    [VERB_CLAUSE] = {"clause", false},      [VERB_PARAPHRASE] = {"paraphrase", true},
    [VERB_TERM] = {"term", false},          [VERB_SEE] = {"see", false},
    [VERB_PROCESSES] = {"processes", true},
};

const char *template_verb_name(enum template_verb verb) {
    return verbs[verb].name;
}

const char *template_option(const struct template_block *block, const char *name) {
    for (size_t i = 0; i < block->option_count; i++) {
        if (strcmp(block->options[i].name, name) == 0) {
            return block->options[i].value;
        }
    }
    return NULL;
}

const char *template_words(struct arena *arena, const struct template_block *block) {
    const char *text = "";
    for (size_t i = 0; i < block->word_count && text != NULL; i++) {
        text = i == 0 ? block->words[0] : arena_printf(arena, "%s %s", text, block->words[i]);
    }
    return text;
}

bool template_verb_alone(enum template_verb verb) {
    return verbs[verb].alone;
}

size_t template_mark(const char *text, size_t *index_out) {
    const size_t side = sizeof(TEMPLATE_MARK_OPEN) - 1;
    if (strncmp(text, TEMPLATE_MARK_OPEN, side) != 0) {
        return 0;
    }
    char *end = NULL;
    unsigned long index = strtoul(text + side, &end, 10);
    if (end == text + side || strncmp(end, TEMPLATE_MARK_CLOSE, side) != 0) {
        return 0;
    }
    *index_out = index;
    return (size_t)(end - text) + side;
}

/* One word, bare or quoted, from *cursor; NULL at the end. A quote left open sets *broken. */
static const char *next_word(struct arena *arena, const char **cursor, const char *end,
                             bool *broken) {
    const char *at = *cursor;
    while (at < end && template_space(*at)) {
        at++;
    }
    if (at == end) {
        *cursor = at;
        return NULL;
    }
    const char *start = at;
    if (*at == '"') {
        start = ++at;
        while (at < end && *at != '"') {
            at++;
        }
        if (at == end) {
            *broken = true;
            return NULL;
        }
        *cursor = at + 1;
        return arena_strndup(arena, start, (size_t)(at - start));
    }
    while (at < end && !template_space(*at) && *at != '"' && *at != '=') {
        at++;
    }
    if (at == start) {
        *broken = true; /* an equals sign with nothing before it */
        return NULL;
    }
    *cursor = at;
    return arena_strndup(arena, start, (size_t)(at - start));
}

/* Reads words and options behind the verb; false when they are malformed. */
static bool read_words(struct arena *arena, const char *cursor, const char *end,
                       struct template_block *block) {
    bool broken = false;
    for (;;) {
        const char *word = next_word(arena, &cursor, end, &broken);
        if (word == NULL) {
            return !broken;
        }
        if (cursor < end && *cursor == '=') {
            cursor++;
            const char *value = next_word(arena, &cursor, end, &broken);
            if (value == NULL || block->option_count == TEMPLATE_OPTIONS_MAX) {
                return false;
            }
            block->options[block->option_count++] = (struct template_option){word, value};
        } else {
            if (block->word_count == TEMPLATE_WORDS_MAX) {
                return false;
            }
            block->words[block->word_count++] = word;
        }
    }
}

bool template_block_read(struct reader *reader, const char *inside, size_t length,
                         struct template_block *out) {
    struct arena *arena = reader->arena;
    const char *cursor = inside;
    bool broken = false;
    *out = (struct template_block){.line = reader->line};
    const char *verb = next_word(arena, &cursor, inside + length, &broken);
    if (verb == NULL) {
        template_problem(reader, PROBLEM_syntax, tr("A live block is empty: write {{verb name}}."));
        return false;
    }
    size_t found = VERB_COUNT;
    for (size_t i = 0; i < VERB_COUNT; i++) {
        if (strcmp(verbs[i].name, verb) == 0) {
            found = i;
        }
    }
    if (found == VERB_COUNT) {
        template_problem(reader, PROBLEM_unknown_block,
                         tr_fmt(arena, "There is no kind of live block called «{1}».", verb));
        return false;
    }
    out->verb = (enum template_verb)found;
    size_t least = found == VERB_CLAUSE || found == VERB_PARAPHRASE ? 2 : found != VERB_PROCESSES;
    if (!read_words(arena, cursor, inside + length, out) || out->word_count < least) {
        template_problem(reader, PROBLEM_syntax,
                         tr_fmt(arena, "The live block «{1}» is not written as the guide says.",
                                arena_strndup(arena, inside, length)));
        return false;
    }
    return true;
}
