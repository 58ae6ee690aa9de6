/*
 * Cleaning what a person typed, pasted or imported, in three steps: take away what is no text and
 * write presentation forms out; NFC; Persian letters and tidy spaces. The order makes it
 * idempotent: nothing that a later step does brings back what an earlier one removed.
 */
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "core_text_internal.h"
#include "err.h"
#include "fault.h"

enum {
    HALF_SPACE = 0x200C,
    ARABIC_YEH = 0x064A,
    ALEF_MAKSURA = 0x0649,
    PERSIAN_YEH = 0x06CC,
    ARABIC_KAF = 0x0643,
    SWASH_KAF = 0x06AA,
    PERSIAN_KAF = 0x06A9,
};

/* Characters that are no text: controls, marks of direction, byte order, soft hyphens. */
static bool is_dropped(UChar32 c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x061C || c == 0x200B ||
           c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

static bool is_line_end(UChar32 c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_presentation_form(UChar32 c) {
    return (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
}

/* True only for characters that NFC never touches, wherever they stand; false says nothing. */
static bool is_surely_nfc(UChar32 c) {
    bool mark = c == 0x060C || c == 0x061B || c == 0x061F; /* ، ؛ ؟ */
    return c < 0x0300 || mark || (c >= 0x0620 && c <= 0x064A) || (c >= 0x0660 && c <= 0x066F) ||
           (c >= 0x0671 && c <= 0x06D3) || (c >= 0x06EE && c <= 0x06FF) || c == HALF_SPACE ||
           (c >= 0x2010 && c <= 0x2027);
}

/* What nearly every text is made of: neither dropped, nor changed, nor composed. */
static bool is_plain(UChar32 c) {
    return (c >= ' ' && c < 0x7F) || (c > 0x0600 && is_surely_nfc(c));
}

/* The letters that a presentation form stands for; the form itself if there are none. */
static void put_presentation_form(struct text_sink *sink, UChar32 form) {
    enum { LETTERS_MAX = 32 };
    UChar letters[LETTERS_MAX];
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
    int32_t count = unorm2_getDecomposition(nfkc, form, letters, LETTERS_MAX, &status);
    if (U_FAILURE(status) || count < 0) {
        text_put(sink, form);
        return;
    }
    for (int32_t at = 0; at < count;) {
        UChar32 c;
        U16_NEXT(letters, at, count, c);
        text_put(sink, c);
    }
}

/* First step. Returns whether the result is NFC for certain. */
static bool strip(struct buf *out, const char *text, size_t length, bool multiline) {
    struct text_sink sink = {.out = out, .used = 0};
    bool nfc = true;
    for (size_t at = 0; at < length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text, at, length, c);
        if (is_plain(c)) {
            text_put(&sink, c);
        } else if (is_line_end(c)) {
            if (c != '\r' || text[at] != '\n') { /* of CR LF the LF counts */
                text_put(&sink, multiline ? '\n' : ' ');
            }
        } else if (c == '\t' || u_charType(c) == U_SPACE_SEPARATOR) {
            text_put(&sink, ' ');
        } else if (is_presentation_form(c)) {
            put_presentation_form(&sink, c);
            nfc = false;
        } else if (!is_dropped(c)) {
            text_put(&sink, c);
            nfc = nfc && is_surely_nfc(c);
        }
    }
    text_sink_flush(&sink);
    return nfc;
}

/* Second step: out becomes the NFC of what it holds. */
static void compose(struct buf *out) {
    if (out->failed != ERR_NONE || out->length > INT32_MAX / 8) {
        return; /* so long a text is refused everywhere long before it comes here */
    }
    /* NFC makes at most three UTF-16 units of one, and one unit at most three bytes */
    int32_t from_max = (int32_t)out->length + 1;
    int32_t to_max = 3 * from_max;
    UChar *from = FAULT_POINT(FAULT_ALLOC)
                      ? NULL
                      : malloc(sizeof(*from) * ((size_t)from_max + (size_t)to_max));
    if (from == NULL) {
        out->failed = err_memory();
        return;
    }
    UChar *to = from + from_max;
    UErrorCode status = U_ZERO_ERROR;
    int32_t units = 0;
    u_strFromUTF8WithSub(from, from_max, &units, out->data, (int32_t)out->length, 0xFFFD, NULL,
                         &status);
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t composed = unorm2_normalize(nfc, from, units, to, to_max, &status);
    if (U_FAILURE(status)) {
        out->failed = err_set(ERR_INTERNAL, "TXT-1", "The text could not be normalised ({1}).",
                              u_errorName(status), NULL);
    } else {
        struct text_sink sink = {.out = out, .used = 0};
        buf_clear(out);
        for (int32_t at = 0; at < composed;) {
            UChar32 c;
            U16_NEXT_OR_FFFD(to, at, composed, c);
            text_put(&sink, c);
        }
        text_sink_flush(&sink);
    }
    free(from);
}

static UChar32 persian_letter(UChar32 c) {
    switch (c) {
    case ARABIC_YEH:
    case ALEF_MAKSURA:
        return PERSIAN_YEH;
    case ARABIC_KAF:
    case SWASH_KAF:
        return PERSIAN_KAF;
    default:
        return c;
    }
}

/* What stands between two words: of spaces, half-spaces and line ends the strongest counts. */
struct gap {
    bool space;
    bool half_space;
    size_t lines;
};

static void write_gap(char **end, const char *start, const struct gap *gap) {
    if (*end == start) {
        return; /* leading */
    }
    for (size_t i = 0; i < gap->lines; i++) {
        *(*end)++ = '\n';
    }
    if (gap->lines > 0) {
        return;
    }
    if (gap->space) {
        *(*end)++ = ' ';
    } else if (gap->half_space) {
        size_t length = 0;
        U8_APPEND_UNSAFE(*end, length, (UChar32)HALF_SPACE);
        *end += length;
    }
}

/* Third step, in place: no letter becomes longer, and a gap is never longer than it was. */
static void tidy(struct buf *out) {
    char *end = out->data;
    struct gap gap = {0};
    for (size_t at = 0; at < out->length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(out->data, at, out->length, c);
        if (c == ' ') {
            gap.space = true;
        } else if (c == '\n') {
            gap.lines++;
        } else if (c == HALF_SPACE) {
            gap.half_space = true;
        } else {
            write_gap(&end, out->data, &gap);
            gap = (struct gap){0};
            size_t length = 0;
            U8_APPEND_UNSAFE(end, length, persian_letter(c));
            end += length;
        }
    }
    *end = '\0';
    out->length = (size_t)(end - out->data);
}

void text_clean_into(struct buf *out, const char *text, bool multiline) {
    bool nfc = strip(out, text, strlen(text), multiline);
    if (!nfc) {
        compose(out);
    }
    if (out->failed == ERR_NONE && out->length > 0) {
        tidy(out);
    }
}

/* The bytes of one character that cleaning leaves alone wherever it stands; 0 if that is not
   certain. Persian letters and marks, «», dashes and points. */
static size_t clean_character(const unsigned char *p) {
    UChar32 c = 0;
    size_t length = 0;
    if (p[0] >= 0xD8 && p[0] <= 0xDB && (p[1] & 0xC0) == 0x80) {
        c = (p[0] & 0x1F) << 6 | (p[1] & 0x3F);
        length = 2;
    } else if (p[0] == 0xC2 && (p[1] == 0xAB || p[1] == 0xBB)) {
        return 2;
    } else if (p[0] == 0xE2 && p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xA7) {
        return 3;
    }
    return length > 0 && c > 0x0600 && is_surely_nfc(c) && persian_letter(c) == c ? length : 0;
}

/* Most texts come clean: known characters, single spaces, half-spaces inside words. */
bool text_is_clean(const char *text) {
    bool after_gap = true; /* a gap may neither begin the text nor follow another */
    const unsigned char *p = (const unsigned char *)text;
    while (*p != 0) {
        bool gap = *p == ' ';
        size_t length = 1;
        if (*p >= 0x80) {
            gap = p[0] == 0xE2 && p[1] == 0x80 && p[2] == 0x8C;
            length = gap ? 3 : clean_character(p);
            if (length == 0) {
                return false;
            }
        } else if (*p < ' ' || *p == 0x7F) {
            return false;
        }
        if (gap && after_gap) {
            return false;
        }
        after_gap = gap;
        p += length;
    }
    return !after_gap || p == (const unsigned char *)text;
}

const char *text_clean(struct arena *arena, const char *text, bool multiline) {
    if (text_is_clean(text)) {
        return arena_strdup(arena, text);
    }
    struct buf out;
    buf_init(&out, strlen(text) * TEXT_GROWTH_MAX);
    text_clean_into(&out, text, multiline);
    const char *clean =
        out.failed == ERR_NONE ? arena_strndup(arena, buf_text(&out), out.length) : NULL;
    buf_finish(&out);
    return clean;
}
