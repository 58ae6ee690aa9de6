/* Words for slugs and small numbers. See words.h. */
#include "words.h"

#include "buf.h"
#include "calendar.h"
#include "library.h"
#include "maturity.h"
#include "plan_diagnosis.h"
#include "plan_requirement.h"
#include "text.h"
#include "tr.h"
#include "vocabulary.h"
#include "upstream.h"
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

const char *words_clause(struct arena *arena, const struct store_value *value,
                         enum store_type type) {
    return registry_clause_label(arena, value->text);
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

const char *words_role(struct arena *arena, const struct store_value *value, enum store_type type) {
    return library_label(LIBRARY_OF_ROLE, (int)value->integer);
}

const char *words_digits(struct arena *arena, const struct store_value *value,
                         enum store_type type) {
    return text_persian_digits(arena, value->text);
}

const char *words_deadline_value(struct arena *arena, const struct store_value *value,
                                 enum store_type type) {
    return registry_deadline_text(arena, value->text);
}
