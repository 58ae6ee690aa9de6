/*
 * Reads a chapter line by line: headings, live blocks that stand alone, and prose in between with a
 * mark where a live block stands in a sentence. See template.h.
 */
#include "template.h"

#include "buf.h"
#include "text.h"
#include "tr.h"
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    bool alone;
} verbs[] = {
    [VERB_NUMBER] = {"number", false}, [VERB_TEXT] = {"text", false},
    [VERB_TABLE] = {"table", true},    [VERB_FIGURE] = {"figure", true},
    [VERB_CLAUSE] = {"clause", false}, [VERB_PARAPHRASE] = {"paraphrase", true},
    [VERB_TERM] = {"term", false},     [VERB_SEE] = {"see", false},
};

struct reader {
    struct arena *arena;
    const char *slug;
    struct document_problems *problems;
    struct template *out;
    struct buf prose; /* Markdown since the last heading or block */
    unsigned prose_line;
    unsigned line;
    bool fence;     /* inside ``` or ~~~ */
    bool paragraph; /* the line before was text */
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

static void problem(struct reader *reader, enum document_problem_code code, const char *message) {
    document_problem_report(reader->problems, code, reader->slug, reader->line, message);
}

/* ---- one live block ------------------------------------------------------------------------ */

static bool is_space(char c) {
    return c == ' ' || c == '\t';
}

/* One word, bare or quoted, from *cursor; NULL at the end. A quote left open sets *broken. */
static const char *next_word(struct arena *arena, const char **cursor, const char *end,
                             bool *broken) {
    const char *at = *cursor;
    while (at < end && is_space(*at)) {
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
    while (at < end && !is_space(*at) && *at != '"' && *at != '=') {
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

/* Reads what stands between {{ and }}. False (and a problem) when it is no block. */
static bool read_block(struct reader *reader, const char *inside, size_t length,
                       struct template_block *out) {
    struct arena *arena = reader->arena;
    const char *cursor = inside;
    bool broken = false;
    *out = (struct template_block){.line = reader->line};
    const char *verb = next_word(arena, &cursor, inside + length, &broken);
    if (verb == NULL) {
        problem(reader, PROBLEM_syntax, tr("A live block is empty: write {{verb name}}."));
        return false;
    }
    size_t found = VERB_COUNT;
    for (size_t i = 0; i < VERB_COUNT; i++) {
        if (strcmp(verbs[i].name, verb) == 0) {
            found = i;
        }
    }
    if (found == VERB_COUNT) {
        problem(reader, PROBLEM_unknown_block,
                tr_fmt(arena, "There is no kind of live block called «{1}».", verb));
        return false;
    }
    out->verb = (enum template_verb)found;
    size_t least = found == VERB_CLAUSE || found == VERB_PARAPHRASE ? 2 : 1;
    if (!read_words(arena, cursor, inside + length, out) || out->word_count < least) {
        problem(reader, PROBLEM_syntax,
                tr_fmt(arena, "The live block «{1}» is not written as the guide says.",
                       arena_strndup(arena, inside, length)));
        return false;
    }
    return true;
}

/* Adds a block; false when the chapter has too many. */
static bool add_block(struct reader *reader, const struct template_block *block) {
    struct template *out = reader->out;
    if (out->block_count == TEMPLATE_BLOCKS_MAX) {
        problem(reader, PROBLEM_syntax,
                tr_fmt(reader->arena, "A chapter may hold {1} live blocks; the rest is left out.",
                       TEMPLATE_BLOCKS_MAX));
        return false;
    }
    out->blocks[out->block_count++] = *block;
    return true;
}

/* ---- lines --------------------------------------------------------------------------------- */

static void add_part(struct reader *reader, struct template_part part) {
    struct template *out = reader->out;
    if (out->part_count == TEMPLATE_PARTS_MAX) {
        problem(reader, PROBLEM_syntax, tr("The chapter has too many parts; split it."));
        return;
    }
    out->parts[out->part_count++] = part;
}

static void flush_prose(struct reader *reader) {
    const char *text = buf_text(&reader->prose);
    if (text[strspn(text, " \t\n")] != '\0') {
        add_part(reader, (struct template_part){.kind = PART_PROSE,
                                                .text = arena_strdup(reader->arena, text),
                                                .line = reader->prose_line});
    }
    buf_clear(&reader->prose);
    reader->paragraph = false;
}

/* Length of the code span that starts at text, or 0 when its backticks are never closed. */
static size_t code_span(const char *text, const char *end) {
    size_t ticks = strspn(text, "`");
    for (const char *at = text + ticks; at < end; at++) {
        if (*at == '`') {
            size_t run = strspn(at, "`");
            if (run == ticks) {
                return (size_t)(at - text) + run;
            }
            at += run - 1;
        }
    }
    return 0;
}

/* Appends one line of text to out with marks in place of its blocks. */
static void read_inline(struct reader *reader, const char *line, size_t length, struct buf *out) {
    const char *end = line + length;
    for (const char *at = line; at < end;) {
        size_t span = *at == '`' ? code_span(at, end) : 0;
        if (span > 0) {
            buf_append(out, at, span);
            at += span;
        } else if (end - at >= 3 && strncmp(at, "\\{{", 3) == 0) {
            buf_str(out, "{{");
            at += 3;
        } else if (end - at >= 2 && strncmp(at, "{{", 2) == 0) {
            const char *close = strstr(at, "}}");
            if (close == NULL || close >= end) {
                problem(reader, PROBLEM_syntax, tr("A live block is opened by {{ and not closed."));
                buf_append(out, at, (size_t)(end - at));
                return;
            }
            struct template_block block;
            if (read_block(reader, at + 2, (size_t)(close - at - 2), &block)) {
                if (verbs[block.verb].alone) {
                    problem(reader, PROBLEM_misplaced,
                            tr_fmt(reader->arena, "A block «{1}» must stand alone on its line.",
                                   verbs[block.verb].name));
                } else if (add_block(reader, &block)) {
                    buf_printf(out, TEMPLATE_MARK_OPEN "%zu" TEMPLATE_MARK_CLOSE,
                               reader->out->block_count - 1);
                }
            }
            at = close + 2;
        } else {
            buf_char(out, *at++);
        }
    }
}

/* Is this line one block that stands alone? Then it becomes a part. */
static bool read_alone(struct reader *reader, const char *line, size_t length) {
    if (length < 4 || strncmp(line, "{{", 2) != 0 || strncmp(line + length - 2, "}}", 2) != 0) {
        return false;
    }
    const char *inside = line + 2;
    size_t size = length - 4;
    for (size_t i = 0; i + 1 < size; i++) {
        if (inside[i] == '}' && inside[i + 1] == '}') {
            return false; /* two blocks on a line: a sentence */
        }
    }
    size_t skip = 0;
    while (skip < size && is_space(inside[skip])) {
        skip++;
    }
    bool alone = false;
    for (size_t i = 0; i < VERB_COUNT; i++) {
        size_t name = strlen(verbs[i].name);
        alone = alone || (verbs[i].alone && size - skip >= name &&
                          strncmp(inside + skip, verbs[i].name, name) == 0 &&
                          (size - skip == name || is_space(inside[skip + name])));
    }
    if (!alone) {
        return false;
    }
    flush_prose(reader);
    struct template_block block;
    if (read_block(reader, inside, size, &block)) {
        block.alone = true;
        if (add_block(reader, &block)) {
            add_part(reader, (struct template_part){.kind = PART_BLOCK,
                                                    .block = reader->out->block_count - 1,
                                                    .line = reader->line});
        }
    }
    return true;
}

static bool read_heading(struct reader *reader, const char *line, size_t length) {
    size_t level = strspn(line, "#");
    if (level == 0 || level > 6 || level >= length || !is_space(line[level])) {
        return false;
    }
    flush_prose(reader);
    if (level > 4) {
        problem(reader, PROBLEM_heading_jump, tr("Headings have four levels at most."));
        level = 4;
    }
    struct buf text;
    buf_init(&text, 4096);
    const char *start = line + level;
    while (start < line + length && (is_space(*start) || *start == '#')) {
        start++;
    }
    read_inline(reader, start, (size_t)(line + length - start), &text);
    add_part(reader, (struct template_part){.kind = PART_HEADING,
                                            .level = (int)level,
                                            .text = arena_strdup(reader->arena, buf_text(&text)),
                                            .line = reader->line});
    buf_finish(&text);
    return true;
}

/* A line of === or --- under a paragraph would be a heading that the contents cannot see. */
static bool is_underline(const char *line, size_t length) {
    return length >= 3 && (line[0] == '=' || line[0] == '-') &&
           strspn(line, (char[]){line[0], '\0'}) >= length;
}

static void read_line(struct reader *reader, const char *line, size_t length) {
    size_t indent = 0;
    while (indent < length && is_space(line[indent])) {
        indent++;
    }
    const char *text = line + indent;
    size_t size = length - indent;
    while (size > 0 && is_space(text[size - 1])) {
        size--;
    }
    bool marker = size >= 3 && (strncmp(text, "```", 3) == 0 || strncmp(text, "~~~", 3) == 0);
    bool plain = !reader->fence && !marker;
    if (plain && indent < 4 &&
        (read_heading(reader, text, size) || read_alone(reader, text, size))) {
        return;
    }
    if (plain && reader->paragraph && is_underline(text, size)) {
        problem(reader, PROBLEM_syntax,
                tr("Write a heading with # before it, not with a line under it."));
        return;
    }
    if (buf_text(&reader->prose)[0] == '\0') {
        reader->prose_line = reader->line;
    }
    if (plain) {
        read_inline(reader, line, length, &reader->prose);
    } else {
        buf_append(&reader->prose, line, length);
    }
    buf_char(&reader->prose, '\n');
    reader->paragraph = plain && size > 0;
    reader->fence = marker ? !reader->fence : reader->fence;
}

static void find_title(struct template *out) {
    out->title = "";
    for (size_t i = 0; i < out->part_count; i++) {
        if (out->parts[i].kind == PART_HEADING && out->parts[i].level == 1) {
            out->title = out->parts[i].text;
            return;
        }
    }
}

/* A copy of the text without the characters of marks, so that nobody can forge one, wherever in the
   text. NULL: no memory. */
static const char *without_marks(struct arena *arena, const char *source, size_t length) {
    const size_t side = sizeof(TEMPLATE_MARK_OPEN) - 1;
    char *copy = ARENA_ARRAY(arena, length + 1, char);
    size_t size = 0;
    for (const char *at = source; copy != NULL && *at != '\0';) {
        if (strncmp(at, TEMPLATE_MARK_OPEN, side) == 0 ||
            strncmp(at, TEMPLATE_MARK_CLOSE, side) == 0) {
            at += side;
        } else {
            copy[size++] = *at++;
        }
    }
    return copy;
}

enum err template_read(struct arena *arena, const char *slug, const char *source,
                       struct document_problems *problems, struct template *out) {
    size_t length = strlen(source);
    *out = (struct template){.title = ""};
    if (length > TEMPLATE_SOURCE_MAX) {
        return err_set(ERR_LIMIT, "DOC-1", "The chapter {1} is longer than a chapter may be.", slug,
                       NULL);
    }
    size_t bad = text_utf8_valid(source, length);
    if (bad < length) {
        return err_set(ERR_INVALID, "DOC-2", "The text of the chapter {1} is not valid UTF-8.",
                       slug, NULL);
    }
    source = without_marks(arena, source, length);
    out->parts = ARENA_ARRAY(arena, TEMPLATE_PARTS_MAX, struct template_part);
    out->blocks = ARENA_ARRAY(arena, TEMPLATE_BLOCKS_MAX, struct template_block);
    if (arena_failed(arena)) {
        return ERR_MEMORY;
    }
    struct reader reader = {.arena = arena, .slug = slug, .problems = problems, .out = out};
    /* a mark is never more than three times as long as the shortest block */
    buf_init(&reader.prose, 3 * TEMPLATE_SOURCE_MAX);
    for (const char *at = source; *at != '\0';) {
        size_t size = strcspn(at, "\n");
        reader.line++;
        read_line(&reader, at, size > 0 && at[size - 1] == '\r' ? size - 1 : size);
        at += size + (at[size] == '\n');
    }
    flush_prose(&reader);
    if (reader.fence) {
        problem(&reader, PROBLEM_syntax, tr("A code fence is opened and not closed."));
    }
    enum err failed = reader.prose.failed;
    buf_finish(&reader.prose);
    find_title(out);
    if (failed != ERR_NONE) {
        return failed;
    }
    return arena_failed(arena) ? ERR_MEMORY : ERR_NONE;
}
