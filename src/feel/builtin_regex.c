/* matches, replace and split (10.3.4.3). What a pattern does costs steps of the run. */
#include "feel_internal.h"

#include <unicode/uregex.h>
#include <unicode/utext.h>

#include "feel_regex.h"
#include "tr.h"

enum {
    COST_OF_PATTERN = 20,
    COST_OF_WORK = 2500,
    STRING_MAX = 16 * 1024 * 1024,
    PATTERN_MAX = 64 * 1024
};

struct search {
    struct feel_run *run;
    URegularExpression *regex;
    UText *input;
    struct feel_string text;
    UErrorCode status;
};

static void search_finish(struct search *search) {
    uregex_close(search->regex);
    utext_close(search->input);
}

/* ICU calls this every ten thousand steps of its own; false stops it. */
static UBool U_CALLCONV pay(const void *context, int32_t steps) {
    /* ICU hands the context back as it was given, which was not const */
    struct feel_run *run = *(struct feel_run *const *)context;
    return feel_step(run, COST_OF_WORK);
}

static bool search_init(struct feel_run *run, struct feel_string text, struct feel_string pattern,
                        struct feel_value flags_text, struct search *out) {
    *out = (struct search){.run = run, .text = text, .status = U_ZERO_ERROR};
    struct feel_regex_flags flags = {0};
    if (!feel_step(run, COST_OF_PATTERN)) {
        return false;
    }
    struct buf buf;
    buf_init(&buf, PATTERN_MAX);
    if ((flags_text.type != FEEL_STRING || feel_regex_flags(flags_text.string, &flags)) &&
        feel_regex_translate(pattern, flags, &buf) && buf.failed == ERR_NONE) {
        uint32_t options = UREGEX_UNIX_LINES | (flags.literal ? UREGEX_LITERAL : 0u) |
                           (flags.ignore_case ? UREGEX_CASE_INSENSITIVE : 0u) |
                           (flags.multiline ? UREGEX_MULTILINE : 0u);
        UText *words = utext_openUTF8(NULL, buf_text(&buf), (int64_t)buf.length, &out->status);
        out->regex = uregex_openUText(words, options, NULL, &out->status);
        utext_close(words);
        out->input = utext_openUTF8(NULL, text.bytes, (int64_t)text.length, &out->status);
        uregex_setUText(out->regex, out->input, &out->status);
        uregex_setMatchCallback(out->regex, pay, &out->run, &out->status);
    } else {
        out->status = U_REGEX_RULE_SYNTAX;
        run->failed = run->failed != ERR_NONE ? run->failed : buf.failed;
    }
    buf_finish(&buf);
    if (U_FAILURE(out->status)) {
        search_finish(out);
        return false;
    }
    return true;
}

static struct feel_value no_pattern(struct feel_run *run) {
    return feel_because(run, TR_NOOP("This is no pattern, or it takes too long."));
}

static struct feel_value matches(struct feel_run *run, const struct feel_value *args) {
    struct search search;
    if (!search_init(run, args[0].string, args[1].string, args[2], &search)) {
        return no_pattern(run);
    }
    bool found = uregex_find64(search.regex, -1, &search.status);
    struct feel_value result = U_FAILURE(search.status) ? no_pattern(run) : feel_boolean(found);
    search_finish(&search);
    return result;
}

