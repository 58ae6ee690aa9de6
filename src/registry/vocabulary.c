/* The closed lists of the form as tables; see vocabulary.h. */
#include "vocabulary.h"

#include <string.h>
#include "compiler.h"

#define X(name, slug, label) {slug, label},
static const struct vocabulary_word generations[] = {VOCABULARY_GENERATIONS(X)};
static const struct vocabulary_word types[] = {VOCABULARY_TYPES(X)};
static const struct vocabulary_word natures[] = {VOCABULARY_NATURES(X)};
static const struct vocabulary_word levels[] = {VOCABULARY_LEVELS(X)};
static const struct vocabulary_word life_events[] = {VOCABULARY_LIFE_EVENTS(X)};
static const struct vocabulary_word starts[] = {VOCABULARY_STARTS(X)};
static const struct vocabulary_word patterns[] = {VOCABULARY_PATTERNS(X)};
static const struct vocabulary_word former_levels[] = {VOCABULARY_FORMER_LEVELS(X)};
static const struct vocabulary_word periods[] = {VOCABULARY_PERIODS(X)};
static const struct vocabulary_word stages[] = {VOCABULARY_STAGES(X)};
static const struct vocabulary_word queues[] = {VOCABULARY_QUEUES(X)};
static const struct vocabulary_word places[] = {VOCABULARY_PLACES(X)};
static const struct vocabulary_word exchanges[] = {VOCABULARY_EXCHANGES(X)};
static const struct vocabulary_word origins[] = {VOCABULARY_ORIGINS(X)};
#undef X
#define X(name, slug, label, electronic, remote) {slug, label},
static const struct vocabulary_word channels[] = {VOCABULARY_CHANNELS(X)};
#undef X
#define X(name, slug, label, queue) {slug, label},
static const struct vocabulary_word visit_reasons[] = {VOCABULARY_VISIT_REASONS(X)};
#undef X

struct list {
    const struct vocabulary_word *words;
    size_t count;
};
#define LIST(words) \
    { (words), COUNT_OF(words) }
static const struct list lists[VOCABULARY_END] = {
    [VOCABULARY_GENERATION] = LIST(generations), [VOCABULARY_TYPE] = LIST(types),
    [VOCABULARY_NATURE] = LIST(natures),         [VOCABULARY_LEVEL] = LIST(levels),
    [VOCABULARY_LIFE_EVENT] = LIST(life_events), [VOCABULARY_START] = LIST(starts),
    [VOCABULARY_PATTERN] = LIST(patterns),       [VOCABULARY_FORMER_LEVEL] = LIST(former_levels),
    [VOCABULARY_PERIOD] = LIST(periods),         [VOCABULARY_STAGE] = LIST(stages),
    [VOCABULARY_CHANNEL] = LIST(channels),       [VOCABULARY_VISIT_REASON] = LIST(visit_reasons),
    [VOCABULARY_QUEUE] = LIST(queues),           [VOCABULARY_PLACE] = LIST(places),
    [VOCABULARY_EXCHANGE] = LIST(exchanges),     [VOCABULARY_ORIGIN] = LIST(origins),
};

static const struct vocabulary_word *word_of(enum vocabulary list, int value) {
    if (list <= VOCABULARY_NONE || list >= VOCABULARY_END || value < 1 ||
        (size_t)value > lists[list].count) {
        return NULL;
    }
    return &lists[list].words[value - 1];
}

const struct vocabulary_word *vocabulary_words(enum vocabulary list, size_t *count_out) {
    if (list <= VOCABULARY_NONE || list >= VOCABULARY_END) {
        *count_out = 0;
        return NULL;
    }
    *count_out = lists[list].count;
    return lists[list].words;
}

const char *vocabulary_slug(enum vocabulary list, int value) {
    const struct vocabulary_word *word = word_of(list, value);
    return word == NULL ? "" : word->slug;
}

const char *vocabulary_label(enum vocabulary list, int value) {
    const struct vocabulary_word *word = word_of(list, value);
    return word == NULL ? tr("Not stated") : tr(word->label);
}

int vocabulary_value(enum vocabulary list, const char *slug) {
    size_t count = 0;
    const struct vocabulary_word *words = vocabulary_words(list, &count);
    for (size_t i = 0; slug != NULL && i < count; i++) {
        if (strcmp(words[i].slug, slug) == 0) {
            return (int)i + 1;
        }
    }
    return 0;
}

bool channel_is_electronic(enum channel channel) {
    switch (channel) {
#define X(name, slug, label, electronic, remote) \
    case CHANNEL_##name: \
        return electronic;
        VOCABULARY_CHANNELS(X)
#undef X
    default:
        return false;
    }
}

bool channel_is_remote(enum channel channel) {
    switch (channel) {
#define X(name, slug, label, electronic, remote) \
    case CHANNEL_##name: \
        return remote;
        VOCABULARY_CHANNELS(X)
#undef X
    default:
        return false;
    }
}

enum queue visit_reason_queue(enum visit_reason reason) {
    switch (reason) {
#define X(name, slug, label, queue) \
    case VISIT_REASON_##name: \
        return QUEUE_##queue;
        VOCABULARY_VISIT_REASONS(X)
#undef X
    default:
        return QUEUE_NONE;
    }
}
