/*
 * Asking the index. Each word of the query becomes a group of alternatives (itself; words that
 * begin with it if it is the last; words one letter away if it is unknown). The rarest group leads:
 * its places are read best first, and the other groups are probed for each.
 */
#include "search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "buf.h"
#include "registry_internal.h"
#include "service_row.h"
#include "text.h"

enum {
    ALTERNATIVES_MAX = 4,        /* as many as posting_matches takes */
    FILTERS_MAX = SEARCH_WORDS_MAX - 1,
    NEAR_ROWS_MAX = 50,
    WINDOW_FIRST = 128,          /* places looked at in one go, then four times as many */
    WINDOW_MOST = 8192,
    LOOKED_MOST = 60000,         /* places of one word that a query will look at */
    CORRECT_LEAST = 3,           /* letters a word must have to be corrected */
};

struct alternative {
    int64_t id, services;
    int penalty;                 /* added to the weight: 0 for the word itself */
};
struct group {
    const char *word;            /* what is looked for, after correction */
    struct alternative items[ALTERNATIVES_MAX];
    size_t count;
    int64_t services;            /* at most this many */
};
struct plan {
    struct group groups[SEARCH_WORDS_MAX];
    size_t count;
};

static void add_alternative(struct group *group, int64_t id, int64_t services, int penalty) {
    for (size_t i = 0; i < group->count; i++) {
        if (group->items[i].id == id) {
            return;
        }
    }
    if (group->count < ALTERNATIVES_MAX) {
        group->items[group->count++] = (struct alternative){id, services, penalty};
        group->services += services;
    }
}

static enum err add_exact(struct store_db *db, struct arena *arena, struct group *group) {
    struct registry_word_by_text_row row;
    bool found = false;
    enum err err = registry_word_by_text(
        db, arena, &(struct registry_word_by_text_in){group->word}, &row, &found);
    if (err == ERR_NONE && found && row.services > 0) {
        add_alternative(group, row.id, row.services, 0);
    }
    return err;
}

static enum err add_prefixed(struct store_db *db, struct arena *arena, struct group *group) {
    struct registry_words_with_prefix_rows rows;
    const char *end = arena_printf(arena, "%s\xF4\x8F\xBF\xBF", group->word);
    if (end == NULL) {
        return ERR_MEMORY;
    }
    enum err err = registry_words_with_prefix(
        db, arena, &(struct registry_words_with_prefix_in){group->word, end, ALTERNATIVES_MAX},
        &rows);
    for (size_t i = 0; err == ERR_NONE && i < rows.count; i++) {
        add_alternative(group, rows.rows[i].id, rows.rows[i].services, SEARCH_WEIGHTS);
    }
    return err;
}

/* The commonest word one slip away among those that share `near`. */
static enum err consider_near(struct store_db *db, struct arena *arena, const char *word,
                              const char *near, struct registry_words_near_row *best) {
    struct registry_words_near_rows rows;
    enum err err = registry_words_near(
        db, arena, &(struct registry_words_near_in){near, NEAR_ROWS_MAX}, &rows);
    for (size_t i = 0; err == ERR_NONE && i < rows.count; i++) {
        if (rows.rows[i].services > best->services &&
            text_distance(word, rows.rows[i].word, 1) <= 1) {
            *best = rows.rows[i];
        }
    }
    return err;
}

static enum err correct(struct store_db *db, struct arena *arena, struct group *group,
                        bool *corrected) {
    struct registry_words_near_row best = {.services = 0};
    char near[SEARCH_WORD_MAX * 4 + 1];
    size_t length = strlen(group->word);
    if (text_length(group->word) < CORRECT_LEAST || length >= sizeof near) {
        return ERR_NONE;
    }
    enum err err = consider_near(db, arena, group->word, group->word, &best);
    for (size_t at = 0; err == ERR_NONE && at < length;) {
        size_t size = 1;
        while (((unsigned char)group->word[at + size] & 0xC0) == 0x80) {
            size++;
        }
        memcpy(near, group->word, at);
        memcpy(near + at, group->word + at + size, length - at - size + 1);
        err = consider_near(db, arena, group->word, near, &best);
        at += size;
    }
    if (err == ERR_NONE && best.services > 0) {
        add_alternative(group, best.id, best.services, 0);
        group->word = best.word;
        *corrected = true;
    }
    return err;
}

