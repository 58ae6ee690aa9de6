/* Words of boxed expressions, tables and types. */
#include "library_box_part.h"

#include <string.h>

#include "tr.h"

struct word {
    const char *name, *label;
};

static const char *word_of(const struct word *words, size_t count, const char *name) {
    for (size_t i = 0; name != NULL && i < count; i++) {
        if (strcmp(words[i].name, name) == 0) {
            return tr(words[i].label);
        }
    }
    return NULL;
}

const char *library_box_part(const char *form, const char *part) {
    static const struct word parts[] = {
        {"if", TR_NOOP("If")},
        {"then", TR_NOOP("Then")},
        {"else", TR_NOOP("Else")},
        {"return", TR_NOOP("Gives")},
        {"satisfies", TR_NOOP("Satisfies")},
        {"match", TR_NOOP("Only those for which")},
    };
    static const struct word over[] = {
        {"for", TR_NOOP("For each of")},
        {"some", TR_NOOP("At least one of")},
        {"every", TR_NOOP("Every one of")},
        {"filter", TR_NOOP("Out of")},
    };
    const char *found = word_of(parts, COUNT_OF(parts), part);
    found = found != NULL ? found : word_of(over, COUNT_OF(over), form);
    return found != NULL ? found : "";
}

const char *library_policy_text(const struct decision_table *table) {
    static const struct word policies[] = {
        {"UNIQUE", TR_NOOP("Unique: one row at most answers")},
        {"FIRST", TR_NOOP("First: of the rows that answer, the uppermost counts")},
        {"PRIORITY", TR_NOOP("Priority: the output that stands first among its allowed values")},
        {"ANY", TR_NOOP("Any: rows that answer together say the same")},
        {"COLLECT", TR_NOOP("Collect: all rows that answer")},
        {"RULE ORDER", TR_NOOP("Rule order: all rows that answer, from top to bottom")},
        {"OUTPUT ORDER", TR_NOOP("Output order: all rows that answer, by their allowed values")},
    };
    static const struct word sums[] = {
        {"SUM", TR_NOOP("Collect: the sum of all rows that answer")},
        {"COUNT", TR_NOOP("Collect: the number of rows that answer")},
        {"MIN", TR_NOOP("Collect: the smallest of all rows that answer")},
        {"MAX", TR_NOOP("Collect: the largest of all rows that answer")},
    };
    const char *found = word_of(sums, COUNT_OF(sums), table->aggregation);
    found = found != NULL ? found : word_of(policies, COUNT_OF(policies), table->policy);
    return found != NULL ? found : table->policy;
}

const char *library_part_label(enum decision_part part) {
    static const char *const labels[] = {
        [DECISION_PART_INPUT] = TR_NOOP("Input data"),
        [DECISION_PART_DECISION] = TR_NOOP("Decision"),
        [DECISION_PART_KNOWLEDGE] = TR_NOOP("Business knowledge"),
        [DECISION_PART_SERVICE] = TR_NOOP("Decision service"),
    };
    return tr(labels[part]);
}

const char *library_type_text(const char *type) {
    static const struct word types[] = {
        {"string", TR_NOOP("text")},
        {"number", TR_NOOP("number")},
        {"boolean", TR_NOOP("yes or no")},
        {"date", TR_NOOP("date")},
        {"time", TR_NOOP("time of day")},
        {"date and time", TR_NOOP("date and time")},
        {"dateTime", TR_NOOP("date and time")},
        {"days and time duration", TR_NOOP("duration in days and hours")},
        {"dayTimeDuration", TR_NOOP("duration in days and hours")},
        {"years and months duration", TR_NOOP("duration in years and months")},
        {"yearMonthDuration", TR_NOOP("duration in years and months")},
        {"Any", TR_NOOP("anything")},
    };
    const char *found = word_of(types, COUNT_OF(types), type);
    return found != NULL ? found : type;
}
