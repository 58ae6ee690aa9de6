/*
 * How much of the ranking is owed to assumptions: rank again with the settings moved, and count.
 * Deterministic: the same inputs, settings and seed always give the same report.
 */
#include "plan_rank.h"

struct plan_rank_item plan_rank_measure(const struct plan_rank_input *input,
                                        const struct plan_prior *prior,
                                        const struct plan_settings *settings) {
    struct plan_satisfaction satisfaction = plan_satisfaction_of(&input->answers, prior, settings);
    return (struct plan_rank_item){
        .service_id = input->service_id,
        .band = satisfaction.band,
        .lower = satisfaction.lower,
        .unhappy = plan_unhappy(input->one.volume, satisfaction.lower),
        .saving = plan_saving(&input->one, settings, input->target_stage),
        .visits = input->one.visits,
        .volume = input->one.volume,
        .transparency = input->transparency,
        .ties = input->ties,
    };
}

/* The settings the ranking depends on. */
static struct maybe_real *movable(struct plan_settings *settings, size_t index) {
    struct maybe_real *all[] = {&settings->hour_rial,     &settings->fare_rial,
                                &settings->document_rial, &settings->visit_minutes,
                                &settings->prior_weight,  &settings->quantile};
    return index < COUNT_OF(all) ? all[index] : NULL;
}

/* splitmix64: small, seeded, the same everywhere. */
static double next_random(uint64_t *state) {
    *state += 0x9e3779b97f4a7c15u;
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return (double)(z >> 11) / 9007199254740992.0;
}

struct runner {
    const struct plan_rank_input *inputs;
    size_t count;
    struct plan_prior prior;
    struct plan_rank_item *items;
    int64_t *rank_of; /* by input */
    struct plan_sensitivity *out;
    size_t top;
};

/* Ranks all inputs under these settings; rank_of tells the rank of each input. */
static enum err run(struct runner *runner, const struct plan_settings *settings) {
    struct arena *scratch = arena_create(64u + runner->count * 64u + (1u << 16));
    if (!scratch) {
        return err_failed();
    }
    for (size_t i = 0; i < runner->count; i++) {
        runner->items[i] = plan_rank_measure(&runner->inputs[i], &runner->prior, settings);
        runner->items[i].input = i;
    }
    enum err err = plan_rank(scratch, runner->items, runner->count);
    for (size_t i = 0; !err && i < runner->count; i++) {
        runner->rank_of[runner->items[i].input] = runner->items[i].rank;
    }
    arena_destroy(scratch);
    return err;
}

static enum err run_and_count(struct runner *runner, const struct plan_settings *settings) {
    enum err err = run(runner, settings);
    if (err) {
        return err;
    }
    runner->out->runs++;
    for (size_t i = 0; i < runner->out->count; i++) {
        struct plan_sensitivity_row *row = &runner->out->rows[i];
        int64_t rank = runner->rank_of[row->input];
        row->best = rank < row->best ? rank : row->best;
        row->worst = rank > row->worst ? rank : row->worst;
        row->in_top += rank <= (int64_t)runner->top;
    }
    return ERR_NONE;
}

static enum err run_all(struct runner *runner, const struct plan_settings *settings,
                        const struct plan_sensitivity_options *options) {
    enum err err = ERR_NONE;
    struct plan_settings moved;
    for (size_t i = 0; !err; i++) {
        moved = *settings;
        struct maybe_real *setting = movable(&moved, i);
        if (!setting) {
            break;
        }
        double value = setting->value;
        setting->value = value * (1.0 - options->share);
        err = run_and_count(runner, &moved);
        if (!err) {
            setting->value = value * (1.0 + options->share);
            err = run_and_count(runner, &moved);
        }
    }
    uint64_t state = options->seed;
    for (int n = 0; !err && n < options->random_runs; n++) {
        moved = *settings;
        for (size_t i = 0; movable(&moved, i); i++) {
            double shift = (2.0 * next_random(&state) - 1.0) * options->share;
            movable(&moved, i)->value *= 1.0 + shift;
        }
        err = run_and_count(runner, &moved);
    }
    return err;
}

enum err plan_rank_sensitivity(struct arena *arena, const struct plan_rank_input *inputs,
                               size_t count, const struct plan_prior *prior,
                               const struct plan_settings *settings,
                               const struct plan_sensitivity_options *options,
                               struct plan_sensitivity *out) {
    *out = (struct plan_sensitivity){0};
    size_t top = options->top < count ? options->top : count;
    struct runner runner = {.inputs = inputs,
                            .count = count,
                            .prior = *prior,
                            .items = ARENA_ARRAY(arena, count + 1, struct plan_rank_item),
                            .rank_of = ARENA_ARRAY(arena, count + 1, int64_t),
                            .out = out,
                            .top = top};
    out->rows = ARENA_ARRAY(arena, top + 1, struct plan_sensitivity_row);
    if (!runner.items || !runner.rank_of || !out->rows) {
        return err_failed();
    }
    enum err err = run(&runner, settings);
    if (err) {
        return err;
    }
    out->count = top;
    for (size_t i = 0; i < top; i++) {
        int64_t rank = (int64_t)i + 1;
        out->rows[i] = (struct plan_sensitivity_row){
            .input = runner.items[i].input, .rank = rank, .best = rank, .worst = rank};
    }
    return run_all(&runner, settings, options);
}
