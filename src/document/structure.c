/* Checks of a chapter's structure. See check.h. */
#include "structure.h"

#include "text.h"
#include "tr.h"
#include <ctype.h>
#include <string.h>

static void check_headings(struct arena *arena, const char *slug, const struct template *template,
                           struct document_problems *problems) {
    int level = 0;
    for (size_t i = 0; i < template->part_count; i++) {
        const struct template_part *part = &template->parts[i];
        if (part->kind != PART_HEADING) {
            continue;
        }
        if (part->level > level + 1) {
            document_problem_report(
                problems, PROBLEM_heading_jump, slug, part->line,
                level == 0 ? tr("The chapter must begin with a heading of level 1.")
                           : tr_fmt(arena,
                                    "A heading of level {1} follows one of level {2}; a level is "
                                    "left out.",
                                    part->level, level));
        } else if (part->level == 1 && level > 0) {
            document_problem_report(problems, PROBLEM_heading_jump, slug, part->line,
                                    tr("A chapter has one heading of level 1: its title."));
        }
        level = part->level;
    }
}

static void check_empty(const char *slug, const struct template *template,
                        struct document_problems *problems) {
    bool title = false, content = false;
    for (size_t i = 0; i < template->part_count; i++) {
        title = title || (template->parts[i].kind == PART_HEADING && template->parts[i].level == 1);
        content = content || template->parts[i].kind != PART_HEADING;
    }
    if (!title) {
        document_problem_report(problems, PROBLEM_empty_chapter, slug, 1,
                                tr("The chapter has no title (a line that begins with #)."));
    }
    if (!content) {
        document_problem_report(problems, PROBLEM_empty_chapter, slug, 1,
                                tr("The chapter holds nothing but headings."));
    }
}

/* Things that are counted from data: a number typed before one of them has no source. */
static const char *const counted[] = {
    "خدمت",   "دستگاه", "شهرستان", "نفر",  "درصد",  "ریال",  "تومان",
    "مراجعه", "پرونده", "یافته",   "شکاف", "تکلیف", "الزام", "شهروند",
};

/* Does a counted word begin here, and end where a word ends? */
static bool counted_word(const char *text) {
    for (size_t i = 0; i < COUNT_OF(counted); i++) {
        size_t length = strlen(counted[i]);
        if (strncmp(text, counted[i], length) == 0) {
            const char *after = text + length;
            /* a letter of Arabic script would make it another word */
            return !((unsigned char)after[0] >= 0xD8 && (unsigned char)after[0] <= 0xDB) ||
                   strncmp(after, "،", 2) == 0 || strncmp(after, "؛", 2) == 0;
        }
    }
    return false;
}

/* Length of a run of digits (Latin or Persian) and group marks; digits_out counts the digits. */
static size_t digit_run(const char *text, size_t *digits_out) {
    const unsigned char *at = (const unsigned char *)text;
    *digits_out = 0;
    for (;;) {
        if (isdigit(*at)) {
            at++;
            ++*digits_out;
        } else if ((at[0] == 0xDB && at[1] >= 0xB0 && at[1] <= 0xB9) ||
                   (at[0] == 0xD9 && at[1] >= 0xA0 && at[1] <= 0xA9)) {
            at += 2;
            ++*digits_out;
        } else if (*digits_out > 0 && at[0] == 0xD9 && (at[1] == 0xAB || at[1] == 0xAC)) {
            at += 2; /* ٫ and ٬ */
        } else {
            return (size_t)(at - (const unsigned char *)text);
        }
    }
}

static void check_numbers(struct arena *arena, const char *slug, const struct template_part *part,
                          struct document_problems *problems) {
    unsigned line = part->line;
    for (const char *at = part->text; *at != '\0';) {
        size_t index = 0, digits = 0;
        size_t mark = template_mark(at, &index);
        size_t length = mark > 0 ? 0 : digit_run(at, &digits);
        if (mark > 0) {
            at += mark;
        } else if (length == 0) {
            line += *at == '\n';
            at++;
        } else {
            const char *after = at + length;
            const char *word = after + strspn(after, " ");
            word += strncmp(word, "\xE2\x80\x8C", 3) == 0 ? 3 : 0;
            if (counted_word(word)) {
                document_problem_report(
                    problems, PROBLEM_typed_number, slug, line,
                    tr_fmt(arena,
                           "The number {1} is typed by hand; a live block would keep its "
                           "source.",
                           arena_strndup(arena, at, length)));
            }
            at = after;
        }
    }
}

void structure_check(struct arena *arena, const char *slug, const struct template *template,
                     struct document_problems *problems) {
    check_empty(slug, template, problems);
    check_headings(arena, slug, template, problems);
    for (size_t i = 0; i < template->part_count; i++) {
        if (template->parts[i].kind == PART_PROSE) {
            check_numbers(arena, slug, &template->parts[i], problems);
        }
    }
}