/* The words of the query, each cut to what the index holds. */
static enum err split(struct arena *arena, const char *text, struct search_words *words,
                      bool *cut) {
    size_t length = strlen(text);
    *cut = length > SEARCH_TEXT_MAX;
    if (*cut) {
        text = arena_strndup(arena, text, text_utf8_valid(text, SEARCH_TEXT_MAX));
    }
    const char *folded = text == NULL ? NULL : text_fold(arena, text);
    if (folded == NULL) {
        return ERR_MEMORY;
    }
    words->count = 0;
    enum err err = search_words_add(arena, words, folded, 1);
    *cut = *cut || words->count > SEARCH_WORDS_MAX;
    words->count = words->count > SEARCH_WORDS_MAX ? SEARCH_WORDS_MAX : words->count;
    return err;
}

/* «گواهی نامه» where only «گواهینامه» is known: two words become one. */
static enum err join_known(struct store_db *db, struct arena *arena, struct search_words *words) {
    for (size_t i = 0; i + 1 < words->count; i++) {
        struct group whole = {0};
        struct group left = {.word = words->items[i]};
        struct group right = {.word = words->items[i + 1]};
        whole.word = arena_printf(arena, "%s%s", left.word, right.word);
        enum err err = whole.word == NULL ? ERR_MEMORY : add_exact(db, arena, &left);
        err = err == ERR_NONE ? add_exact(db, arena, &right) : err;
        if (err == ERR_NONE && (left.count == 0 || right.count == 0)) {
            err = add_exact(db, arena, &whole);
        }
        if (err != ERR_NONE) {
            return err;
        }
        if (whole.count > 0) {
            words->items[i] = whole.word;
            memmove(&words->items[i + 1], &words->items[i + 2],
                    (words->count - i - 2) * sizeof words->items[0]);
            words->count--;
        }
    }
    return ERR_NONE;
}

static enum err make_plan(struct store_db *db, struct arena *arena, struct search_words *words,
                          struct plan *plan, struct search_result *out) {
    struct buf said;
    bool corrected = false;
    enum err err = join_known(db, arena, words);
    buf_init(&said, SEARCH_TEXT_MAX * 4);
    for (size_t i = 0; err == ERR_NONE && i < words->count; i++) {
        struct group *group = &plan->groups[plan->count];
        *group = (struct group){.word = words->items[i]};
        err = add_exact(db, arena, group);
        bool number = group->word[strspn(group->word, "0123456789")] == '\0';
        if (err == ERR_NONE && i + 1 == words->count && (group->count == 0 || !number)) {
            err = add_prefixed(db, arena, group);
        }
        if (err == ERR_NONE && group->count == 0) {
            err = correct(db, arena, group, &corrected);
        }
        buf_str(&said, said.length > 0 ? " " : "");
        buf_str(&said, group->word);
        if (group->count > 0) {
            plan->count++;
        } else if (out->unknown == NULL) {
            out->unknown = words->items[i];
        }
    }
    if (err == ERR_NONE && corrected) {
        out->corrected = arena_strdup(arena, buf_text(&said));
        err = out->corrected == NULL ? ERR_MEMORY : said.failed;
    }
    buf_finish(&said);
    return err;
}

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

