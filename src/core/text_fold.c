/*
 * The key under which text is searched: what people write in different ways becomes one. Each
 * character is decomposed, its marks dropped, and what remains mapped to one of its kin.
 */
#include "text.h"

#include <string.h>
#include <threads.h>
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

enum {
    PARTS_MAX = 16,
    TABLE_SIZE = 0x0700, /* Latin, Greek, Cyrillic, Hebrew, Arabic: each folds to at most one */
};

/* One character without its marks: 0 for nothing, ' ' for what separates. */
static UChar32 fold_part(UChar32 c) {
    switch (kind_of(c)) {
    case FOLD_DROP:
        return 0;
    case FOLD_SPACE:
        return ' ';
    case FOLD_KEEP:
        break;
    }
    if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER) {
        return '0' + u_charDigitValue(c);
    }
    return kin(u_foldCase(c, U_FOLD_CASE_DEFAULT));
}

/* What c folds to; returns how many characters that is. */
static size_t fold_character(UChar32 c, UChar32 out[PARTS_MAX]) {
    UChar parts[PARTS_MAX];
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t count = unorm2_getDecomposition(nfc, c, parts, PARTS_MAX, &status);
    if (U_FAILURE(status) || count < 0) {
        out[0] = fold_part(c);
        return out[0] != 0;
    }
    size_t kept = 0;
    for (int32_t at = 0; at < count;) {
        UChar32 part;
        U16_NEXT_OR_FFFD(parts, at, count, part);
        out[kept] = fold_part(part);
        kept += out[kept] != 0;
    }
    return kept;
}

/* ICU answers in tens of nanoseconds a character; what it says of common ones is kept. */
static once_flag table_once = ONCE_FLAG_INIT;
static uint16_t table[TABLE_SIZE];

static void fill_table(void) {
    for (UChar32 c = 0; c < TABLE_SIZE; c++) {
        UChar32 out[PARTS_MAX];
        table[c] = fold_character(c, out) > 0 ? (uint16_t)out[0] : 0;
    }
}

struct folding {
    struct text_sink sink;
    bool begun;
    bool space; /* one is due before the next letter */
};

static void fold_put(struct folding *folding, UChar32 c) {
    if (c == ' ') {
        folding->space = folding->begun;
        return;
    }
    if (folding->space) {
        text_put(&folding->sink, ' ');
        folding->space = false;
    }
    text_put(&folding->sink, c);
    folding->begun = true;
}

static void fold_text(struct folding *folding, const char *text, size_t length) {
    for (size_t at = 0; at < length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text, at, length, c);
        if (c < TABLE_SIZE) {
            if (table[c] != 0) {
                fold_put(folding, table[c]);
            }
            continue;
        }
        UChar32 out[PARTS_MAX];
        size_t count = fold_character(c, out);
        for (size_t i = 0; i < count; i++) {
            fold_put(folding, out[i]);
        }
    }
    text_sink_flush(&folding->sink);
}

const char *text_fold(struct arena *arena, const char *text) {
    struct buf clean;
    struct buf out;
    size_t length = strlen(text);
    buf_init(&clean, length * TEXT_GROWTH_MAX);
    buf_init(&out, length * TEXT_GROWTH_MAX * 3); /* decomposed Hangul and case folding */
    call_once(&table_once, fill_table);
    if (!text_is_clean(text)) {
        text_clean_into(&clean, text, false);
        text = buf_text(&clean);
        length = clean.length;
    }

    struct folding folding = {.sink = {.out = &out, .used = 0}};
    fold_text(&folding, text, length);
    const char *key = NULL;
    if (clean.failed == ERR_NONE && out.failed == ERR_NONE) {
        key = arena_strndup(arena, buf_text(&out), out.length);
    }
    buf_finish(&out);
    buf_finish(&clean);
    return key;
}
