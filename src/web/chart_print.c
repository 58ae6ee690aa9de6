/*
 * Charts on paper. WeasyPrint sets the text of SVG letter by letter from left to right, so that
 * Persian comes out in pieces and backwards. For it alone, every <text> is written as it is to be
 * seen: letters in their joined forms (Unicode's presentation forms), in visual order. Browsers
 * never get this: readers aloud, searching and copying need the real letters.
 */
#include "text.h"
#include "web_chart_internal.h"
#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/ushape.h>
#include <unicode/ustring.h>

enum { PRINT_TEXT_MAX = 1000 };

static const struct {
    const char *entity;
    char character;
} print_entities[] = {{"&amp;", '&'},  {"&lt;", '<'},   {"&gt;", '>'},
                      {"&quot;", '"'}, {"&#39;", '\''}, {"&#96;", '`'}};

/* The characters behind the entities that html.c writes. */
static void print_plain(struct buf *out, const char *text, size_t length) {
    const char *end = text + length;
    while (text < end) {
        size_t step = 1;
        char c = *text;
        for (size_t i = 0; c == '&' && i < COUNT_OF(print_entities); i++) {
            size_t size = strlen(print_entities[i].entity);
            if (strncmp(text, print_entities[i].entity, size) == 0) {
                c = print_entities[i].character;
                step = size;
                break;
            }
        }
        buf_char(out, c);
        text += step;
    }
}

/* Joined letters in visual order; false if ICU cannot, or the text is too long. */
static bool print_visual(const char *text, char *out, int32_t capacity) {
    UChar logical[PRINT_TEXT_MAX], joined[PRINT_TEXT_MAX], visual[PRINT_TEXT_MAX];
    int32_t length = 0;
    UErrorCode error = U_ZERO_ERROR;
    u_strFromUTF8(logical, PRINT_TEXT_MAX, &length, text, -1, &error);
    length = u_shapeArabic(logical, length, joined, PRINT_TEXT_MAX,
                           U_SHAPE_LETTERS_SHAPE | U_SHAPE_LENGTH_GROW_SHRINK |
                               U_SHAPE_TEXT_DIRECTION_LOGICAL,
                           &error);
    UBiDi *bidi = ubidi_openSized(PRINT_TEXT_MAX, 0, &error);
    ubidi_setPara(bidi, joined, length, UBIDI_RTL, NULL, &error);
    length = ubidi_writeReordered(bidi, visual, PRINT_TEXT_MAX,
                                  UBIDI_DO_MIRRORING | UBIDI_REMOVE_BIDI_CONTROLS, &error);
    ubidi_close(bidi);
    u_strToUTF8(out, capacity, NULL, visual, length, &error);
    return U_SUCCESS(error) && error != U_STRING_NOT_TERMINATED_WARNING;
}

static void print_text(struct html *out, const char *text, size_t length) {
    char visual[4 * PRINT_TEXT_MAX];
    struct buf plain;
    buf_init(&plain, 4 * PRINT_TEXT_MAX);
    print_plain(&plain, text, length);
    if (plain.failed == ERR_NONE &&
        print_visual(buf_text(&plain), visual, (int32_t)sizeof(visual))) {
        html_text_str(out, visual);
    } else {
        html_markup(out, text, length);
    }
    buf_finish(&plain);
}

enum err web_charts_for_print(const char *markup, struct buf *out) {
    struct html html = {.buf = *out};
    const char *rest = markup;
    for (const char *at = strstr(rest, "<text "); at != NULL; at = strstr(rest, "<text ")) {
        const char *start = strchr(at, '>');
        const char *end = start == NULL ? NULL : strstr(start, "</text>");
        if (end == NULL) {
            break;
        }
        html_markup(&html, rest, (size_t)(start + 1 - rest));
        print_text(&html, start + 1, (size_t)(end - start - 1));
        rest = end;
    }
    html_markup(&html, rest, strlen(rest));
    *out = html.buf;
    return out->failed;
}