static enum err collect(struct walk *walk, size_t limit, struct search_result *out) {
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

enum err registry_search(struct store_db *db, struct arena *arena, const struct search_query *query,
                         struct search_result *out) {
    struct search_words words;
    struct plan plan = {0};
    *out = (struct search_result){0};
    enum err err = split(arena, registry_text(query->text), &words, &out->cut);
    err = err == ERR_NONE ? make_plan(db, arena, &words, &plan, out) : err;
    if (err != ERR_NONE || plan.count == 0) {
        return err;
    }
    struct walk walk = {.db = db, .arena = arena, .plan = &plan};
    size_t limit = query->limit == 0 ? REGISTRY_PAGE
                   : query->limit > SEARCH_RESULTS_MAX ? SEARCH_RESULTS_MAX
                                                       : query->limit;
    err = start_walk(&walk, query->after);
    return err == ERR_NONE ? collect(&walk, limit, out) : err;
}

/* ---- agencies: few enough to look at all ---- */

struct scored {
    size_t distance;
    const char *id;
};

static int by_distance(const void *a, const void *b) {
    const struct scored *left = a;
    const struct scored *right = b;
    return left->distance < right->distance ? -1 : left->distance > right->distance;
}

/* Words of the text that a name lacks; a word counts if it stands in the name or one slip off. */
static size_t words_missing(const struct search_words *words, const struct search_words *name) {
    size_t missing = 0;
    for (size_t i = 0; i < words->count; i++) {
        bool there = false;
        for (size_t n = 0; n < name->count && !there; n++) {
            there = text_starts_with(name->items[n], words->items[i]) ||
                    (text_length(words->items[i]) >= CORRECT_LEAST &&
                     text_distance(words->items[i], name->items[n], 1) <= 1);
        }
        missing += there ? 0 : 1;
    }
    return missing;
}

static enum err score_agencies(struct arena *arena, const struct registry_agency_names_rows *names,
                               const struct search_words *words, struct scored *scored,
                               size_t *count_out) {
    struct search_words *name = ARENA_NEW(arena, struct search_words);
    size_t count = 0;
    if (name == NULL) {
        return ERR_MEMORY;
    }
    for (size_t i = 0; i < names->count; i++) {
        name->count = 0;
        enum err err = search_words_add(arena, name, names->rows[i].folded, 1);
        if (err != ERR_NONE) {
            return err;
        }
        bool again = false;
        for (size_t s = 0; s < count && !again; s++) {
            again = strcmp(scored[s].id, names->rows[i].agency_id) == 0;
        }
        if (!again && words_missing(words, name) == 0) {
            scored[count++] = (struct scored){name->count, names->rows[i].agency_id};
        }
    }
    qsort(scored, count, sizeof scored[0], by_distance);
    *count_out = count;
    return ERR_NONE;
}

enum err registry_search_agencies(struct store_db *db, struct arena *arena, const char *text,
                                  size_t limit, struct registry_agency_list *out) {
    struct registry_agency_names_rows names;
    struct search_words words;
    bool cut = false;
    size_t count = 0;
    *out = (struct registry_agency_list){0};
    enum err err = split(arena, registry_text(text), &words, &cut);
    if (err != ERR_NONE || words.count == 0) {
        return err;
    }
    err = registry_agency_names(db, arena,
                                &(struct registry_agency_names_in){REGISTRY_AGENCIES_MAX}, &names);
    if (err != ERR_NONE) {
        return err;
    }
    struct scored *scored = ARENA_ARRAY(arena, names.count + 1, struct scored);
    size_t most = (size_t)registry_limit(limit);
    struct registry_agency *rows = ARENA_ARRAY(arena, most, struct registry_agency);
    if (scored == NULL || rows == NULL) {
        return ERR_MEMORY;
    }
    err = score_agencies(arena, &names, &words, scored, &count);
    for (size_t i = 0; err == ERR_NONE && i < count && i < most; i++) {
        err = registry_agency_get(db, arena, scored[i].id, &rows[i]);
        out->count += err == ERR_NONE ? 1 : 0;
    }
    out->rows = rows;
    return err;
}
