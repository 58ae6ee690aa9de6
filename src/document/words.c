/* Words for slugs and small numbers. See words.h. */
#include "words.h"

#include "buf.h"
#include "calendar.h"
#include "maturity.h"
#include "plan_diagnosis.h"
#include "plan_requirement.h"
#include "text.h"
#include "tr.h"
#include "vocabulary.h"
#include <stdio.h>
#include <string.h>

const char *words_stage(struct arena *arena, const struct store_value *value,
                        enum store_type type) {
    if (value->integer < 0 || value->integer > MATURITY_MAX) {
        return tr("Not assessed");
    }
    return arena_printf(arena, "%s – %s", text_number(arena, value->integer),
                        maturity_stage_label((int)value->integer));
}

const char *words_reason(struct arena *arena, const struct store_value *value,
                         enum store_type type) {
    return vocabulary_label(VOCABULARY_VISIT_REASON,
                            vocabulary_value(VOCABULARY_VISIT_REASON, value->text));
}

const char *words_queue(struct arena *arena, const struct store_value *value,
                        enum store_type type) {
    return vocabulary_label(VOCABULARY_QUEUE, vocabulary_value(VOCABULARY_QUEUE, value->text));
}

const char *words_origin(struct arena *arena, const struct store_value *value,
                         enum store_type type) {
    return vocabulary_label(VOCABULARY_ORIGIN, (int)value->integer);
}

struct word {
    const char *slug;
    const char *label;
};

static const char *find(const struct word *words, size_t count, const char *slug) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i].slug, slug) == 0) {
            return tr(words[i].label);
        }
    }
    return NULL;
}

const char *words_fact(struct arena *arena, const struct store_value *value, enum store_type type) {
    static const struct word words[] = {
        {"time", TR_NOOP("Time it takes")},
        {"fee", TR_NOOP("Fee")},
        {"documents", TR_NOOP("Documents asked for")},
        {"channels", TR_NOOP("Channels")},
        {"visits", TR_NOOP("Number of visits")},
        {"identifier", TR_NOOP("Official identifier")},
    };
    return find(words, COUNT_OF(words), value->text);
}

const char *words_kind(struct arena *arena, const struct store_value *value, enum store_type type) {
    static const struct word words[] = {
        {"counties", TR_NOOP("Counties")}, {"agencies", TR_NOOP("Agencies")},
        {"services", TR_NOOP("Services")}, {"upstream", TR_NOOP("Upstream documents")},
        {"glossary", TR_NOOP("Glossary")}, {"holidays", TR_NOOP("Holidays")},
    };
    const char *word = find(words, COUNT_OF(words), value->text);
    return word != NULL ? word : arena_strdup(arena, value->text);
}

const char *words_verified(struct arena *arena, const struct store_value *value,
                           enum store_type type) {
    return value->integer != 0 ? tr("Seen in a source") : tr("From memory, not verified");
}

const char *words_expected(struct arena *arena, const struct store_value *value,
                           enum store_type type) {
    return value->integer != 0 ? tr("To be confirmed by the province") : tr("Seen in a source");
}

/* «استانداری X» is the office of «استان X»: the name is data, the rule is grammar. */
const char *words_province(struct arena *arena, const struct store_value *value,
                           enum store_type type) {
    static const char office[] = "استانداری ";
    size_t length = sizeof(office) - 1;
    if (strncmp(value->text, office, length) != 0) {
        return arena_strdup(arena, value->text);
    }
    return arena_printf(arena, "استان %s", value->text + length);
}

/* ---- clauses ---- */

/* Rewrites the first match of a pattern at the start of text; returns what is left. */
struct label_rule {
    const char *from;
    const char *to;
};

