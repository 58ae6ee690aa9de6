/*
 * The last failure of each thread, in fixed memory: reporting "out of memory" must not need any.
 */
#include "err.h"

#include <stdarg.h>
#include <string.h>

#include "core_tr_internal.h"
#include "tr.h"

enum { VALUES_MAX = 9 };

static _Thread_local struct err_detail last;

enum err err_set(enum err err, const char *code, const char *msgid, ...) {
    const char *values[VALUES_MAX];
    char digits[VALUES_MAX][TR_DIGITS_SIZE];
    const char *localised[VALUES_MAX];
    size_t count = 0;

    va_list arguments;
    va_start(arguments, msgid);
    for (; count < VALUES_MAX; count++) {
        values[count] = va_arg(arguments, const char *);
        if (values[count] == NULL) {
            break;
        }
        localised[count] = tr_localised_number(values[count], digits[count]);
    }
    va_end(arguments);

    /* built aside: a value may point into the detail that is being replaced */
    struct err_detail detail = {.err = err};
    const char *code_only[] = {code};
    (void)tr_fill(detail.code, sizeof(detail.code), "{1}", 1, code_only);
    (void)tr_fill(detail.english, sizeof(detail.english), msgid, count, values);
    (void)tr_fill(detail.message, sizeof(detail.message), tr(msgid), count, localised);
    last = detail;
    return err;
}

enum err err_memory(void) {
    return err_set(ERR_MEMORY, "MEM-1", "The program is out of memory. Please try again.", NULL);
}

const struct err_detail *err_last(void) {
    return &last;
}

void err_restore(const struct err_detail *detail) {
    last = *detail;
}

void err_clear(void) {
    memset(&last, 0, sizeof(last));
}

int err_http_status(enum err err) {
    switch (err) {
    case ERR_NONE:
        return 200;
    case ERR_INVALID:
        return 422;
    case ERR_SIGNED_OUT:
        return 401;
    case ERR_DENIED:
        return 403;
    case ERR_NOT_FOUND:
        return 404;
    case ERR_CONFLICT:
        return 409;
    case ERR_LIMIT:
        return 413;
    case ERR_RATE:
        return 429;
    case ERR_FULL:
        return 507;
    case ERR_UNAVAILABLE:
        return 503;
    case ERR_MEMORY:
    case ERR_INTERNAL:
    case ERR_IO:
        return 500;
    }
    return 500;
}

int err_exit_code(enum err err) {
    enum { EXIT_OK = 0, EXIT_MENDABLE = 1, EXIT_MACHINE = 3 };
    switch (err) {
    case ERR_NONE:
        return EXIT_OK;
    case ERR_INVALID:
    case ERR_SIGNED_OUT:
    case ERR_DENIED:
    case ERR_NOT_FOUND:
    case ERR_CONFLICT:
    case ERR_LIMIT:
    case ERR_RATE:
        return EXIT_MENDABLE;
    case ERR_MEMORY:
    case ERR_INTERNAL:
    case ERR_IO:
    case ERR_FULL:
    case ERR_UNAVAILABLE:
        return EXIT_MACHINE;
    }
    return EXIT_MACHINE;
}
