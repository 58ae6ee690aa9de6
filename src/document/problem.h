/*
 * What a compile has to say about the chapters: a list of sentences, each with its place. The list
 * is bounded; what does not fit is counted, so that nobody believes that the end was reached.
 */
#ifndef KHAJU_DOCUMENT_PROBLEM_H
#define KHAJU_DOCUMENT_PROBLEM_H

#include "document.h"

/* message is already translated and lives in the arena of the list. Severity and code as the table
   in document.h says. */
void document_problem_report(struct document_problems *problems, enum document_problem_code code,
                             const char *chapter, unsigned line, const char *message);
/* The same with a severity of one's own. */
void document_problem_add(struct document_problems *problems, enum document_severity severity,
                          const char *code, const char *chapter, unsigned line,
                          const char *message);
/* Errors first, then chapter by chapter, line by line. */
void document_problems_sort(struct document_problems *problems);

#endif
