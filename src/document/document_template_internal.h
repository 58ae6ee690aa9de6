/* Shared by the halves of the reader of chapters: lines (template.c), blocks (template_block.c). */
#ifndef KHAJU_DOCUMENT_TEMPLATE_INTERNAL_H
#define KHAJU_DOCUMENT_TEMPLATE_INTERNAL_H

#include "buf.h"
#include "template.h"

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

static inline bool template_space(char c) {
    return c == ' ' || c == '\t';
}

/* A problem at the line being read. */
void template_problem(struct reader *reader, enum document_problem_code code, const char *message);
/* Must a block of this kind stand alone on its line? */
bool template_verb_alone(enum template_verb verb);
/* Reads what stands between {{ and }}. False (and a problem) when it is no block. */
bool template_block_read(struct reader *reader, const char *inside, size_t length,
                         struct template_block *out) WARN_UNUSED;

#endif