/* $N is the longest number of a group that exists, \$ and \\ are themselves. */
static bool add_replacement(struct search *search, struct feel_string by, struct buf *out) {
    int32_t groups = uregex_groupCount(search->regex, &search->status);
    for (size_t i = 0; i < by.length; i++) {
        char c = by.bytes[i];
        char next = i + 1 < by.length ? by.bytes[i + 1] : '\0';
        if (c == '\\') {
            if (next != '\\' && next != '$') {
                return false;
            }
            buf_char(out, next);
            i++;
        } else if (c != '$') {
            buf_char(out, c);
        } else {
            int32_t group = next - '0';
            if (next < '0' || next > '9') {
                return false;
            }
            for (i++; i + 1 < by.length && by.bytes[i + 1] >= '0' && by.bytes[i + 1] <= '9' &&
                      group * 10 + (by.bytes[i + 1] - '0') <= groups;
                 i++) {
                group = group * 10 + (by.bytes[i + 1] - '0');
            }
            int64_t start =
                group <= groups ? uregex_start64(search->regex, group, &search->status) : -1;
            if (start >= 0) {
                int64_t end = uregex_end64(search->regex, group, &search->status);
                buf_append(out, search->text.bytes + start, (size_t)(end - start));
            }
        }
    }
    return true;
}

/* The text between the matches goes to out, and each match is replaced; false: null. */
static bool replace_all(struct feel_run *run, struct search *search, struct feel_string by,
                        bool literal, struct buf *out) {
    int64_t done = 0;
    while (uregex_findNext(search->regex, &search->status) && feel_step(run, 1)) {
        int64_t start = uregex_start64(search->regex, 0, &search->status);
        int64_t end = uregex_end64(search->regex, 0, &search->status);
        if (U_FAILURE(search->status) || start == end) {
            return false; /* a pattern that matches nothing at all is an error in XPath */
        }
        buf_append(out, search->text.bytes + done, (size_t)(start - done));
        if (literal) {
            buf_append(out, by.bytes, by.length);
        } else if (!add_replacement(search, by, out)) {
            return false;
        }
        done = end;
    }
    buf_append(out, search->text.bytes + done, search->text.length - (size_t)done);
    return U_SUCCESS(search->status);
}

static struct feel_value replace(struct feel_run *run, const struct feel_value *args) {
    struct search search;
    struct feel_regex_flags flags = {0};
    if (!search_init(run, args[0].string, args[1].string, args[3], &search)) {
        return no_pattern(run);
    }
    struct buf buf;
    buf_init(&buf, STRING_MAX);
    bool literal =
        args[3].type == FEEL_STRING && feel_regex_flags(args[3].string, &flags) && flags.literal;
    bool replaced = replace_all(run, &search, args[2].string, literal, &buf);
    search_finish(&search);
    if (!replaced) {
        buf_finish(&buf);
        return no_pattern(run);
    }
    return feel_buf_value(run, &buf);
}

static bool add_part(struct feel_run *run, struct feel_builder *out, struct feel_string text,
                     int64_t from, int64_t to) {
    char *copy = arena_strndup(run->arena, text.bytes + from, (size_t)(to - from));
    return copy && feel_step(run, 1) &&
           feel_builder_add(out, feel_string_sized(copy, (size_t)(to - from)));
}

static struct feel_value split(struct feel_run *run, const struct feel_value *args) {
    struct search search;
    if (!search_init(run, args[0].string, args[1].string, feel_null(NULL), &search)) {
        return no_pattern(run);
    }
    struct feel_builder out = {.arena = run->arena};
    int64_t done = 0;
    bool fine = true;
    while (fine && uregex_findNext(search.regex, &search.status)) {
        int64_t start = uregex_start64(search.regex, 0, &search.status);
        int64_t end = uregex_end64(search.regex, 0, &search.status);
        fine = U_SUCCESS(search.status) && start < end &&
               add_part(run, &out, search.text, done, start);
        done = end;
    }
    fine = fine && U_SUCCESS(search.status) &&
           add_part(run, &out, search.text, done, (int64_t)search.text.length);
    search_finish(&search);
    return fine ? feel_builder_list(&out) : no_pattern(run);
}

static const struct feel_builtin rows[] = {
    {"matches", "ss?~s", {"input", "pattern", "flags"}, matches},
    {"replace", "sss?~s", {"input", "pattern", "replacement", "flags"}, replace},
    {"split", "ss", {"string", "delimiter"}, split},
    {0},
};
const struct feel_family feel_family_regex = {rows, COUNT_OF(rows) - 1};
