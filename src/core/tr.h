/*
 * Translation. Source strings are English; the province's language is compiled in from po/fa.po.
 * tr() finds the Persian sentence, or gives back the English one (CI refuses missing ones).
 * Placeholders are {1}..{9}. Enumerations and names from data are never translated here.
 * KHAJU_LANG=en in the environment shows engineers the source strings, with Latin digits.
 */
#ifndef KHAJU_CORE_TR_H
#define KHAJU_CORE_TR_H

#include <stddef.h>
#include <stdint.h>
#include "arena.h"

/* The translation of a literal source string. Extraction scans for tr("…"), tr_fmt(a, "…"),
   err_set(…, "…") and the [[…]] of templates; TR_NOOP marks literals kept in tables. */
const char *tr(const char *msgid);
#define TR_NOOP(msgid) msgid
/* The language tr() answers in: "fa" or "en", as <html lang> wants it. */
const char *tr_language(void);

/* One value of a sentence. */
struct tr_arg {
    enum { TR_TEXT, TR_INT, TR_DECIMAL } kind;
    const char *text;
    int64_t integer;
    double decimal; /* one fraction digit, two at most */
};
struct tr_arg tr_text(const char *text);
struct tr_arg tr_int(int64_t value);    /* Persian digits, grouped by ٬ */
struct tr_arg tr_decimal(double value); /* Persian digits, ٫ */
#define TR_ARG(x) \
    _Generic((x), char *: tr_text, const char *: tr_text, \
    int: tr_int, long: tr_int, long long: tr_int, unsigned: tr_int, \
    unsigned long: tr_int, unsigned long long: tr_int, double: tr_decimal)(x)

/* A sentence with its placeholders filled; allocated in the arena; NULL only on ERR_MEMORY. */
const char *tr_format(struct arena *arena, const char *msgid, size_t count,
                      const struct tr_arg *args);
/* The same in the source language, for what must be said in both. */
const char *tr_format_source(struct arena *arena, const char *msgid, size_t count,
                             const struct tr_arg *args);
#define TR_PICK(_1, _2, _3, _4, _5, name, ...) name
#define tr_fmt1(a, m, x1) tr_format(a, m, 1, (struct tr_arg[]){TR_ARG(x1)})
#define tr_fmt2(a, m, x1, x2) tr_format(a, m, 2, (struct tr_arg[]){TR_ARG(x1), TR_ARG(x2)})
#define tr_fmt3(a, m, x1, x2, x3) \
    tr_format(a, m, 3, (struct tr_arg[]){TR_ARG(x1), TR_ARG(x2), TR_ARG(x3)})
#define tr_fmt4(a, m, x1, x2, x3, x4) \
    tr_format(a, m, 4, (struct tr_arg[]){TR_ARG(x1), TR_ARG(x2), TR_ARG(x3), TR_ARG(x4)})
#define tr_fmt5(a, m, x1, x2, x3, x4, x5) \
    tr_format(a, m, 5, \
              (struct tr_arg[]){TR_ARG(x1), TR_ARG(x2), TR_ARG(x3), TR_ARG(x4), TR_ARG(x5)})
#define tr_fmt(a, m, ...) \
    TR_PICK(__VA_ARGS__, tr_fmt5, tr_fmt4, tr_fmt3, tr_fmt2, tr_fmt1, 0)(a, m, __VA_ARGS__)

#endif
