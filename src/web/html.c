/*
 * Escaping, by position. One table says which bytes need help; runs between them are copied whole.
 * All escapes are right in text and in quoted attributes alike, so a value can never leave the
 * place it was written into, whichever of the two it is.
 */
#include "html.h"

#include "calendar.h"
#include "text.h"
#include "tr.h"
#include <string.h>
#include <strings.h>

/* What stands for a byte; NULL: the byte itself. */
static const char *const html_escapes[256] = {
    ['&'] = "&amp;",
    ['<'] = "&lt;",
    ['>'] = "&gt;",
    ['"'] = "&quot;",
    ['\''] = "&#39;",
    ['`'] = "&#96;",
    /* control characters have no meaning in HTML and break XML readers */
    [1] = "\uFFFD",
    [2] = "\uFFFD",
    [3] = "\uFFFD",
    [4] = "\uFFFD",
    [5] = "\uFFFD",
    [6] = "\uFFFD",
    [7] = "\uFFFD",
    [8] = "\uFFFD",
    [11] = "\uFFFD",
    [12] = "\uFFFD",
    [14] = "\uFFFD",
    [15] = "\uFFFD",
    [16] = "\uFFFD",
    [17] = "\uFFFD",
    [18] = "\uFFFD",
    [19] = "\uFFFD",
    [20] = "\uFFFD",
    [21] = "\uFFFD",
    [22] = "\uFFFD",
    [23] = "\uFFFD",
    [24] = "\uFFFD",
    [25] = "\uFFFD",
    [26] = "\uFFFD",
    [27] = "\uFFFD",
    [28] = "\uFFFD",
    [29] = "\uFFFD",
    [30] = "\uFFFD",
    [31] = "\uFFFD",
    [127] = "\uFFFD",
};

static void html_escape(struct html *out, const char *text, size_t length) {
    size_t start = 0;
    for (size_t i = 0; i < length; i++) {
        const char *escape = html_escapes[(unsigned char)text[i]];
        if (escape != NULL) {
            buf_append(&out->buf, text + start, i - start);
            buf_str(&out->buf, escape);
            start = i + 1;
        }
    }
    buf_append(&out->buf, text + start, length - start);
}

void html_markup(struct html *out, const char *markup, size_t length) {
    buf_append(&out->buf, markup, length);
}

void html_text_str(struct html *out, const char *text) {
    if (text != NULL) {
        html_escape(out, text, strlen(text));
    }
}

void html_text_int(struct html *out, int64_t value) {
    buf_str(&out->buf, text_number(out->arena, value));
}

void html_text_real(struct html *out, double value) {
    buf_str(&out->buf, text_decimal(out->arena, value, 2));
}

void html_text_maybe(struct html *out, struct maybe_int value) {
    if (value.known) {
        html_text_int(out, value.value);
    } else {
        html_text_str(out, tr("not reported"));
    }
}

void html_text_maybe_real(struct html *out, struct maybe_real value) {
    if (value.known) {
        html_text_real(out, value.value);
    } else {
        html_text_str(out, tr("not reported"));
    }
}

void html_plain_when(struct html *out, struct when value) {
    html_text_str(out, calendar_format(out->arena, value.ms, value.with_time));
}

void html_text_when(struct html *out, struct when value) {
    const char *gregorian = calendar_format_gregorian(out->arena, value.ms);
    buf_str(&out->buf, "<time datetime=\"");
    html_text_str(out, gregorian);
    buf_str(&out->buf, "\" title=\"");
    html_text_str(out, gregorian);
    buf_str(&out->buf, "\">");
    html_plain_when(out, value);
    buf_str(&out->buf, "</time>");
}

/* Latin letters make a run of text a code, an address or a foreign word. */
static bool has_latin(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z')) {
            return true;
        }
    }
    return false;
}

/* Agencies mix digits of both scripts; a reader of Persian gets Persian ones. What stands between
   spaces and holds a Latin letter stays as it is. */
