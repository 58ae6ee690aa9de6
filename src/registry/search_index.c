/* Words, their one-letter neighbourhood and postings; see search_index.h. */
#include "search_index.h"

#include <stdlib.h>
#include <string.h>
#include "registry_internal.h"
#include "search_block.h"

enum {
    WORDS_MAX = 2000000,
    SLOTS_FIRST = 256,
    WAITING_FIRST = 256,
    BLOCK_MEMORY_MAX = 1 << 16,
    NEAR_WAITING_MAX = 1000,
    NEAR_MEMORY_MAX = 1 << 20,
};

enum err search_index_init(struct search_index *index, struct store_db *db) {
    *index = (struct search_index){.db = db};
    index->arena = arena_create(BLOCK_MEMORY_MAX);
    index->near_arena = arena_create(NEAR_MEMORY_MAX);
    enum err err = index->arena == NULL || index->near_arena == NULL
                       ? err_failed()
                       : registry_map_init(&index->words, WORDS_MAX);
    if (err != ERR_NONE) {
        search_index_finish(index);
    }
    return err;
}

void search_index_finish(struct search_index *index) {
    registry_map_finish(&index->words);
    free(index->slots);
    free(index->waiting);
    arena_destroy(index->arena);
    arena_destroy(index->near_arena);
    index->slots = NULL;
    index->waiting = NULL;
    index->arena = NULL;
    index->near_arena = NULL;
}

static int compare(int64_t left, int64_t right) {
    return left < right ? -1 : left > right;
}

static int by_place(const void *a, const void *b) {
    const struct search_posting *left = a;
    const struct search_posting *right = b;
    int order = compare(left->word, right->word);
    order = order != 0 ? order : compare(left->weight, right->weight);
    order = order != 0 ? order : compare(left->serial, right->serial);
    return order != 0 ? order : compare(left->order, right->order);
}

static bool same_place(const struct search_posting *a, const struct search_posting *b) {
    return a->word == b->word && a->weight == b->weight && a->serial == b->serial;
}

static bool same_block(const struct search_posting *a, const struct search_posting *b) {
    return a->word == b->word && a->weight == b->weight &&
           search_block_of(a->serial) == search_block_of(b->serial);
}

/* Leaves one change of each place. A place that was given up and taken again (a word that an edit
   kept) is no change. */
static void settle(struct search_index *index) {
    struct search_posting *p = index->waiting;
    size_t kept = 0;
    size_t count = index->waiting_count;
    if (count > 1) {
        qsort(p, count, sizeof *p, by_place);
    }
    for (size_t at = 0; at < count;) {
        size_t end = at + 1;
        while (end < count && same_place(&p[at], &p[end])) {
            end++;
        }
        if (p[at].held == p[end - 1].held) {
            p[kept++] = p[end - 1];
        }
        at = end;
    }
    index->waiting_count = kept;
}

static enum err write_block(struct store_db *db, const struct search_posting *place,
                            const struct search_block *block) {
    unsigned char stored[BLOCK_BYTES];
    size_t size = search_block_write(block, stored);
    int64_t number = search_block_of(place->serial);
    if (size == 0) {
        return registry_posting_block_delete(
            db, &(struct registry_posting_block_delete_in){place->word, place->weight, number},
            NULL);
    }
    return registry_posting_block_write(db,
                                        &(struct registry_posting_block_write_in){
                                            place->word, place->weight, number, {stored, size}},
                                        NULL);
}

/* The changes of one block; they follow each other. */
static enum err change_block(struct search_index *index, const struct search_posting *p,
                             size_t count) {
    struct search_block block = {{0}};
    struct registry_posting_block_row row;
    bool found = false;
    bool changed = false;
    enum err err = registry_posting_block(
        index->db, index->arena,
        &(struct registry_posting_block_in){p->word, p->weight, search_block_of(p->serial)}, &row,
        &found);
    err = err == ERR_NONE && found ? search_block_read(row.serials, &block) : err;
    for (size_t i = 0; err == ERR_NONE && i < count; i++) {
        if (search_block_set(&block, p[i].serial, p[i].held)) {
            index->slots[p[i].slot].delta += p[i].held ? 1 : -1;
            changed = true;
        }
    }
    arena_reset(index->arena);
    return err == ERR_NONE && changed ? write_block(index->db, p, &block) : err;
}

/* In the order of their key, so that each block is read and written once a batch. */
static enum err flush_postings(struct search_index *index) {
    const struct search_posting *p = index->waiting;
    enum err err = ERR_NONE;
    settle(index);
    for (size_t at = 0; err == ERR_NONE && at < index->waiting_count;) {
        size_t end = at + 1;
        while (end < index->waiting_count && same_block(&p[at], &p[end])) {
            end++;
        }
        err = change_block(index, &p[at], end - at);
        at = end;
    }
    index->waiting_count = 0;
    return err;
}

static enum err flush_near(struct search_index *index) {
    enum err err = registry_word_near_insert(index->db, index->near, index->near_count);
    index->near = NULL;
    index->near_count = 0;
    arena_reset(index->near_arena);
    return err;
}

