/*
 * Reading results block by block, best rank first; see search_plan.h. A block of the leading word
 * is compared with the blocks of the other words bit by bit, so that two common words that never
 * meet cost little more than two rare ones.
 */
#include <stdio.h>
#include "search_block.h"
#include "search_plan.h"
#include "service_row.h"

enum {
    RANK_MOST = SEARCH_WEIGHTS * 2, /* the worst weight and the penalty of a longer word */
    BLOCKS_FIRST = 4,               /* stored blocks read in one go, then more */
    BLOCKS_AT_ONCE = 32,
    BLOCKS_MOST = 1024, /* that a query will look at, for all ranks together */
    KNOWN_BLOCKS = 32,  /* of another word, kept for the next rank; a power of two */
};

/* The blocks of one alternative of the leading word in which it has the weight of this rank. */
struct stream {
    const struct alternative *alternative;
    struct registry_posting_blocks_rows batch;
    size_t at;
    int64_t weight, next_block, limit;
    bool ended;
};

/* A word that does not lead: which services of a block hold it, anywhere. */
struct filter {
    const struct group *group;
    struct search_block *known[KNOWN_BLOCKS];
    int64_t numbers[KNOWN_BLOCKS];
};

struct walk {
    struct store_db *db;
    struct arena *arena;
    const struct group *lead;
    struct filter filters[SEARCH_WORDS_MAX];
    size_t filter_count;
    struct stream streams[ALTERNATIVES_MAX];
    int64_t rank;
    int64_t block; /* the one that is being read, and where in it */
    struct search_block found;
    int at;
    int64_t after; /* serials up to this one were on the page before; -1: none */
    int looked;
};

struct hit {
    int64_t rank, serial;
};

/* ---- what is stored ---- */

static enum err add_stored(void *context, const struct registry_posting_of_block_row *row) {
    return search_block_read(row->serials, context);
}

static enum err add_places(struct walk *walk, int64_t word, int64_t weight_most, int64_t number,
                           struct search_block *block) {
    return weight_most < 1
               ? ERR_NONE
               : registry_posting_of_block(
                     walk->db, &(struct registry_posting_of_block_in){word, weight_most, number},
                     add_stored, block);
}

/* The services of a block that hold the word of a filter. */
static enum err filter_block(struct walk *walk, struct filter *filter, int64_t number,
                             const struct search_block **out) {
    size_t slot = (size_t)number % KNOWN_BLOCKS;
    struct search_block *block = filter->known[slot];
    *out = block;
    if (block != NULL && filter->numbers[slot] == number) {
        return ERR_NONE;
    }
    block = block != NULL ? block : ARENA_NEW(walk->arena, struct search_block);
    if (block == NULL) {
        return err_failed();
    }
    *block = (struct search_block){{0}};
    filter->known[slot] = block;
    filter->numbers[slot] = number;
    *out = block;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < filter->group->count; i++) {
        err = add_places(walk, filter->group->items[i].id, SEARCH_WEIGHTS, number, block);
    }
    return err;
}

/* ---- the leading word ---- */

static void begin_rank(struct walk *walk, int64_t rank, int64_t first_block) {
    walk->rank = rank;
    for (size_t i = 0; i < walk->lead->count; i++) {
        const struct alternative *alternative = &walk->lead->items[i];
        int64_t weight = rank - alternative->penalty;
        walk->streams[i] = (struct stream){.alternative = alternative,
                                           .weight = weight,
                                           .next_block = first_block,
                                           .limit = BLOCKS_FIRST,
                                           .ended = weight < 1 || weight > SEARCH_WEIGHTS};
    }
}

/* The stored block at the head of a stream; NULL at its end. */
static enum err head(struct walk *walk, struct stream *stream,
                     const struct registry_posting_blocks_row **out) {
    enum err err = ERR_NONE;
    if (stream->at == stream->batch.count && !stream->ended) {
        err = registry_posting_blocks(
            walk->db, walk->arena,
            &(struct registry_posting_blocks_in){stream->alternative->id, stream->weight,
                                                 stream->next_block, stream->limit},
            &stream->batch);
        stream->at = 0;
        stream->ended = err != ERR_NONE || (int64_t)stream->batch.count < stream->limit;
        stream->limit = BLOCKS_AT_ONCE;
    }
    *out = stream->at < stream->batch.count ? &stream->batch.rows[stream->at] : NULL;
    return err;
}

/* The number of the next block of this rank; -1 at its end. */
static enum err next_number(struct walk *walk, int64_t *number_out) {
    enum err err = ERR_NONE;
    *number_out = -1;
    for (size_t i = 0; err == ERR_NONE && i < walk->lead->count; i++) {
        const struct registry_posting_blocks_row *row = NULL;
        err = head(walk, &walk->streams[i], &row);
        if (row != NULL && (*number_out < 0 || row->block < *number_out)) {
            *number_out = row->block;
        }
    }
    return err;
}

/* Takes that block from every stream that has it. */
static enum err take_lead(struct walk *walk, int64_t number) {
    enum err err = ERR_NONE;
    walk->found = (struct search_block){{0}};
    for (size_t i = 0; err == ERR_NONE && i < walk->lead->count; i++) {
        struct stream *stream = &walk->streams[i];
        const struct registry_posting_blocks_row *row = NULL;
        err = head(walk, stream, &row);
        if (err == ERR_NONE && row != NULL && row->block == number) {
            err = search_block_read(row->serials, &walk->found);
            stream->next_block = number + 1;
            stream->at++;
        }
    }
    return err;
}