static void words_in_persian_digits(struct html *out, const char *text) {
    while (*text != '\0') {
        size_t spaces = strspn(text, " \n");
        size_t length = strcspn(text + spaces, " \n");
        const char *run = text + spaces;
        buf_append(&out->buf, text, spaces);
        bool keep = has_latin(run, length);
        for (size_t at = 0; at < length;) {
            size_t plain = keep ? length - at : 0;
            while (!keep && at + plain < length &&
                   (run[at + plain] < '0' || run[at + plain] > '9')) {
                plain++;
            }
            html_escape(out, run + at, plain);
            at += plain;
            if (at < length) {
                buf_append(&out->buf, (const char[]){'\xDB', (char)(0xB0 + run[at] - '0')}, 2);
                at++;
            }
        }
        text = run + length;
    }
}

/* Text that is nothing but digits is an identifier or a telephone number, to be copied: it stays.
 */
void html_text_words(struct html *out, struct words value) {
    bool mixed = value.text != NULL && value.text[strspn(value.text, "0123456789")] != '\0';
    buf_str(&out->buf, "<bdi>");
    if (mixed) {
        words_in_persian_digits(out, value.text);
    } else {
        html_text_str(out, value.text);
    }
    buf_str(&out->buf, "</bdi>");
}

void html_text_latin(struct html *out, struct latin value) {
    buf_str(&out->buf, "<bdi dir=\"ltr\">");
    html_text_str(out, value.text);
    buf_str(&out->buf, "</bdi>");
}

void html_text_raw(struct html *out, struct html_raw value) {
    buf_str(&out->buf, value.markup);
}

void html_plain_words(struct html *out, struct words value) {
    html_text_str(out, value.text);
}

void html_plain_latin(struct html *out, struct latin value) {
    html_text_str(out, value.text);
}

void html_attr_str(struct html *out, const char *text) {
    html_text_str(out, text);
}

void html_attr_int(struct html *out, int64_t value) {
    buf_int(&out->buf, value);
}

void html_attr_real(struct html *out, double value) {
    buf_printf(&out->buf, "%.6g", value);
}

void html_attr_when(struct html *out, struct when value) {
    html_text_str(out, calendar_format_gregorian(out->arena, value.ms));
}

void html_attr_words(struct html *out, struct words value) {
    html_text_str(out, value.text);
}

void html_attr_latin(struct html *out, struct latin value) {
    html_text_str(out, value.text);
}

/* Browsers drop tabs and line breaks from addresses and take a backslash for a slash; an address
   that counts on that is not one of ours. */
static bool html_url_safe(const char *url) {
    static const char *const schemes[] = {"http", "https", "mailto", "otpauth", "tel"};
    for (const unsigned char *at = (const unsigned char *)url; *at != '\0'; at++) {
        if (*at < ' ' || *at == 127) {
            return false;
        }
    }
    if ((url[0] == '/' || url[0] == '\\') && (url[1] == '/' || url[1] == '\\')) {
        return false; /* another host under the page's own scheme */
    }
    size_t length = strcspn(url, ":/?#");
    if (url[length] != ':') {
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        if (strlen(schemes[i]) == length && strncasecmp(url, schemes[i], length) == 0) {
            return true;
        }
    }
    return false;
}

void html_url_str(struct html *out, const char *url) {
    html_text_str(out, url == NULL || html_url_safe(url) ? url : "#");
}

void html_url_int(struct html *out, int64_t value) {
    buf_int(&out->buf, value);
}

void html_part_str(struct html *out, const char *text) {
    static const char hex[] = "0123456789ABCDEF";
    for (const unsigned char *at = (const unsigned char *)(text == NULL ? "" : text); *at != '\0';
         at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                     (*at >= '0' && *at <= '9') || strchr("-._~@", *at) != NULL;
        if (plain) {
            buf_char(&out->buf, (char)*at);
        } else {
            buf_append(&out->buf, (const char[]){'%', hex[*at >> 4], hex[*at & 15]}, 3);
        }
    }
}

void html_url_words(struct html *out, struct words value) {
    html_part_str(out, value.text);
}

int html_sentence(struct html *out, const char **rest) {
    const char *text = *rest;
    for (const char *at = text; *at != '\0'; at++) {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}') {
            html_escape(out, text, (size_t)(at - text));
            *rest = at + 3;
            return at[1] - '0';
        }
    }
    html_text_str(out, text);
    *rest = "";
    return 0;
}
