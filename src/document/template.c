/*
 * Reads a chapter line by line: headings, live blocks that stand alone, and prose in between with a
 * mark where a live block stands in a sentence. See template.h.
 */
#include "document_template_internal.h"

#include "text.h"
#include "tr.h"
#include <string.h>

void template_problem(struct reader *reader, enum document_problem_code code, const char *message) {
    document_problem_report(reader->problems, code, reader->slug, reader->line, message);
}

/* Adds a block; false when the chapter has too many. */
static bool add_block(struct reader *reader, const struct template_block *block) {
    struct template *out = reader->out;
    if (out->block_count == TEMPLATE_BLOCKS_MAX) {
        template_problem(reader, PROBLEM_syntax,
                         tr_fmt(reader->arena,
                                "A chapter may hold {1} live blocks; the rest is left out.",
                                TEMPLATE_BLOCKS_MAX));
        return false;
    }
    out->blocks[out->block_count++] = *block;
    return true;
}

static void add_part(struct reader *reader, struct template_part part) {
    struct template *out = reader->out;
    if (out->part_count == TEMPLATE_PARTS_MAX) {
        template_problem(reader, PROBLEM_syntax, tr("The chapter has too many parts; split it."));
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
                template_problem(reader, PROBLEM_syntax,
                                 tr("A live block is opened by {{ and not closed."));
                buf_append(out, at, (size_t)(end - at));
                return;
            }
            struct template_block block;
            if (template_block_read(reader, at + 2, (size_t)(close - at - 2), &block)) {
                if (template_verb_alone(block.verb)) {
                    template_problem(reader, PROBLEM_misplaced,
                                     tr_fmt(reader->arena,
                                            "A block «{1}» must stand alone on its line.",
                                            template_verb_name(block.verb)));
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
    while (skip < size && template_space(inside[skip])) {
        skip++;
    }
    bool alone = false;
    for (size_t i = 0; i < VERB_COUNT; i++) {
        const char *name = template_verb_name((enum template_verb)i);
        size_t letters = strlen(name);
        alone = alone || (template_verb_alone((enum template_verb)i) && size - skip >= letters &&
                          strncmp(inside + skip, name, letters) == 0 &&
                          (size - skip == letters || template_space(inside[skip + letters])));
    }
    if (!alone) {
        return false;
    }
    flush_prose(reader);
    struct template_block block;
    if (template_block_read(reader, inside, size, &block)) {
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
    if (level == 0 || level > 6 || level >= length || !template_space(line[level])) {
        return false;
    }
    flush_prose(reader);
    if (level > 4) {
        template_problem(reader, PROBLEM_heading_jump, tr("Headings have four levels at most."));
        level = 4;
    }
    struct buf text;
    buf_init(&text, 4096);
    const char *start = line + level;
    while (start < line + length && (template_space(*start) || *start == '#')) {
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
    while (indent < length && template_space(line[indent])) {
        indent++;
    }
    const char *text = line + indent;
    size_t size = length - indent;
    while (size > 0 && template_space(text[size - 1])) {
        size--;
    }
    bool marker = size >= 3 && (strncmp(text, "```", 3) == 0 || strncmp(text, "~~~", 3) == 0);
    bool plain = !reader->fence && !marker;
    if (plain && indent < 4 &&
        (read_heading(reader, text, size) || read_alone(reader, text, size))) {
        return;
    }
    if (plain && reader->paragraph && is_underline(text, size)) {
        template_problem(reader, PROBLEM_syntax,
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
        return err_failed();
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
        template_problem(&reader, PROBLEM_syntax, tr("A code fence is opened and not closed."));
    }
    enum err failed = reader.prose.failed;
    buf_finish(&reader.prose);
    find_title(out);
    if (failed != ERR_NONE) {
        return failed;
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}
