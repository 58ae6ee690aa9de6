/* The ranking over the stored services: rebuilt as a whole, read by position. */
#include "plan_internal.h"

#include <string.h>
#include "plan_sql.h"
#include "text.h"

struct collector {
    struct arena *arena;
    struct plan_rank_input *inputs;
    size_t count, capacity;
};

/* From a row of either statement. */
#define INPUT_OF(row) \
    (struct plan_rank_input) { \
        .one = {(row)->volume,  (row)->visits,    (row)->zero_share, \
                (row)->minutes, (row)->documents, (row)->fee}, \
        .answers = {(row)->good, (row)->medium, (row)->bad}, \
        .transparency = plan_transparency_band((int)(row)->published_facts), \
        .ties = {(row)->must_visit, (row)->documents, (row)->offline, \
                 (row)->gap,        (row)->audience,  (row)->life_event}, \
        .target_stage = (int)(row)->target \
    }

static enum err keep(struct collector *collector, const char *service_id,
                     struct plan_rank_input input) {
    if (collector->count == collector->capacity) {
        return err_set(ERR_INTERNAL, "PLN-40", "The ranking grew while it was read.", NULL);
    }
    input.service_id = arena_strdup(collector->arena, service_id);
    collector->inputs[collector->count++] = input;
    return input.service_id ? ERR_NONE : err_failed();
}

static enum err collect(void *context, const struct plan_rank_input_each_row *row) {
    return keep(context, row->service_id, INPUT_OF(row));
}

static enum err collect_moving(void *context, const struct plan_rank_moving_each_row *row) {
    return keep(context, row->service_id, INPUT_OF(row));
}

static enum err make_room(struct store_db *db, struct arena *arena, struct collector *out) {
    struct plan_rank_input_count_row count;
    enum err err = plan_rank_input_count(db, arena, &count);
    if (err) {
        return err;
    }
    *out = (struct collector){.arena = arena, .capacity = (size_t)count.count};
    out->inputs = ARENA_ARRAY(arena, out->capacity + 1, struct plan_rank_input);
    return out->inputs ? ERR_NONE : err_failed();
}

static enum err read_prior(struct store_db *db, struct arena *arena, struct plan_prior *out) {
    struct plan_answer_totals_row row;
    enum err err = plan_answer_totals(db, arena, &row);
    if (!err) {
        *out = plan_prior_of(&(struct plan_answers){row.good, row.medium, row.bad});
    }
    return err;
}

static enum err write_ranks(struct store_db *db, const struct plan_rank_item *items, size_t count) {
    enum err err = plan_rank_clear(db, NULL);
    for (size_t i = 0; !err && i < count; i++) {
        const struct plan_rank_item *item = &items[i];
        const struct plan_rank_insert_in in = {
            item->rank,           item->service_id,     item->band,     item->lower,
            item->unhappy,        item->unhappy_decile, item->saving,   item->saving_decile,
            item->transparency,   item->visits,         item->volume,   item->ties.must_visit,
            item->ties.documents, item->ties.offline,   item->ties.gap, item->ties.audience,
            item->ties.life_event};
        err = plan_rank_insert(db, &in, NULL);
    }
    return err;
}

static enum err rebuild(struct store_db *db, struct arena *arena) {
    struct collector inputs;
    struct plan_settings settings;
    struct plan_prior prior;
    enum err err = make_room(db, arena, &inputs);
    if (!err) {
        err = plan_rank_input_each(db, collect, &inputs);
    }
    if (!err) {
        err = plan_settings_read(db, &settings);
    }
    if (!err) {
        err = read_prior(db, arena, &prior);
    }
    if (err) {
        return err;
    }
    struct plan_rank_item *items = ARENA_ARRAY(arena, inputs.count + 1, struct plan_rank_item);
    if (!items) {
        return err_failed();
    }
    for (size_t i = 0; i < inputs.count; i++) {
        items[i] = plan_rank_measure(&inputs.inputs[i], &prior, &settings);
    }
    err = plan_rank(arena, items, inputs.count);
    return err ? err : write_ranks(db, items, inputs.count);
}

enum err plan_rank_rebuild(struct store_db *db) {
    struct arena *arena = arena_create((size_t)1 << 30);
    if (!arena) {
        return err_failed();
    }
    struct plan_mark_get_row state, ranked;
    enum err err = plan_mark_get(db, arena, &(struct plan_mark_get_in){"state"}, &state);
    if (!err) {
        err = plan_mark_get(db, arena, &(struct plan_mark_get_in){"ranked"}, &ranked);
    }
    if (!err && state.value != ranked.value) {
        err = rebuild(db, arena);
        if (!err) {
            err = plan_mark_set(db, &(struct plan_mark_set_in){"ranked", state.value}, NULL);
        }
    }
    arena_destroy(arena);
    return err;
}

