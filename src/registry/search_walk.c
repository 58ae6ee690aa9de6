/*
 * Reading the places of the leading word, window by window, best first; see search_plan.h. A window
 * is filtered by one statement, so that a place that fits nothing costs no call.
 */
#include <stdio.h>
#include "search_plan.h"
#include "service_row.h"

enum {
    FILTERS_MAX = SEARCH_WORDS_MAX - 1,
    WINDOW_FIRST = 128,          /* places looked at in one go, then four times as many */
    WINDOW_MOST = 8192,
    LOOKED_MOST = 60000,         /* places of one word that a query will look at */
};

/* One alternative of the leading group: its places that fit the other groups, window by window. */
struct stream {
    const struct alternative *alternative;
    struct registry_posting_matches_rows batch;
    size_t at;
    int64_t after_weight, after_serial;
    int64_t window, looked;
    bool ended;
};

struct hit {
    int64_t rank, serial;
};

struct walk {
    struct store_db *db;
    struct arena *arena;
    const struct plan *plan;
    const struct group *lead;
    struct registry_posting_matches_in filter;    /* the other groups, ready */
    struct stream streams[ALTERNATIVES_MAX];
};

/* Puts one group that is not leading into the filter. */
static void set_filter(struct registry_posting_matches_in *in, size_t number,
                       const struct group *group) {
    int64_t words[ALTERNATIVES_MAX] = {-1, -1, -1, -1};
    int64_t *const places[FILTERS_MAX][ALTERNATIVES_MAX + 1] = {
        {&in->group_1, &in->word_1a, &in->word_1b, &in->word_1c, &in->word_1d},
        {&in->group_2, &in->word_2a, &in->word_2b, &in->word_2c, &in->word_2d},
        {&in->group_3, &in->word_3a, &in->word_3b, &in->word_3c, &in->word_3d},
        {&in->group_4, &in->word_4a, &in->word_4b, &in->word_4c, &in->word_4d},
        {&in->group_5, &in->word_5a, &in->word_5b, &in->word_5c, &in->word_5d},
    };
    for (size_t i = 0; i < group->count; i++) {
        words[i] = group->items[i].id;
    }
    *places[number][0] = 1;
    for (size_t i = 0; i < ALTERNATIVES_MAX; i++) {
        *places[number][i + 1] = words[i];
    }
}

/* The next window of a stream; its end is found first, so that a window is bounded whatever of it
   fits. */
static enum err next_window(struct walk *walk, struct stream *stream) {
    struct registry_posting_window_row end = {.weight = SEARCH_WEIGHTS + 1, .serial = 0};
    struct registry_posting_matches_in in = walk->filter;
    bool found = false;
    enum err err = registry_posting_window(
        walk->db, walk->arena,
        &(struct registry_posting_window_in){stream->alternative->id, stream->after_weight,
                                             stream->after_serial, stream->window - 1},
        &end, &found);
    if (!found) {
        end = (struct registry_posting_window_row){SEARCH_WEIGHTS + 1, 0};
    }
    in.word_id = stream->alternative->id;
    in.after_weight = stream->after_weight;
    in.after_serial = stream->after_serial;
    in.end_weight = end.weight;
    in.end_serial = end.serial;
    err = err == ERR_NONE
              ? registry_posting_matches(walk->db, walk->arena, &in, &stream->batch)
              : err;
    stream->at = 0;
    stream->after_weight = end.weight;
    stream->after_serial = end.serial;
    stream->looked += stream->window;
    stream->window = stream->window * 4 > WINDOW_MOST ? WINDOW_MOST : stream->window * 4;
    stream->ended = !found || stream->looked >= LOOKED_MOST;
    return err;
}

/* Has the stream a place at its head? Reads on until it has, or is at its end. */
static enum err fill(struct walk *walk, struct stream *stream, bool *has) {
    enum err err = ERR_NONE;
    while (err == ERR_NONE && stream->at >= stream->batch.count && !stream->ended) {
        err = next_window(walk, stream);
    }
    *has = stream->at < stream->batch.count;
    return err;
}

static bool hit_before(struct hit a, struct hit b) {
    return a.rank < b.rank || (a.rank == b.rank && a.serial < b.serial);
}

