/*
 * Reading a file of the library: what it is, the model in it, and what the checkers say about it,
 * in one form for processes and decisions. Pure: bytes in, everything in the arena out.
 */
#ifndef KHAJU_LIBRARY_FILE_H
#define KHAJU_LIBRARY_FILE_H

#include "bpmn.h"
#include "check.h"
#include "decision.h"
#include "library.h"

/* Memory enough to read and check any file that the library takes. */
enum { LIBRARY_MEMORY_MAX = 256 << 20 };

struct library_complaint {
    enum check_severity severity;
    const char *rule, *standard, *clause;
    const char *id, *name;               /* of the element; NULL: it has none */
    uint32_t line;                       /* 0: not known */
    const char *text;                    /* translated */
    const struct decision_seen *example; /* inputs that show it */
    size_t example_count;
};
struct library_report {
    const struct library_complaint *complaints;
    size_t count;
    struct library_counts found; /* all, also those that are not listed */
};

struct library_file {
    enum library_kind kind;
    const struct xml_document *document;
    const struct bpmn *bpmn;               /* of a process */
    const struct decision_model *decision; /* of a decision */
    const char *name;                      /* as the file says; "" if it does not */
};

/* ERR_INVALID and ERR_LIMIT say what is wrong with the file: LIB-9 to LIB-11 and those of xml,
   process and decision. */
enum err library_file_read(struct arena *arena, const void *bytes, size_t length,
                           struct library_file *out) WARN_UNUSED;
/* Errors: only of the machine. */
enum err library_file_check(struct arena *arena, const struct library_file *file,
                            struct library_report *out) WARN_UNUSED;

#endif