enum err search_index_flush(struct search_index *index) {
    enum err err = flush_postings(index);
    err = err == ERR_NONE ? flush_near(index) : err;
    for (size_t i = 0; err == ERR_NONE && i < index->slot_count; i++) {
        struct search_slot *slot = &index->slots[i];
        if (slot->delta != 0) {
            err = registry_word_count_add(
                index->db, &(struct registry_word_count_add_in){slot->id, slot->delta}, NULL);
            slot->delta = 0;
        }
    }
    return err;
}

/* The word itself and every text with one letter left out: two words one slip apart share one.
   They wait, to be inserted many at once. */
static enum err add_near(struct search_index *index, const char *word, int64_t id) {
    size_t length = strlen(word);
    if (index->near_count + SEARCH_WORD_MAX + 1 > NEAR_WAITING_MAX) {
        enum err err = flush_near(index);
        if (err != ERR_NONE) {
            return err;
        }
    }
    if (index->near == NULL) {
        index->near =
            ARENA_ARRAY(index->near_arena, NEAR_WAITING_MAX, struct registry_word_near_insert_in);
    }
    const char *whole = arena_strdup(index->near_arena, word);
    if (index->near == NULL || whole == NULL) {
        return err_failed();
    }
    index->near[index->near_count++] = (struct registry_word_near_insert_in){whole, id};
    for (size_t at = 0; at < length;) {
        size_t size = 1;
        while (((unsigned char)word[at + size] & 0xC0) == 0x80) {
            size++;
        }
        const char *near =
            arena_printf(index->near_arena, "%.*s%s", (int)at, word, word + at + size);
        if (near == NULL) {
            return err_failed();
        }
        if (near[0] != '\0') {
            index->near[index->near_count++] = (struct registry_word_near_insert_in){near, id};
        }
        at += size;
    }
    return ERR_NONE;
}

static enum err insert_word(struct search_index *index, struct arena *arena, const char *word,
                            int64_t *id_out) {
    if (index->last_word == 0) {
        struct registry_word_last_row last;
        enum err err = registry_word_last(index->db, arena, &last);
        if (err != ERR_NONE) {
            return err;
        }
        index->last_word = last.id;
    }
    *id_out = ++index->last_word;
    enum err err =
        registry_word_insert(index->db, &(struct registry_word_insert_in){*id_out, word}, NULL);
    return err == ERR_NONE ? add_near(index, word, *id_out) : err;
}

static enum err add_slot(struct search_index *index, const char *word, int64_t id,
                         size_t *slot_out) {
    if (index->slot_count == index->slot_capacity) {
        size_t capacity = index->slot_capacity == 0 ? SLOTS_FIRST : index->slot_capacity * 2;
        struct search_slot *slots = realloc(index->slots, capacity * sizeof *slots);
        if (slots == NULL) {
            return err_memory();
        }
        index->slots = slots;
        index->slot_capacity = capacity;
    }
    *slot_out = index->slot_count;
    index->slots[index->slot_count++] = (struct search_slot){id, 0};
    return registry_map_put(&index->words, word, (int64_t)*slot_out);
}

/* create: a word that is not there is made; else *found says whether it is there. */
static enum err slot_of(struct search_index *index, struct arena *arena, const char *word,
                        bool create, size_t *slot_out, bool *found) {
    int64_t known = 0;
    *found = registry_map_get(&index->words, word, &known);
    if (*found) {
        *slot_out = (size_t)known;
        return ERR_NONE;
    }
    struct registry_word_by_text_row row;
    enum err err = registry_word_by_text(index->db, arena, &(struct registry_word_by_text_in){word},
                                         &row, found);
    if (err == ERR_NONE && !*found && create) {
        err = insert_word(index, arena, word, &row.id);
        *found = true;
    }
    return err == ERR_NONE && *found ? add_slot(index, word, row.id, slot_out) : err;
}

/* Room for the words of one more service. */
static enum err make_room(struct search_index *index, size_t count) {
    if (index->waiting_count + count > SEARCH_WAITING_MAX) {
        return flush_postings(index);
    }
    while (index->waiting_count + count > index->waiting_capacity) {
        size_t capacity =
            index->waiting_capacity == 0 ? WAITING_FIRST : index->waiting_capacity * 2;
        struct search_posting *waiting = realloc(index->waiting, capacity * sizeof *index->waiting);
        if (waiting == NULL) {
            return err_memory();
        }
        index->waiting = waiting;
        index->waiting_capacity = capacity;
    }
    return ERR_NONE;
}

static enum err change(struct search_index *index, struct arena *arena, int64_t serial,
                       const struct search_words *words, bool held) {
    enum err err = make_room(index, words->count);
    for (size_t i = 0; err == ERR_NONE && i < words->count; i++) {
        size_t slot = 0;
        bool found = false;
        err = slot_of(index, arena, words->items[i], held, &slot, &found);
        if (err == ERR_NONE && found) {
            index->waiting[index->waiting_count] =
                (struct search_posting){.word = index->slots[slot].id,
                                        .serial = serial,
                                        .slot = slot,
                                        .order = (uint32_t)index->waiting_count,
                                        .weight = words->weights[i],
                                        .held = held};
            index->waiting_count++;
        }
    }
    return err;
}

enum err search_index_put(struct search_index *index, struct arena *arena, int64_t serial,
                          const struct search_words *words) {
    return change(index, arena, serial, words, true);
}

enum err search_index_remove(struct search_index *index, struct arena *arena, int64_t serial,
                             const struct search_words *words) {
    return change(index, arena, serial, words, false);
}