static struct hit head_of(const struct stream *stream) {
    const struct registry_posting_matches_row *row = &stream->batch.rows[stream->at];
    return (struct hit){row->weight + stream->alternative->penalty, row->serial};
}

/* The best place of the leading group; *stream_out NULL at the end. */
static enum err next_hit(struct walk *walk, struct hit *out, struct stream **stream_out) {
    *stream_out = NULL;
    for (size_t i = 0; i < walk->lead->count; i++) {
        struct stream *stream = &walk->streams[i];
        bool has = false;
        enum err err = fill(walk, stream, &has);
        if (err != ERR_NONE) {
            return err;
        }
        if (has && (*stream_out == NULL || hit_before(head_of(stream), *out))) {
            *out = head_of(stream);
            *stream_out = stream;
        }
    }
    return ERR_NONE;
}

/* Was it found before through a better alternative of the leading word? */
static enum err found_before(struct walk *walk, struct hit hit, const struct stream *from,
                             bool *before) {
    enum err err = ERR_NONE;
    *before = false;
    for (size_t i = 0; err == ERR_NONE && !*before && i < walk->lead->count; i++) {
        const struct stream *other = &walk->streams[i];
        struct registry_posting_of_service_row row = {0};
        bool found = false;
        if (other == from) {
            continue;
        }
        err = registry_posting_of_service(
            walk->db, walk->arena,
            &(struct registry_posting_of_service_in){other->alternative->id, hit.serial}, &row,
            &found);
        int64_t rank = row.weight + other->alternative->penalty;
        *before = found && (rank < hit.rank || (rank == hit.rank && other < from));
    }
    return err;
}

static enum err start_walk(struct walk *walk, const char *after) {
    long long rank = 0;
    long long serial = 0;
    if (after != NULL && sscanf(after, "%lld.%lld", &rank, &serial) != 2) {
        return err_set(ERR_INVALID, "REG-9", "This page of the list does not exist.", NULL);
    }
    walk->lead = &walk->plan->groups[0];
    for (size_t g = 1; g < walk->plan->count; g++) {
        if (walk->plan->groups[g].services < walk->lead->services) {
            walk->lead = &walk->plan->groups[g];
        }
    }
    for (size_t i = 0; i < walk->lead->count; i++) {
        const struct alternative *alternative = &walk->lead->items[i];
        walk->streams[i] = (struct stream){.alternative = alternative,
                                           .window = WINDOW_FIRST,
                                           .after_weight = rank - alternative->penalty,
                                           .after_serial = serial};
    }
    size_t filters = 0;
    for (size_t g = 0; g < walk->plan->count; g++) {
        if (&walk->plan->groups[g] != walk->lead) {
            set_filter(&walk->filter, filters++, &walk->plan->groups[g]);
        }
    }
    return ERR_NONE;
}

static enum err read_page(struct walk *walk, size_t limit, struct search_result *out) {
    struct registry_service_row *rows =
        ARENA_ARRAY(walk->arena, limit, struct registry_service_row);
    if (rows == NULL) {
        return ERR_MEMORY;
    }
    struct hit hit = {0};
    struct stream *stream = NULL;
    enum err err = ERR_NONE;
    while (err == ERR_NONE) {
        err = next_hit(walk, &hit, &stream);
        if (err != ERR_NONE || stream == NULL || out->count == limit) {
            break;
        }
        bool before = false;
        bool found = false;
        err = found_before(walk, hit, stream, &before);
        stream->at++;
        if (err == ERR_NONE && !before) {
            err = service_row_by_serial(walk->db, walk->arena, hit.serial, &rows[out->count],
                                        &found);
            out->count += err == ERR_NONE && found ? 1 : 0;
        }
        out->next = arena_printf(walk->arena, "%lld.%lld", (long long)hit.rank,
                                 (long long)hit.serial);
        err = err == ERR_NONE && out->next == NULL ? ERR_MEMORY : err;
    }
    out->rows = rows;
    out->next = stream == NULL ? NULL : out->next;
    return err;
}

enum err search_collect(struct store_db *db, struct arena *arena, const struct plan *plan,
                        const char *after, size_t limit, struct search_result *out) {
    struct walk walk = {.db = db, .arena = arena, .plan = plan};
    enum err err = start_walk(&walk, after);
    return err == ERR_NONE ? read_page(&walk, limit, out) : err;
}
