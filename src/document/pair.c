/* Pairs of published processes: finding, reading, measuring them. See pair.h. */
#include "pair.h"

#include "calendar.h"
#include "document_sql.h"
#include "library_file.h"
#include "tr.h"
#include <string.h>

static struct pair_side side_of(const struct document_process_models_row *row) {
    return (struct pair_side){.title = row->title,
                              .model_id = row->id,
                              .file_name = row->file_name,
                              .hash = row->hash,
                              .version = row->version,
                              .published_at = row->published_at,
                              .demonstration = row->demonstration != 0};
}

/* Rows of one service stand together, its as-is before its to-be: the first that lacks this side
   takes it. */
static void place(struct pair_list *list, struct pair *pairs, size_t first,
                  const struct document_process_models_row *row) {
    size_t side = row->role == LIBRARY_IS_TO_BE ? PAIR_TO_BE : PAIR_AS_IS;
    size_t at = first;
    while (at < list->count && pair_has(&pairs[at], side)) {
        at++;
    }
    if (at == list->count) {
        bool of_service = row->service_id[0] != '\0';
        pairs[list->count++] =
            (struct pair){.title = of_service ? row->service_title : row->title,
                          .service_number = row->service_number,
                          .agency = row->agency_name != NULL ? row->agency_name : ""};
    }
    pairs[at].sides[side] = side_of(row);
}

enum err pair_list(struct store_db *db, struct arena *arena, const char *service_id,
                   const char *agency_id, struct pair_list *out) {
    struct document_process_models_rows rows;
    const struct document_process_models_in in = {service_id, agency_id, 2 * PAIRS_MAX};
    enum err err = document_process_models(db, arena, &in, &rows);
    *out = (struct pair_list){0};
    if (err != ERR_NONE) {
        return err;
    }
    struct pair *pairs = ARENA_ARRAY(arena, rows.count + 1, struct pair);
    if (pairs == NULL) {
        return err_failed();
    }
    size_t first = 0;
    for (size_t i = 0; i < rows.count; i++) {
        const char *service = rows.rows[i].service_id;
        if (i == 0 || service[0] == '\0' || strcmp(service, rows.rows[i - 1].service_id) != 0) {
            first = out->count;
        }
        place(out, pairs, first, &rows.rows[i]);
    }
    out->rows = pairs;
    out->count = out->count < PAIRS_MAX ? out->count : PAIRS_MAX;
    return ERR_NONE;
}

static enum err open_side(struct store_db *db, struct arena *arena, struct pair_side *side) {
    struct store_blob bytes;
    struct library_file file;
    enum err err = library_bytes(db, arena, side->model_id, side->version, &bytes);
    if (err == ERR_NONE) {
        err = library_file_read(arena, bytes.data, bytes.size, &file);
    }
    if (err == ERR_NONE) {
        side->bpmn = file.bpmn;
    }
    return err;
}

enum err pair_open(struct store_db *db, struct arena *arena, struct pair *pair) {
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < PAIR_SIDES; i++) {
        err = pair_has(pair, i) ? open_side(db, arena, &pair->sides[i]) : ERR_NONE;
    }
    struct pair_side *as_is = &pair->sides[PAIR_AS_IS];
    struct pair_side *to_be = &pair->sides[PAIR_TO_BE];
    if (err == ERR_NONE && as_is->bpmn != NULL && to_be->bpmn != NULL) {
        err = journey_compare(arena, as_is->bpmn, to_be->bpmn, &pair->comparison);
        if (err == ERR_NONE) {
            as_is->journey = pair->comparison->as_is;
            to_be->journey = pair->comparison->to_be;
        }
        return err;
    }
    for (size_t i = 0; err == ERR_NONE && i < PAIR_SIDES; i++) {
        struct pair_side *side = &pair->sides[i];
        err = side->bpmn != NULL ? journey_measure(arena, side->bpmn, NULL, &side->journey)
                                 : ERR_NONE;
    }
    return err;
}

bool pair_has(const struct pair *pair, size_t side) {
    return pair->sides[side].title != NULL;
}

int64_t pair_date(const struct pair *pair) {
    int64_t as_is = pair->sides[PAIR_AS_IS].published_at;
    int64_t to_be = pair->sides[PAIR_TO_BE].published_at;
    return as_is > to_be ? as_is : to_be;
}

const char *pair_side_label(size_t side) {
    return library_label(LIBRARY_OF_ROLE, side == PAIR_TO_BE ? LIBRARY_IS_TO_BE : LIBRARY_IS_AS_IS);
}

static const char *side_source(struct arena *arena, const struct pair_side *side) {
    const char *date = calendar_format(arena, side->published_at, false);
    return date == NULL ? NULL
                        : tr_fmt(arena, "{1}, version {2} of «{3}», published on {4}, SHA-256 {5}",
                                 side->file_name, side->version, side->title, date, side->hash);
}

const char *pair_source(struct arena *arena, const struct pair *pair, size_t side) {
    const char *text = "";
    for (size_t i = 0; text != NULL && i < PAIR_SIDES; i++) {
        if (pair_has(pair, i) && (side == PAIR_SIDES || side == i)) {
            const char *one = side_source(arena, &pair->sides[i]);
            text = one == NULL
                       ? NULL
                       : arena_printf(arena, "%s%s%s", text, text[0] != '\0' ? "؛ " : "", one);
        }
    }
    return text;
}