static struct plan_rank_item next_item(const struct plan_rank_rows_row *row) {
    return (struct plan_rank_item){.service_id = row->next_id,
                                   .band = (enum plan_band)row->next_band.value,
                                   .unhappy_decile = (int)row->next_unhappy_decile.value,
                                   .saving_decile = (int)row->next_saving_decile.value,
                                   .transparency = (int)row->next_transparency.value,
                                   .visits = row->next_visits,
                                   .volume = row->next_volume,
                                   .ties = {row->next_must_visit, row->next_documents,
                                            row->next_offline, row->next_gap, row->next_audience,
                                            row->next_life_event},
                                   .rank = row->position + 1};
}

static struct plan_ranked ranked_of(struct arena *arena, const struct plan_rank_rows_row *row,
                                    const struct plan_settings *settings) {
    struct plan_ranked ranked = {.item = {.service_id = row->service_id,
                                          .band = (enum plan_band)row->band,
                                          .unhappy = row->unhappy,
                                          .saving = row->saving,
                                          .visits = row->visits,
                                          .volume = row->volume,
                                          .lower = row->lower_bound,
                                          .transparency = (int)row->transparency,
                                          .unhappy_decile = (int)row->unhappy_decile,
                                          .saving_decile = (int)row->saving_decile,
                                          .ties = {row->must_visit, row->documents, row->offline,
                                                   row->gap, row->audience, row->life_event},
                                          .rank = row->position},
                                 .number = row->number,
                                 .title = row->title,
                                 .agency_id = row->agency_id,
                                 .agency_name = row->agency_name,
                                 .satisfaction = row->lower_bound,
                                 .answers = row->good + row->medium + row->bad,
                                 .stage = row->stage,
                                 .demonstration = row->demonstration != 0,
                                 .requirement_id = plan_or_empty(row->requirement_id),
                                 .requirement_title = plan_or_empty(row->requirement_title)};
    ranked.satisfaction_published =
        settings->publish_from.known && ranked.answers >= settings->publish_from.value;
    struct plan_rank_item next = next_item(row);
    ranked.reason = plan_rank_reason(arena, &ranked.item, row->next_id ? &next : NULL);
    return ranked;
}

enum err plan_ranking(struct store_db *db, struct arena *arena,
                      const struct plan_ranking_filter *filter, struct plan_ranked_list *out) {
    int64_t after = 0;
    size_t limit = plan_limit(filter->limit);
    struct plan_rank_rows_rows rows;
    struct plan_rank_totals_row totals;
    struct plan_settings settings;
    if (filter->after && !text_int(filter->after, &after)) {
        after = 0;
    }
    const struct plan_rank_rows_in in = {plan_or_empty(filter->agency_id), filter->blocked_only,
                                         after, (int64_t)limit + 1};
    enum err err = plan_rank_rows(db, arena, &in, &rows);
    if (!err) {
        err = plan_rank_totals(db, arena, &totals);
    }
    if (!err) {
        err = plan_settings_read(db, &settings);
    }
    if (err) {
        return err;
    }
    size_t count = rows.count < limit ? rows.count : limit;
    struct plan_ranked *list = ARENA_ARRAY(arena, count + 1, struct plan_ranked);
    if (!list) {
        return err_failed();
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = ranked_of(arena, &rows.rows[i], &settings);
    }
    *out = (struct plan_ranked_list){
        .rows = list, .count = count, .total = totals.total, .blocked = totals.blocked};
    if (rows.count > limit) {
        out->next = arena_printf(arena, "%lld", (long long)list[count - 1].item.rank);
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

enum err plan_ranking_sensitivity(struct store_db *db, struct arena *arena,
                                  const struct plan_sensitivity_options *options,
                                  struct plan_sensitive_list *out) {
    struct collector inputs;
    struct plan_settings settings;
    struct plan_sensitivity result;
    struct plan_prior prior;
    const struct plan_rank_moving_each_in in = {(int64_t)options->top};
    enum err err = make_room(db, arena, &inputs);
    if (!err) {
        err = plan_rank_moving_each(db, &in, collect_moving, &inputs);
    }
    if (!err) {
        err = read_prior(db, arena, &prior);
    }
    if (!err) {
        err = plan_settings_read(db, &settings);
    }
    if (!err) {
        err = plan_rank_sensitivity(arena, inputs.inputs, inputs.count, &prior, &settings, options,
                                    &result);
    }
    if (err) {
        return err;
    }
    struct plan_sensitive *list = ARENA_ARRAY(arena, result.count + 1, struct plan_sensitive);
    if (!list) {
        return err_failed();
    }
    for (size_t i = 0; !err && i < result.count; i++) {
        struct plan_service_name_row name;
        const char *id = inputs.inputs[result.rows[i].input].service_id;
        err = plan_service_name(db, arena, &(struct plan_service_name_in){id}, &name);
        if (!err) {
            list[i] = (struct plan_sensitive){id, name.number, name.title, name.agency_name,
                                              result.rows[i]};
        }
    }
    *out = (struct plan_sensitive_list){list, result.count, result.runs};
    return err;
}