/* Drops what a better rank has given: a service may hold several alternatives of the word. */
static enum err drop_better(struct walk *walk, int64_t number) {
    struct search_block better = {{0}};
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && walk->lead->count > 1 && i < walk->lead->count; i++) {
        const struct alternative *alternative = &walk->lead->items[i];
        err = add_places(walk, alternative->id, walk->rank - alternative->penalty - 1, number,
                         &better);
    }
    search_block_drop(&walk->found, &better);
    return err;
}

static bool is_empty(const struct search_block *block) {
    return search_block_next(block, 0) == BLOCK_SERIALS;
}

/* The next block of the leading word, and in it the services that hold the other words too. */
static enum err next_block(struct walk *walk, bool *more) {
    int64_t number = -1;
    enum err err = next_number(walk, &number);
    while (err == ERR_NONE && number < 0 && walk->rank < RANK_MOST) {
        begin_rank(walk, walk->rank + 1, 0);
        walk->after = -1;
        err = next_number(walk, &number);
    }
    *more = err == ERR_NONE && number >= 0 && walk->looked++ < BLOCKS_MOST;
    if (!*more) {
        return err;
    }
    walk->block = number;
    walk->at = 0;
    if (walk->after >= 0) {
        bool same = search_block_of(walk->after) == number;
        walk->at = same ? (int)(walk->after % BLOCK_SERIALS) + 1 : 0;
        walk->after = -1;
    }
    err = take_lead(walk, number);
    for (size_t i = 0; err == ERR_NONE && i < walk->filter_count && !is_empty(&walk->found); i++) {
        const struct search_block *held = NULL;
        err = filter_block(walk, &walk->filters[i], number, &held);
        if (err == ERR_NONE) {
            search_block_keep(&walk->found, held);
        }
    }
    return err == ERR_NONE && !is_empty(&walk->found) ? drop_better(walk, number) : err;
}

static enum err next_hit(struct walk *walk, struct hit *out, bool *more) {
    enum err err = ERR_NONE;
    int offset = search_block_next(&walk->found, walk->at);
    *more = true;
    while (err == ERR_NONE && *more && offset == BLOCK_SERIALS) {
        err = next_block(walk, more);
        offset = search_block_next(&walk->found, walk->at);
    }
    *more = *more && err == ERR_NONE;
    if (*more) {
        *out = (struct hit){walk->rank, walk->block * BLOCK_SERIALS + offset};
        walk->at = offset + 1;
    }
    return err;
}

/* ---- a page of results ---- */

static enum err start_walk(struct walk *walk, const struct plan *plan, const char *after) {
    long long rank = 1;
    long long serial = -1;
    if (after != NULL && (sscanf(after, "%lld.%lld", &rank, &serial) != 2 || rank < 1 ||
                          rank > RANK_MOST || serial < 0)) {
        return err_set(ERR_INVALID, "REG-9", "This page of the list does not exist.", NULL);
    }
    walk->lead = &plan->groups[0];
    for (size_t g = 1; g < plan->count; g++) {
        walk->lead =
            plan->groups[g].services < walk->lead->services ? &plan->groups[g] : walk->lead;
    }
    for (size_t g = 0; g < plan->count; g++) {
        if (&plan->groups[g] != walk->lead) {
            walk->filters[walk->filter_count++].group = &plan->groups[g];
        }
    }
    walk->after = serial;
    begin_rank(walk, rank, serial < 0 ? 0 : search_block_of(serial));
    return ERR_NONE;
}

static enum err read_page(struct walk *walk, size_t limit, struct search_result *out) {
    struct registry_service_row *rows =
        ARENA_ARRAY(walk->arena, limit, struct registry_service_row);
    if (rows == NULL) {
        return err_failed();
    }
    struct hit hit = {0};
    struct hit last = {0};
    bool more = true;
    enum err err = next_hit(walk, &hit, &more);
    while (err == ERR_NONE && more && out->count < limit) {
        bool found = false;
        err = service_row_by_serial(walk->db, walk->arena, hit.serial, &rows[out->count], &found);
        out->count += err == ERR_NONE && found ? 1 : 0;
        last = hit;
        err = err == ERR_NONE ? next_hit(walk, &hit, &more) : err;
    }
    out->rows = rows;
    if (err == ERR_NONE && more) {
        out->next =
            arena_printf(walk->arena, "%lld.%lld", (long long)last.rank, (long long)last.serial);
        err = out->next == NULL ? err_failed() : ERR_NONE;
    }
    return err;
}

enum err search_collect(struct store_db *db, struct arena *arena, const struct plan *plan,
                        const char *after, size_t limit, struct search_result *out) {
    struct walk *walk = ARENA_NEW(arena, struct walk);
    if (walk == NULL) {
        return err_failed();
    }
    walk->db = db;
    walk->arena = arena;
    enum err err = start_walk(walk, plan, after);
    return err == ERR_NONE ? read_page(walk, limit, out) : err;
}
