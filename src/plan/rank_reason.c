/* The sentence that says why one service stands before the next. */
#include "plan_rank.h"

#include "tr.h"

static const char *number_text(struct arena *arena, struct maybe_real x) {
    return x.known ? tr_fmt(arena, "{1}", x.value) : tr("not reported");
}

static const char *count_text(struct arena *arena, struct maybe_int x) {
    return x.known ? tr_fmt(arena, "{1}", x.value) : tr("not reported");
}

static const char *decile_text(struct arena *arena, int decile) {
    if (decile == PLAN_DECILE_NOTHING) {
        return tr("none");
    }
    return decile > 0 ? tr_fmt(arena, "decile {1}", decile) : tr("unknown");
}

static const char *yesno_text(struct maybe_int x) {
    return !x.known ? tr("not reported") : x.value ? tr("yes") : tr("no");
}

static const char *audience_text(struct maybe_int x) {
    static const char *const labels[] = {TR_NOOP("other agencies"), TR_NOOP("businesses"),
                                         TR_NOOP("citizens")};
    bool known = x.known && x.value >= 1 && x.value <= (int64_t)COUNT_OF(labels);
    return known ? tr(labels[x.value - 1]) : tr("not reported");
}

static const char *const transparency_labels[] = {
    TR_NOOP("almost nothing published"), TR_NOOP("part published"), TR_NOOP("nearly all published"),
    TR_NOOP("all published")};

/* The measures of the law. */
static const char *measure_reason(struct arena *arena, enum plan_position position,
                                  const struct plan_rank_item *row,
                                  const struct plan_rank_item *next) {
    int64_t after = next->rank;
    switch (position) {
    case PLAN_AT_SATISFACTION:
        return tr_fmt(arena, "Before row {1} by satisfaction: “{2}” against “{3}”.", after,
                      tr(plan_band_label(row->band)), tr(plan_band_label(next->band)));
    case PLAN_AT_UNHAPPY:
        return tr_fmt(arena, "Before row {1} by unhappy people a year: {2} against {3}.", after,
                      decile_text(arena, row->unhappy_decile),
                      decile_text(arena, next->unhappy_decile));
    case PLAN_AT_SAVING:
        return tr_fmt(arena, "Before row {1} by yearly savings: {2} against {3}.", after,
                      decile_text(arena, row->saving_decile),
                      decile_text(arena, next->saving_decile));
    case PLAN_AT_TRANSPARENCY:
        return tr_fmt(arena, "Before row {1} by transparency: {2} against {3}.", after,
                      tr(transparency_labels[row->transparency]),
                      tr(transparency_labels[next->transparency]));
    case PLAN_AT_VISITS:
        return tr_fmt(arena, "Before row {1} by visits a case: {2} against {3}.", after,
                      number_text(arena, row->visits), number_text(arena, next->visits));
    case PLAN_AT_VOLUME:
        return tr_fmt(arena, "Before row {1} by cases a year: {2} against {3}.", after,
                      number_text(arena, row->volume), number_text(arena, next->volume));
    default:
        return NULL;
    }
}

/* What decides between equal measures. */
static const char *tie_reason(struct arena *arena, enum plan_position position,
                              const struct plan_rank_item *row, const struct plan_rank_item *next) {
    const struct plan_ties *a = &row->ties, *b = &next->ties;
    int64_t after = next->rank;
    switch (position) {
    case PLAN_AT_MUST_VISIT:
        return tr_fmt(arena, "Before row {1} by whether a visit is required: {2} against {3}.",
                      after, yesno_text(a->must_visit), yesno_text(b->must_visit));
    case PLAN_AT_DOCUMENTS:
        return tr_fmt(arena, "Before row {1} by documents people must bring: {2} against {3}.",
                      after, number_text(arena, a->documents), number_text(arena, b->documents));
    case PLAN_AT_OFFLINE:
        return tr_fmt(arena, "Before row {1} by stages without an electronic way: {2} against {3}.",
                      after, count_text(arena, a->offline), count_text(arena, b->offline));
    case PLAN_AT_GAP:
        return tr_fmt(arena, "Before row {1} by levels missing to the target: {2} against {3}.",
                      after, count_text(arena, a->gap), count_text(arena, b->gap));
    case PLAN_AT_AUDIENCE:
        return tr_fmt(arena, "Before row {1} by whom it serves: {2} against {3}.", after,
                      audience_text(a->audience), audience_text(b->audience));
    case PLAN_AT_LIFE_EVENT:
        return tr_fmt(arena,
                      "Before row {1} because it belongs to a life event; of row {1} none is "
                      "reported.",
                      after);
    default:
        return tr_fmt(arena,
                      "Equal to row {1} in everything that is known; the order of registration "
                      "decides.",
                      after);
    }
}

const char *plan_rank_reason(struct arena *arena, const struct plan_rank_item *row,
                             const struct plan_rank_item *next) {
    if (!next) {
        return tr("Last of the list: no service comes after it.");
    }
    enum plan_position position = plan_rank_differs(row, next);
    return position <= PLAN_AT_VOLUME ? measure_reason(arena, position, row, next)
                                      : tie_reason(arena, position, row, next);
}
