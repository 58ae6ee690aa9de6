/*
 * Checking the audit trail: every chain is walked from its beginning and compared with its head, so
 * that a changed row, a row taken out of the middle and a row cut off the end all show.
 */
#include "audit.h"
#include "people_audit_internal.h"
#include "people_sql.h"
#include <sodium.h>
#include <string.h>

struct walk {
    struct people_audit_report *report;
    struct arena *arena;
    int64_t chain;
    int64_t place; /* last good one */
    char hash[PEOPLE_DIGEST_SIZE];
};

static void broken(struct walk *walk, const char *row_id, const char *why) {
    struct people_audit_report *report = walk->report;
    if (report->sound) {
        report->sound = false;
        report->chain = walk->chain;
        report->place = walk->place + 1;
        report->row_id = arena_strdup(walk->arena, row_id);
        report->why = why;
    }
}

static enum err walk_row(void *context, const struct people_audit_chain_row *row) {
    struct walk *walk = context;
    char hash[PEOPLE_DIGEST_SIZE];
    walk->report->rows++;
    if (!walk->report->sound) {
        return ERR_NONE; /* the first break is what counts; go on counting rows */
    }
    if (row->place != walk->place + 1) {
        broken(walk, NULL, TR_NOOP("A row is missing"));
        return ERR_NONE;
    }
    const struct people_audit_link link = {
        .id = row->id,
        .chain = walk->chain,
        .place = row->place,
        .at = row->at,
        .account_id = row->account_id,
        .account_name = row->account_name,
        .session_id = row->session_id,
        .act = row->act,
        .object_type = row->object_type,
        .object_id = row->object_id,
        .agency_id = row->agency_id,
        .detail = row->detail,
    };
    people_audit_hash(walk->hash, &link, hash);
    if (strcmp(hash, row->hash) != 0) {
        broken(walk, row->id, TR_NOOP("A row was changed"));
        return ERR_NONE;
    }
    walk->place = row->place;
    memcpy(walk->hash, hash, sizeof(hash));
    return ERR_NONE;
}

static enum err walk_chain(struct store_db *reader, struct walk *walk, int64_t head_place,
                           const char *head_hash) {
    const struct people_audit_chain_in in = {.chain = walk->chain};
    walk->place = 0;
    walk->hash[0] = '\0';
    enum err err = people_audit_chain(reader, &in, walk_row, walk);
    if (err) {
        return err;
    }
    if (walk->place != head_place) {
        broken(walk, NULL, TR_NOOP("A row is missing"));
    } else if (strcmp(walk->hash, head_hash) != 0) {
        broken(walk, NULL, TR_NOOP("The head of the chain was changed"));
    }
    return ERR_NONE;
}

static const struct people_audit_heads_row *head_of(const struct people_audit_heads_rows *heads,
                                                    int64_t chain) {
    for (size_t i = 0; i < heads->count; i++) {
        if (heads->rows[i].chain == chain) {
            return &heads->rows[i];
        }
    }
    return NULL;
}

static void fingerprint(const struct people_audit_heads_rows *heads, char out[PEOPLE_DIGEST_SIZE]) {
    unsigned char hash[32];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof(hash));
    for (size_t i = 0; i < heads->count; i++) {
        const char *text = heads->rows[i].hash;
        crypto_generichash_update(&state, (const unsigned char *)text, strlen(text) + 1);
    }
    crypto_generichash_final(&state, hash, sizeof(hash));
    sodium_bin2hex(out, PEOPLE_DIGEST_SIZE, hash, sizeof(hash));
}

enum err people_audit_verify(struct store_db *reader, struct arena *arena,
                             struct people_audit_report *out) {
    struct people_audit_heads_rows heads;
    struct people_audit_chains_rows chains;
    struct walk walk = {.report = out, .arena = arena};
    *out = (struct people_audit_report){.sound = true};
    enum err err = people_audit_heads(reader, arena, &heads);
    for (size_t i = 0; !err && i < heads.count; i++) {
        walk.chain = heads.rows[i].chain;
        err = walk_chain(reader, &walk, heads.rows[i].place, heads.rows[i].hash);
    }
    if (!err) {
        err = people_audit_chains(reader, arena, &chains);
    }
    for (size_t i = 0; !err && i < chains.count; i++) {
        if (!head_of(&heads, chains.rows[i].chain)) {
            walk.chain = chains.rows[i].chain;
            walk.place = 0;
            broken(&walk, NULL, TR_NOOP("The head of the chain is missing"));
        }
    }
    if (!err) {
        fingerprint(&heads, out->fingerprint);
    }
    return err;
}
