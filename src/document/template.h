/*
 * The template of a chapter: Markdown with live blocks. Pure: text in, parts and problems out.
 *
 * A live block stands between {{ and }} and never spans lines:
 *
 *     in a sentence                              alone on its line
 *     {{number services.count}}                  {{table gap.by_agency limit=20}}
 *     {{text province.name}}                     {{figure maturity.levels}}
 *     {{term تفویض اختیار}}                      {{paraphrase FOIA-1387 "Art. 8"}}
 *     {{clause FOIA-1387 "Art. 8"}}
 *     {{see roadmap}}                          {{processes service=… agency=…}}
 *
 * A word is bare or stands in "quotes"; an option is name=word. \{{ is a literal {{. Inside a code
 * fence or a code span nothing is live. The syntax for authors: data/document/README.md.
 */
#ifndef KHAJU_DOCUMENT_TEMPLATE_H
#define KHAJU_DOCUMENT_TEMPLATE_H

#include "arena.h"
#include "err.h"
#include "problem.h"
#include <stdbool.h>
#include <stddef.h>

enum {
    TEMPLATE_SOURCE_MAX = 256 * 1024, /* bytes of a chapter */
    TEMPLATE_BLOCKS_MAX = 400,        /* live blocks of a chapter */
    TEMPLATE_PARTS_MAX = 2000,
    TEMPLATE_WORDS_MAX = 12,
    TEMPLATE_OPTIONS_MAX = 6,
};

enum template_verb {
    VERB_NUMBER,
    VERB_TEXT,
    VERB_TABLE,
    VERB_FIGURE,
    VERB_CLAUSE,
    VERB_PARAPHRASE,
    VERB_TERM,
    VERB_SEE,
    VERB_PROCESSES,
    VERB_COUNT,
};

struct template_option {
    const char *name;
    const char *value;
};

/* One live block as it was written. */
struct template_block {
    enum template_verb verb;
    const char *words[TEMPLATE_WORDS_MAX];
    size_t word_count;
    struct template_option options[TEMPLATE_OPTIONS_MAX];
    size_t option_count;
    unsigned line;
    bool alone; /* stands alone on its line */
};

enum template_part_kind { PART_HEADING, PART_PROSE, PART_BLOCK };

/* A chapter is a row of parts. In text a block is a mark: TEMPLATE_MARK_OPEN, its index in Latin
   digits, TEMPLATE_MARK_CLOSE (characters of the private area that authored text never holds). */
#define TEMPLATE_MARK_OPEN "\xEE\x83\xB0"
#define TEMPLATE_MARK_CLOSE "\xEE\x83\xB1"
struct template_part {
    enum template_part_kind kind;
    int level;        /* of a heading, 1..4 */
    const char *text; /* heading: one line of text; prose: Markdown */
    size_t block;     /* of PART_BLOCK */
    unsigned line;
};

struct template {
    const char *title; /* of the first heading of level 1 */
    struct template_part *parts;
    size_t part_count;
    struct template_block *blocks;
    size_t block_count;
};

/* Reads a chapter. What is wrong in it becomes problems; only a failed allocation or a source that
   is too large is an error. slug names the chapter in the problems. */
enum err template_read(struct arena *arena, const char *slug, const char *source,
                       struct document_problems *problems, struct template *out) WARN_UNUSED;

const char *template_verb_name(enum template_verb verb);
/* The value of an option, or NULL. */
const char *template_option(const struct template_block *block, const char *name);
/* All words of a block joined by one space: the term of {{term …}}. */
const char *template_words(struct arena *arena, const struct template_block *block);
/* Reads a mark at text; gives the block's index and the length of the mark, or 0. */
size_t template_mark(const char *text, size_t *index_out);

#endif
