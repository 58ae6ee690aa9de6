/* Deciles and the order. */
#include "plan_rank.h"

#include <stdlib.h>
#include <string.h>

int plan_transparency_band(int published) {
    if (published <= 1) {
        return 0;
    }
    if (published <= 3) {
        return 1;
    }
    return published < PLAN_TRANSPARENCY_FACTS ? 2 : 3;
}

static int compare_real(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* How many of the sorted values are smaller than x. */
static size_t smaller_than(const double *sorted, size_t count, double x) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] < x) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static int decile_of(const double *sorted, size_t count, struct maybe_real x) {
    if (!x.known) {
        return PLAN_DECILE_UNKNOWN;
    }
    if (x.value <= 0.0) {
        return PLAN_DECILE_NOTHING;
    }
    return 1 + (int)(10 * smaller_than(sorted, count, x.value) / count);
}

static int compare_decile(int a, int b) {
    return (a < b) - (a > b);
}

/* Larger first; unknown may be anything, so it stands before what is known to be nothing. */
static int compare_maybe(struct maybe_real a, struct maybe_real b) {
    double x = a.known && a.value > 0.0 ? a.value : a.known ? -1.0 : 0.0;
    double y = b.known && b.value > 0.0 ? b.value : b.known ? -1.0 : 0.0;
    return (x < y) - (x > y);
}

static int compare_count(struct maybe_int a, struct maybe_int b) {
    int64_t x = a.known && a.value > 0 ? a.value : a.known ? -1 : 0;
    int64_t y = b.known && b.value > 0 ? b.value : b.known ? -1 : 0;
    return (x < y) - (x > y);
}

static int compare_at(const struct plan_rank_item *a, const struct plan_rank_item *b,
                      enum plan_position position) {
    switch (position) {
    case PLAN_AT_SATISFACTION:
        return (a->band > b->band) - (a->band < b->band);
    case PLAN_AT_UNHAPPY:
        return compare_decile(a->unhappy_decile, b->unhappy_decile);
    case PLAN_AT_SAVING:
        return compare_decile(a->saving_decile, b->saving_decile);
    case PLAN_AT_TRANSPARENCY:
        return (a->transparency > b->transparency) - (a->transparency < b->transparency);
    case PLAN_AT_VISITS:
        return compare_maybe(a->visits, b->visits);
    case PLAN_AT_VOLUME:
        return compare_maybe(a->volume, b->volume);
    case PLAN_AT_MUST_VISIT:
        return compare_count(a->ties.must_visit, b->ties.must_visit);
    case PLAN_AT_DOCUMENTS:
        return compare_maybe(a->ties.documents, b->ties.documents);
    case PLAN_AT_OFFLINE:
        return compare_count(a->ties.offline, b->ties.offline);
    case PLAN_AT_GAP:
        return compare_count(a->ties.gap, b->ties.gap);
    case PLAN_AT_AUDIENCE:
        return compare_count(a->ties.audience, b->ties.audience);
    case PLAN_AT_LIFE_EVENT:
        return compare_count(a->ties.life_event, b->ties.life_event);
    case PLAN_AT_ID:
    case PLAN_POSITIONS:
        break;
    }
    return strcmp(a->service_id, b->service_id);
}

enum plan_position plan_rank_differs(const struct plan_rank_item *a,
                                     const struct plan_rank_item *b) {
    for (int position = 0; position < PLAN_AT_ID; position++) {
        if (compare_at(a, b, (enum plan_position)position) != 0) {
            return (enum plan_position)position;
        }
    }
    return PLAN_AT_ID;
}

int plan_rank_compare(const struct plan_rank_item *a, const struct plan_rank_item *b) {
    return compare_at(a, b, plan_rank_differs(a, b));
}

static int compare_items(const void *a, const void *b) {
    return plan_rank_compare(a, b);
}

enum err plan_rank(struct arena *arena, struct plan_rank_item *items, size_t count) {
    double *unhappy = ARENA_ARRAY(arena, count + 1, double);
    double *saving = ARENA_ARRAY(arena, count + 1, double);
    if (!unhappy || !saving) {
        return err_failed();
    }
    size_t unhappy_count = 0, saving_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (items[i].unhappy.known) {
            unhappy[unhappy_count++] = items[i].unhappy.value;
        }
        if (items[i].saving.known) {
            saving[saving_count++] = items[i].saving.value;
        }
    }
    qsort(unhappy, unhappy_count, sizeof *unhappy, compare_real);
    qsort(saving, saving_count, sizeof *saving, compare_real);
    for (size_t i = 0; i < count; i++) {
        items[i].unhappy_decile = decile_of(unhappy, unhappy_count, items[i].unhappy);
        items[i].saving_decile = decile_of(saving, saving_count, items[i].saving);
    }
    qsort(items, count, sizeof *items, compare_items);
    for (size_t i = 0; i < count; i++) {
        items[i].rank = (int64_t)i + 1;
    }
    return ERR_NONE;
}
