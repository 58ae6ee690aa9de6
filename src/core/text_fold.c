/*
 * The key under which text is searched: what people write in different ways becomes one. Each
 * character is decomposed, its marks dropped, and what remains mapped to one of its kin.
 */
#include "text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "core_text_internal.h"

/* Letters of other keyboards and older spellings for the one that is searched. */
static UChar32 kin(UChar32 c) {
    switch (c) {
    case 0x0671: /* ٱ */
        return 0x0627;
    case 0x0629: /* ة */
    case 0x06BE: /* ھ */
    case 0x06C1: /* ہ */
    case 0x06C3: /* ۃ */
    case 0x06D5: /* ە */
        return 0x0647;
    case 0x0649: /* ى */
    case 0x064A: /* ي */
    case 0x06D2: /* ے */
        return 0x06CC;
    case 0x0643: /* ك */
        return 0x06A9;
    default:
        return c;
    }
}

enum fold_kind { FOLD_KEEP, FOLD_DROP, FOLD_SPACE };

static enum fold_kind kind_of(UChar32 c) {
    if (c == 0x0640) { /* kashida */
        return FOLD_DROP;
    }
    if (c == 0x200C) { /* half-space */
        return FOLD_SPACE;
    }
    switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
        return FOLD_DROP;
    case U_SPACE_SEPARATOR:
    case U_DASH_PUNCTUATION:
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
    case U_MATH_SYMBOL:
    case U_CURRENCY_SYMBOL:
    case U_MODIFIER_SYMBOL:
    case U_OTHER_SYMBOL:
        return FOLD_SPACE;
    default:
        return FOLD_KEEP;
    }
}

struct folding {
    struct buf *out;
    bool space; /* a space is due before the next letter */
};

static void fold_one(struct folding *folding, UChar32 c) {
    switch (kind_of(c)) {
    case FOLD_DROP:
        return;
    case FOLD_SPACE:
        folding->space = folding->out->length > 0;
        return;
    case FOLD_KEEP:
        break;
    }
    if (folding->space) {
        buf_char(folding->out, ' ');
        folding->space = false;
    }
    int32_t digit = u_charDigitValue(c);
    if (digit >= 0 && u_charType(c) == U_DECIMAL_DIGIT_NUMBER) {
        buf_char(folding->out, (char)('0' + digit));
    } else {
        text_put(folding->out, kin(u_foldCase(c, U_FOLD_CASE_DEFAULT)));
    }
}

static void fold_decomposed(struct folding *folding, UChar32 c) {
    enum { PARTS_MAX = 16 };
    UChar parts[PARTS_MAX];
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t count = unorm2_getDecomposition(nfc, c, parts, PARTS_MAX, &status);
    if (U_FAILURE(status) || count < 0) {
        fold_one(folding, c);
        return;
    }
    for (int32_t at = 0; at < count;) {
        UChar32 part;
        U16_NEXT_OR_FFFD(parts, at, count, part);
        fold_one(folding, part);
    }
}

/* Most of what is folded: ASCII. True if c was dealt with. */
static bool fold_ascii(struct folding *folding, UChar32 c) {
    bool upper = c >= 'A' && c <= 'Z';
    if (!upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
        return false;
    }
    if (folding->space) {
        buf_char(folding->out, ' ');
        folding->space = false;
    }
    buf_char(folding->out, (char)(upper ? c - 'A' + 'a' : c));
    return true;
}

const char *text_fold(struct arena *arena, const char *text) {
    struct buf clean;
    struct buf out;
    size_t max = strlen(text) * TEXT_GROWTH_MAX;
    buf_init(&clean, max);
    buf_init(&out, max * 3); /* decomposed Hangul and case folding */
    text_clean_into(&clean, text, false);

    struct folding folding = {.out = &out};
    for (size_t at = 0; clean.failed == ERR_NONE && at < clean.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(clean.data, at, clean.length, c);
        if (!fold_ascii(&folding, c)) {
            fold_decomposed(&folding, c);
        }
    }
    const char *key = NULL;
    if (clean.failed == ERR_NONE && out.failed == ERR_NONE) {
        key = arena_strndup(arena, buf_text(&out), out.length);
    }
    buf_finish(&out);
    buf_finish(&clean);
    return key;
}
