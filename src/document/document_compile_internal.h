/* What the parts of the compiler share; private to this room. */
#ifndef KHAJU_DOCUMENT_COMPILE_INTERNAL_H
#define KHAJU_DOCUMENT_COMPILE_INTERNAL_H

#include "compile.h"
#include "markup.h"
#include "template.h"

enum { COMPILE_CITED_MAX = 400, COMPILE_STALE_DAYS = 365 };

struct compiler {
    const struct compile_job *job;
    const struct document_chapter_list *chapters;
    const struct document_chapter *chapter; /* being compiled */
    struct arena *arena;
    struct arena *scratch; /* of one provider's rows */
    struct document_problems *problems;
    struct content *out;
    int64_t dates[SOURCE_COUNT];
    int tables, figures;                  /* numbered so far */
    const char *cited[COMPILE_CITED_MAX]; /* clauses reported once */
    size_t cited_count;
};

void compile_problem(struct compiler *compiler, enum document_problem_code code, unsigned line,
                     const char *message);
/* How an answer is kept as evidence. */
struct compile_freezing {
    enum template_verb verb; /* tables and figures are numbered */
    unsigned line;
    const char *caption, *value;
};
/* Adds the answer to the evidence of the version; NULL when it has failed: err_failed(). */
struct document_evidence *compile_freeze(struct compiler *compiler,
                                         const struct compile_freezing *what,
                                         const struct provider_result *result);
/* number, text, table, figure: ask the provider, freeze the answer, draw it. */
enum err compile_data(struct compiler *compiler, const struct template_block *block,
                      struct drawn_block *out) WARN_UNUSED;
/* processes: every published pair of a service, an agency or all; drawings and tables. */
enum err compile_processes(struct compiler *compiler, const struct template_block *block,
                           struct drawn_block *out) WARN_UNUSED;
/* clause, paraphrase, term, see: resolve the reference, draw it. */
enum err compile_reference(struct compiler *compiler, const struct template_block *block,
                           struct drawn_block *out) WARN_UNUSED;

#endif
