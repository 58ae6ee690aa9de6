/* Words, their one-letter neighbourhood and postings; see search_index.h. */
#include "search_index.h"

#include <stdlib.h>
#include <string.h>
#include "registry_internal.h"

enum { WORDS_MAX = 2000000, SLOTS_FIRST = 256 };

enum { AT_ONCE = 8 };

enum err search_index_init(struct search_index *index, struct store_db *db) {
    *index = (struct search_index){.db = db};
    index->waiting = calloc(SEARCH_WAITING_MAX, sizeof *index->waiting);
    if (index->waiting == NULL) {
        return err_set(ERR_MEMORY, "REG-6", "There is not enough memory.", NULL);
    }
    enum err err = registry_map_init(&index->words, WORDS_MAX);
    if (err != ERR_NONE) {
        search_index_finish(index);
    }
    return err;
}

void search_index_finish(struct search_index *index) {
    registry_map_finish(&index->words);
    free(index->slots);
    free(index->waiting);
    index->slots = NULL;
    index->waiting = NULL;
}

static int by_place(const void *a, const void *b) {
    const struct search_posting *left = a;
    const struct search_posting *right = b;
    if (left->word != right->word) {
        return left->word < right->word ? -1 : 1;
    }
    if (left->weight != right->weight) {
        return left->weight < right->weight ? -1 : 1;
    }
    return left->serial < right->serial ? -1 : left->serial > right->serial;
}

static enum err insert_eight(struct store_db *db, const struct search_posting *p) {
    return registry_posting_insert_8(
        db,
        &(struct registry_posting_insert_8_in){
            p[0].word, p[0].weight, p[0].serial, p[1].word, p[1].weight, p[1].serial,
            p[2].word, p[2].weight, p[2].serial, p[3].word, p[3].weight, p[3].serial,
            p[4].word, p[4].weight, p[4].serial, p[5].word, p[5].weight, p[5].serial,
            p[6].word, p[6].weight, p[6].serial, p[7].word, p[7].weight, p[7].serial},
        NULL);
}

/* In the order of their key, so that each page of the index is touched once a batch. */
static enum err flush_postings(struct search_index *index) {
    const struct search_posting *p = index->waiting;
    size_t count = index->waiting_count;
    enum err err = ERR_NONE;
    size_t at = 0;
    qsort(index->waiting, count, sizeof *index->waiting, by_place);
    for (; err == ERR_NONE && at + AT_ONCE <= count; at += AT_ONCE) {
        err = insert_eight(index->db, p + at);
    }
    for (; err == ERR_NONE && at < count; at++) {
        err = registry_posting_insert(
            index->db,
            &(struct registry_posting_insert_in){p[at].word, p[at].weight, p[at].serial}, NULL);
    }
    index->waiting_count = 0;
    return err;
}

enum err search_index_flush(struct search_index *index) {
    enum err err = flush_postings(index);
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

/* The word itself and every text with one letter left out: two words one slip apart share one. */
static enum err insert_near(struct search_index *index, const char *word, int64_t id) {
    char near[SEARCH_WORD_MAX * 4 + 1];
    size_t length = strlen(word);
    enum err err = registry_word_near_insert(
        index->db, &(struct registry_word_near_insert_in){word, id}, NULL);
    for (size_t at = 0; err == ERR_NONE && at < length;) {
        size_t size = 1;
        while (((unsigned char)word[at + size] & 0xC0) == 0x80) {
            size++;
        }
        memcpy(near, word, at);
        memcpy(near + at, word + at + size, length - at - size + 1);
        if (near[0] != '\0') {
            err = registry_word_near_insert(
                index->db, &(struct registry_word_near_insert_in){near, id}, NULL);
        }
        at += size;
    }
    return err;
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
    return err == ERR_NONE ? insert_near(index, word, *id_out) : err;
}

static enum err add_slot(struct search_index *index, const char *word, int64_t id,
                         size_t *slot_out) {
    if (index->slot_count == index->slot_capacity) {
        size_t capacity = index->slot_capacity == 0 ? SLOTS_FIRST : index->slot_capacity * 2;
        struct search_slot *slots = realloc(index->slots, capacity * sizeof *slots);
        if (slots == NULL) {
            return err_set(ERR_MEMORY, "REG-6", "There is not enough memory.", NULL);
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
    enum err err = registry_word_by_text(
        index->db, arena, &(struct registry_word_by_text_in){word}, &row, found);
    if (err == ERR_NONE && !*found && create) {
        err = insert_word(index, arena, word, &row.id);
        *found = true;
    }
    return err == ERR_NONE && *found ? add_slot(index, word, row.id, slot_out) : err;
}

enum err search_index_put(struct search_index *index, struct arena *arena, int64_t serial,
                          const struct search_words *words) {
    enum err err = ERR_NONE;
    if (index->waiting_count + words->count > SEARCH_WAITING_MAX) {
        err = flush_postings(index);
    }
    for (size_t i = 0; err == ERR_NONE && i < words->count; i++) {
        size_t slot = 0;
        bool found = false;
        err = slot_of(index, arena, words->items[i], true, &slot, &found);
        if (err == ERR_NONE) {
            index->slots[slot].delta++;
            index->waiting[index->waiting_count++] =
                (struct search_posting){index->slots[slot].id, words->weights[i], serial};
        }
    }
    return err;
}

enum err search_index_remove(struct search_index *index, struct arena *arena, int64_t serial,
                             const struct search_words *words) {
    enum err err = flush_postings(index);
    for (size_t i = 0; err == ERR_NONE && i < words->count; i++) {
        size_t slot = 0;
        bool found = false;
        int64_t removed = 0;
        err = slot_of(index, arena, words->items[i], false, &slot, &found);
        if (err == ERR_NONE && found) {
            err = registry_posting_delete(
                index->db,
                &(struct registry_posting_delete_in){index->slots[slot].id, words->weights[i],
                                                     serial},
                &removed);
            index->slots[slot].delta -= removed;
        }
    }
    return err;
}
