/*
 * Errors: one small enum for the program, one message for the person, one code for the telephone.
 *
 * Policy. A function that can fail returns enum err and is marked WARN_UNUSED. The message is set
 * once, at the deepest place that understands what happened, with err_set(); callers pass the code
 * up unchanged and add nothing. The message is an English source string (see tr.h): pages show its
 * translation, logs show it as it is. The short code ("STO-4") is stable and is shown to both, so
 * that a caller and an operator can speak about the same thing.
 */
#ifndef KHAJU_CORE_ERR_H
#define KHAJU_CORE_ERR_H

#include "compiler.h"

enum err {
    ERR_NONE = 0,    /* success */
    ERR_INVALID,     /* what was sent is not acceptable; the person can correct it   (400, 422) */
    ERR_SIGNED_OUT,  /* nobody is signed in, and the page needs somebody             (401) */
    ERR_DENIED,      /* somebody is signed in, but may not do this                   (403) */
    ERR_NOT_FOUND,   /* no such thing                                                (404) */
    ERR_CONFLICT,    /* it was changed by somebody else, or exists already           (409) */
    ERR_LIMIT,       /* too large, too many, too deep                                (413) */
    ERR_RATE,        /* too often                                                    (429) */
    ERR_MEMORY,      /* an allocation failed                                         (500) */
    ERR_INTERNAL,    /* a broken promise inside the program                          (500) */
    ERR_IO,          /* file, socket or child process failed                         (500) */
    ERR_FULL,        /* the disk is full                                             (507) */
    ERR_UNAVAILABLE, /* the database or a tool is missing, busy, behind or ahead     (503) */
};

enum { ERR_CODE_MAX = 16, ERR_MESSAGE_MAX = 512 };

/* What is known about the last failure on this thread. */
struct err_detail {
    enum err err;
    char code[ERR_CODE_MAX];       /* stable, Latin, e.g. "CSV-7" */
    char message[ERR_MESSAGE_MAX]; /* translated for the person; see err_set */
    char english[ERR_MESSAGE_MAX]; /* the same sentence for the log */
};

/*
 * Records the failure on this thread and returns err, so that `return err_set(...)` reads well.
 * msgid is an English source string whose placeholders {1}..{9} are filled from the strings that
 * follow, ended by NULL. Keeps both the translated and the English sentence; in the translated
 * one a value that is a plain number ("12") is shown in Persian digits.
 * Names of secrets may appear in messages; secrets never.
 */
enum err err_set(enum err err, const char *code, const char *msgid, ...) SENTINEL;

/* err_set() of ERR_MEMORY ("MEM-1") for an allocation of one's own that failed; the arena and buf
   have done it already. */
enum err err_memory(void);

/* The last failure on this thread; never NULL. */
const struct err_detail *err_last(void);

/* What a function that answered NULL or false has set; never ERR_NONE, so that a failure cannot be
   taken for a success:  return text == NULL ? err_failed() : ERR_NONE; */
static inline enum err err_failed(void) {
    enum err err = err_last()->err;
    return err == ERR_NONE ? ERR_INTERNAL : err;
}

/* Copies a failure to another thread: err_restore() on the receiving side. */
void err_restore(const struct err_detail *detail);
void err_clear(void);

/* HTTP status for an error; 200 for ERR_NONE. */
int err_http_status(enum err err);

/* Exit code of a command for an error: 0, 1 what the person can mend, 2 use, 3 the machine. */
int err_exit_code(enum err err);

#endif
