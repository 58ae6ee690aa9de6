/*
 * Pictures: levels by agency, by county. The middle of levels is the lower median, so that it is
 * always a level some service really has.
 */
#include <string.h>
#include "plan_internal.h"
#include "plan_sql.h"

enum { PARTS = PLAN_STAGE_COLUMNS + 1, LEVELS = MATURITY_MAX + 1, AGENCIES_MAX = 5000 };

struct histogram {
    int64_t level[LEVELS];
    int64_t services;
};

static int64_t known_of(const struct histogram *histogram) {
    int64_t known = 0;
    for (int i = 0; i < LEVELS; i++) {
        known += histogram->level[i];
    }
    return known;
}

static struct maybe_int median_of(const struct histogram *histogram) {
    int64_t known = known_of(histogram), seen = 0;
    for (int i = 0; known > 0 && i < LEVELS; i++) {
        seen += histogram->level[i];
        if (seen * 2 >= known) {
            return known_int(i);
        }
    }
    return UNKNOWN_INT;
}

struct agency_levels {
    const char *id, *name;
    struct histogram parts[PARTS];
};
struct levels {
    struct arena *arena;
    struct agency_levels *rows;
    size_t count;
};

static enum err add_level(void *context, const struct plan_level_histogram_each_row *row) {
    struct levels *levels = context;
    struct agency_levels *last = levels->count ? &levels->rows[levels->count - 1] : NULL;
    if (!last || strcmp(last->id, row->agency_id) != 0) {
        if (levels->count == AGENCIES_MAX) {
            return err_set(ERR_LIMIT, "PLN-80", "There are too many agencies for one picture.",
                           NULL);
        }
        last = &levels->rows[levels->count++];
        last->id = arena_strdup(levels->arena, row->agency_id);
        last->name = arena_strdup(levels->arena, row->agency_name);
        if (!last->id || !last->name) {
            return err_failed();
        }
    }
    if (row->part >= 0 && row->part < PARTS) {
        struct histogram *histogram = &last->parts[row->part];
        histogram->services += row->services;
        if (row->level >= 0 && row->level < LEVELS) {
            histogram->level[row->level] += row->services;
        }
    }
    return ERR_NONE;
}

static enum err read_levels(struct store_db *db, struct arena *arena, struct levels *out) {
    *out = (struct levels){.arena = arena};
    out->rows = ARENA_ARRAY(arena, AGENCIES_MAX, struct agency_levels);
    return out->rows ? plan_level_histogram_each(db, add_level, out) : err_failed();
}

static const struct agency_levels *levels_of(const struct levels *levels, const char *agency_id) {
    for (size_t i = 0; i < levels->count; i++) {
        if (strcmp(levels->rows[i].id, agency_id) == 0) {
            return &levels->rows[i];
        }
    }
    return NULL;
}

enum err plan_heat(struct store_db *db, struct arena *arena, struct plan_heat *out) {
    struct levels levels;
    enum err err = read_levels(db, arena, &levels);
    if (err) {
        return err;
    }
    struct plan_heat_row *rows = ARENA_ARRAY(arena, levels.count + 1, struct plan_heat_row);
    if (!rows) {
        return err_failed();
    }
    for (size_t i = 0; i < levels.count; i++) {
        const struct agency_levels *agency = &levels.rows[i];
        rows[i] = (struct plan_heat_row){.agency_id = agency->id,
                                         .agency_name = agency->name,
                                         .services = agency->parts[0].services,
                                         .median = median_of(&agency->parts[0])};
        for (int part = 1; part < PARTS; part++) {
            rows[i].cells[part - 1] = (struct plan_heat_cell){median_of(&agency->parts[part]),
                                                              known_of(&agency->parts[part]),
                                                              agency->parts[part].services};
        }
    }
    *out = (struct plan_heat){rows, levels.count};
    return ERR_NONE;
}

