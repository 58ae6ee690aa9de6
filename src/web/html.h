/*
 * HTML out, one function per position. Templates (tools/tplgen.py) call these through _Generic;
 * C code outside web never writes markup.
 *
 *   position      const char *          integers             struct when       struct words
 *   text          escaped               Persian digits, ٬    <time> Jalali     <bdi>escaped</bdi>
 *   plain         escaped               Persian digits, ٬    Jalali            escaped
 *   attribute     escaped               Latin digits         ISO date          escaped
 *   URL           escaped, checked      Latin digits         –                 percent-encoded
 *   URL part      percent-encoded       Latin digits         –                 percent-encoded
 *
 * Plain is where only text may stand: <title>, <option>, <textarea>, SVG text, and the values of
 * translated sentences inside attributes. A URL part is a value behind the start of an address
 * (href="/services/{{ id }}"): one path segment or one query value.
 */
#ifndef KHAJU_WEB_HTML_H
#define KHAJU_WEB_HTML_H

#include <stdbool.h>
#include <stdint.h>
#include "arena.h"
#include "buf.h"
#include "maybe.h"

struct html {
    struct buf buf;
    struct arena *arena;
};

/* A moment (epoch ms) shown as a Jalali date, the Gregorian one in title. */
struct when {
    int64_t ms;
    bool with_time;
};
/* A citizen's or an agency's own words: isolated in <bdi> so that directions do not mix. */
struct words {
    const char *text;
};
/* Latin text: codes, addresses, e-mail: <bdi dir="ltr">. */
struct latin {
    const char *text;
};
/* Ready markup: only web makes it (charts, form widgets, Markdown). */
struct html_raw {
    const char *markup;
};

static inline struct when when_date(int64_t ms) {
    return (struct when){ms, false};
}
static inline struct when when_time(int64_t ms) {
    return (struct when){ms, true};
}
static inline struct words words(const char *text) {
    return (struct words){text};
}
static inline struct latin latin(const char *text) {
    return (struct latin){text};
}

void html_markup(struct html *out, const char *markup, size_t length); /* generated code only */
void html_text_str(struct html *out, const char *text);                /* NULL writes nothing */
void html_text_int(struct html *out, int64_t value);
void html_text_real(struct html *out, double value);            /* two digits at most */
void html_text_maybe(struct html *out, struct maybe_int value); /* or «گزارش نشده» */
void html_text_maybe_real(struct html *out, struct maybe_real value);
void html_text_when(struct html *out, struct when value);
void html_text_words(struct html *out, struct words value);
void html_text_latin(struct html *out, struct latin value);
void html_text_raw(struct html *out, struct html_raw value);
void html_plain_when(struct html *out, struct when value);
void html_plain_words(struct html *out, struct words value);
void html_plain_latin(struct html *out, struct latin value);
void html_attr_str(struct html *out, const char *text);
void html_attr_int(struct html *out, int64_t value);
void html_attr_real(struct html *out, double value);
void html_attr_when(struct html *out, struct when value);
void html_attr_words(struct html *out, struct words value);
void html_attr_latin(struct html *out, struct latin value);
/* Relative, http, https, mailto, otpauth, tel; anything else becomes "#". */
void html_url_str(struct html *out, const char *url);
void html_url_int(struct html *out, int64_t value);
void html_url_words(struct html *out, struct words value); /* one percent-encoded component */
void html_part_str(struct html *out, const char *text);

/* Writes a translated sentence up to its next placeholder and returns that placeholder's number,
   or writes the rest and returns 0. *rest moves on. */
int html_sentence(struct html *out, const char **rest);

#define HTML_INTS(f) \
    int : f, long : f, long long : f, unsigned : f, unsigned long : f, unsigned long long : f
#define html_text(out, x) \
    _Generic((x), char *: html_text_str, const char *: html_text_str, \
    HTML_INTS(html_text_int), double: html_text_real, struct maybe_int: html_text_maybe, \
    struct maybe_real: html_text_maybe_real, struct when: html_text_when, \
    struct words: html_text_words, struct latin: html_text_latin, \
    struct html_raw: html_text_raw)(out, x)
#define html_plain(out, x) \
    _Generic((x), char *: html_text_str, const char *: html_text_str, \
    HTML_INTS(html_text_int), double: html_text_real, struct maybe_int: html_text_maybe, \
    struct maybe_real: html_text_maybe_real, struct when: html_plain_when, \
    struct words: html_plain_words, struct latin: html_plain_latin)(out, x)
#define html_attr(out, x) \
    _Generic((x), char *: html_attr_str, const char *: html_attr_str, \
    HTML_INTS(html_attr_int), double: html_attr_real, struct when: html_attr_when, \
    struct words: html_attr_words, struct latin: html_attr_latin)(out, x)
#define html_url(out, x) \
    _Generic((x), char *: html_url_str, const char *: html_url_str, \
    HTML_INTS(html_url_int), struct words: html_url_words)(out, x)
#define html_part(out, x) \
    _Generic((x), char *: html_part_str, const char *: html_part_str, \
    HTML_INTS(html_url_int), struct words: html_url_words)(out, x)

#endif
