/*
 * The log: each event is built on the stack and written with one call, so that lines of several
 * threads never mix and a full heap can still be reported.
 */
#include "log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 4096, VALUE_MAX_BYTES = 512 };

struct line {
    char text[LINE_MAX_BYTES];
    size_t length;
};

static const char *const names[] = {"debug", "info", "warn", "error"};
static once_flag level_once = ONCE_FLAG_INIT;
static atomic_int level = LOG_INFO;

static void level_from_environment(void) {
    const char *wanted = getenv("KHAJU_LOG");
    for (int i = LOG_DEBUG; wanted != NULL && i <= LOG_ERROR; i++) {
        if (strcmp(wanted, names[i]) == 0) {
            atomic_store(&level, i);
        }
    }
}

void log_set_level(enum log_level least) {
    call_once(&level_once, level_from_environment); /* so that it cannot come later and undo this */
    atomic_store(&level, (int)least);
}

/* The last byte of a line is kept for its end. */
static void put(struct line *line, const char *text, size_t length) {
    size_t room = sizeof(line->text) - 1 - line->length;
    if (length > room) {
        length = room;
    }
    memcpy(line->text + line->length, text, length);
    line->length += length;
}

static void put_str(struct line *line, const char *text) {
    put(line, text, strlen(text));
}

/* One character of a quoted value; controls are escaped so that no value can forge a line. */
static void put_quoted_char(struct line *line, unsigned char c) {
    char escaped[5] = {(char)c, '\0'};
    if (c == '\n') {
        (void)snprintf(escaped, sizeof(escaped), "\\n");
    } else if (c < 0x20 || c == 0x7F) {
        (void)snprintf(escaped, sizeof(escaped), "\\x%02x", c);
    } else if (c == '"' || c == '\\') {
        (void)snprintf(escaped, sizeof(escaped), "\\%c", c);
    }
    put_str(line, escaped);
}

static bool is_plain(const char *value, size_t length) {
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)value[i];
        if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7F) {
            return false;
        }
    }
    return length > 0;
}

static void put_value(struct line *line, const char *value) {
    size_t length = strnlen(value, VALUE_MAX_BYTES);
    bool cut = length == VALUE_MAX_BYTES && value[length] != '\0';
    while (cut && length > 0 && ((unsigned char)value[length] & 0xC0) == 0x80) {
        length--; /* not in the middle of a character */
    }
    if (!cut && is_plain(value, length)) {
        put(line, value, length);
        return;
    }
    put_str(line, "\"");
    for (size_t i = 0; i < length; i++) {
        put_quoted_char(line, (unsigned char)value[i]);
    }
    put_str(line, cut ? "…\"" : "\"");
}

static void put_time(struct line *line) {
    struct timespec now;
    struct tm parts;
    char text[48];
    if (clock_gettime(CLOCK_REALTIME, &now) != 0 || gmtime_r(&now.tv_sec, &parts) == NULL) {
        return;
    }
    size_t length = strftime(text, sizeof(text), "time=%Y-%m-%dT%H:%M:%S", &parts);
    (void)snprintf(text + length, sizeof(text) - length, ".%03ldZ ", now.tv_nsec / 1000000);
    put_str(line, text);
}

static void write_line(struct line *line) {
    line->text[line->length++] = '\n';
    for (size_t done = 0; done < line->length;) {
        ssize_t written = write(STDERR_FILENO, line->text + done, line->length - done);
        if (written <= 0) {
            return; /* a log that cannot be written must not stop the program */
        }
        done += (size_t)written;
    }
}

void log_event(enum log_level severity, const char *event, ...) {
    call_once(&level_once, level_from_environment);
    if ((int)severity < atomic_load_explicit(&level, memory_order_relaxed)) {
        return;
    }
    struct line line;
    line.length = 0;
    put_time(&line);
    put_str(&line, "level=");
    put_str(&line, names[severity]);
    put_str(&line, " event=");
    put_value(&line, event);

    va_list pairs;
    va_start(pairs, event);
    for (const char *key; (key = va_arg(pairs, const char *)) != NULL;) {
        const char *value = va_arg(pairs, const char *);
        put_str(&line, " ");
        put_str(&line, key);
        put_str(&line, "=");
        put_value(&line, value == NULL ? "" : value);
        if (value == NULL) {
            break; /* a key without a value: NULL was the end of the list */
        }
    }
    va_end(pairs);
    write_line(&line);
}