static struct plan_sum debt_of(const struct plan_agency_sums_row *row) {
    return (struct plan_sum){.sum = row->debt_known > 0 ? row->debt : UNKNOWN_REAL,
                             .known = row->debt_known,
                             .unknown = row->services - row->debt_known,
                             .demonstration = row->debt_demo};
}

enum err plan_agencies(struct store_db *db, struct arena *arena, struct plan_agency_list *out) {
    struct levels levels;
    struct plan_agency_sums_rows sums;
    enum err err = read_levels(db, arena, &levels);
    if (!err) {
        err = plan_agency_sums(db, arena, &(struct plan_agency_sums_in){AGENCIES_MAX}, &sums);
    }
    if (err) {
        return err;
    }
    struct plan_agency_row *rows = ARENA_ARRAY(arena, sums.count + 1, struct plan_agency_row);
    if (!rows) {
        return err_failed();
    }
    size_t count = 0;
    for (size_t i = 0; i < sums.count; i++) {
        const struct agency_levels *agency = levels_of(&levels, sums.rows[i].agency_id);
        if (agency) {
            rows[count++] = (struct plan_agency_row){.agency_id = agency->id,
                                                     .agency_name = agency->name,
                                                     .services = sums.rows[i].services,
                                                     .findings = sums.rows[i].findings,
                                                     .zero_visit = sums.rows[i].zero_visit,
                                                     .median = median_of(&agency->parts[0]),
                                                     .debt = debt_of(&sums.rows[i])};
        }
    }
    *out = (struct plan_agency_list){rows, count};
    return ERR_NONE;
}

static void add_sum(struct plan_sum *to, struct plan_sum add) {
    if (add.sum.known) {
        to->sum = known_real((to->sum.known ? to->sum.value : 0.0) + add.sum.value);
    }
    to->known += add.known;
    to->unknown += add.unknown;
    to->demonstration += add.demonstration;
}

/* An agency of the whole province serves every county; an agency of a part, whose counties are only
   known in words, is counted for none. Debt is that of the county's own agencies: what people of
   one county owe to a province-wide agency is not known. */
static void add_agency(struct plan_county_row *row, struct histogram *levels,
                       const struct plan_agency_sums_row *sums,
                       const struct agency_levels *agency) {
    bool own = sums->county_id && strcmp(sums->county_id, row->county.id) == 0;
    if (!own && sums->coverage != COVERAGE_PROVINCE) {
        return;
    }
    row->agencies++;
    row->services += sums->services;
    if (own) {
        row->own_agencies++;
        row->own_services += sums->services;
        add_sum(&row->debt, debt_of(sums));
    }
    for (int i = 0; agency && i < LEVELS; i++) {
        levels->level[i] += agency->parts[0].level[i];
    }
}

enum err plan_counties(struct store_db *db, struct arena *arena, struct plan_county_list *out) {
    struct levels levels;
    struct plan_agency_sums_rows sums;
    struct registry_county_list counties;
    enum err err = read_levels(db, arena, &levels);
    if (!err) {
        err = plan_agency_sums(db, arena, &(struct plan_agency_sums_in){AGENCIES_MAX}, &sums);
    }
    if (!err) {
        err = registry_counties(db, arena, &counties);
    }
    if (err) {
        return err;
    }
    struct plan_county_row *rows = ARENA_ARRAY(arena, counties.count + 1, struct plan_county_row);
    if (!rows) {
        return err_failed();
    }
    for (size_t i = 0; i < counties.count; i++) {
        struct histogram all = {{0}, 0};
        rows[i].county = counties.rows[i];
        for (size_t k = 0; k < sums.count; k++) {
            add_agency(&rows[i], &all, &sums.rows[k], levels_of(&levels, sums.rows[k].agency_id));
        }
        rows[i].median = median_of(&all);
    }
    *out = (struct plan_county_list){rows, counties.count};
    return ERR_NONE;
}