static const struct label_rule label_rules[] = {
    {"Arts. ", "مواد "},
    {"Art. ", "ماده "},
    {"Note ", "تبصره "},
    {"Note", "تبصره"},
    {"Decree clause ", "بند تصویب‌نامه "},
    {"Decree", "تصویب‌نامه"},
    {"Clause ", "بند "},
    {"Preamble", "مقدمه"},
    {"Programme ", "برنامه "},
    {"Right ", "حق "},
    {" of ", " از "},
    {"Point ", "خواسته "},
    {"Section ", "بخش "},
    {"Final section", "بخش پایانی"},
    {"item ", "بند "},
    {"items ", "بندهای "},
    {"(chapeau)", "(صدر)"},
    {"(penalty)", "(مجازات)"},
    {"(members)", "(اعضا)"},
    {"(summary)", "(چکیده)"},
    {"(content)", "(محتوا)"},
    {"(scope)", "(دامنه)"},
    {"(topics)", "(موضوع‌ها)"},
    {"data item", "قلم داده"},
    {"Cover circular", "نامه ابلاغ"},
    {"(oversight)", "(نظارت)"},
    {"Provincial duty", "تکلیف استانی"},
    {"Desk tasks", "کارهای میز"},
    {"Ban", "ممنوعیت"},
    {"Receipt", "رسید"},
    {"Liability", "مسئولیت"},
    {"Instruction", "دستورالعمل"},
    {"Publication duty", "تکلیف انتشار"},
    {"Exclusions", "استثناها"},
    {"Structure", "ساختار"},
    {"Legal basis", "مبنای قانونی"},
    {"Scoring", "امتیازدهی"},
    {"duty", "تکلیف"},
    {"Parliament follow-up", "پیگیری مجلس"},
    {"Annex ", "پیوست "},
    {"(columns)", "(ستون‌ها)"},
    {"(document only)", "(تنها عنوان سند)"},
    {"(section ", "(بخش "},
    {"(separation)", "(تفکیک)"},
    {"(no classification)", "(منع طبقه‌بندی)"},
    {", ", "، "},
};

/* Drops a Latin item letter that is followed by its Persian one: «b (ب)» → «ب». */
static size_t skip_item_letter(const char *text, struct buf *out) {
    size_t letters = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    if (letters == 0 || strncmp(text + letters, " (", 2) != 0) {
        return 0;
    }
    const char *inside = text + letters + 2;
    const char *close = strchr(inside, ')');
    if (close == NULL) {
        return 0;
    }
    buf_str(out, "«");
    buf_append(out, inside, (size_t)(close - inside));
    buf_str(out, "»");
    return (size_t)(close + 1 - text);
}

const char *words_clause_label(struct arena *arena, const char *label) {
    struct buf out;
    buf_init(&out, 2000);
    for (const char *at = label; *at != '\0';) {
        size_t took = at > label && at[-1] == ' ' ? skip_item_letter(at, &out) : 0;
        for (size_t i = 0; took == 0 && i < COUNT_OF(label_rules); i++) {
            size_t length = strlen(label_rules[i].from);
            if (strncmp(at, label_rules[i].from, length) == 0) {
                buf_str(&out, label_rules[i].to);
                took = length;
            }
        }
        if (took == 0) {
            buf_char(&out, *at);
            took = 1;
        }
        at += took;
    }
    const char *text = text_persian_digits(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

const char *words_clause(struct arena *arena, const struct store_value *value,
                         enum store_type type) {
    return words_clause_label(arena, value->text);
}

const char *words_cause(struct arena *arena, const struct store_value *value,
                        enum store_type type) {
    enum plan_cause cause;
    return plan_cause_read(value->text, &cause) ? plan_cause_label(cause)
                                                : arena_strdup(arena, value->text);
}

const char *words_criterion(struct arena *arena, const struct store_value *value,
                            enum store_type type) {
    bool known = value->integer >= 0 && value->integer < CRITERION_COUNT;
    return known ? criterion_label((enum criterion)value->integer) : NULL;
}

const char *words_demonstration(struct arena *arena, const struct store_value *value,
                                enum store_type type) {
    return value->integer != 0 ? tr("For demonstration") : tr("Reported");
}

const char *words_day(struct arena *arena, const struct store_value *value, enum store_type type) {
    return calendar_format(arena, calendar_ms_of_day(value->integer), false);
}

const char *words_requirement_kind(struct arena *arena, const struct store_value *value,
                                   enum store_type type) {
    return plan_requirement_kind_label((int)value->integer);
}

const char *words_requirement_state(struct arena *arena, const struct store_value *value,
                                    enum store_type type) {
    return plan_requirement_state_label((int)value->integer);
}

const char *words_yes(struct arena *arena, const struct store_value *value, enum store_type type) {
    return value->integer != 0 ? tr("Yes") : tr("No");
}

const char *words_deadline(struct arena *arena, const char *deadline) {
    const char *slash = strstr(deadline, " / ");
    size_t length = slash != NULL ? (size_t)(slash - deadline) : strlen(deadline);
    return text_persian_digits(arena, arena_strndup(arena, deadline, length));
}

const char *words_digits(struct arena *arena, const struct store_value *value,
                         enum store_type type) {
    return text_persian_digits(arena, value->text);
}

const char *words_deadline_value(struct arena *arena, const struct store_value *value,
                                 enum store_type type) {
    return words_deadline(arena, value->text);
}
