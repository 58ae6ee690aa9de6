/*
 * Appending to the audit trail. A row's hash covers its fields and the hash before it; the fields
 * are written with their lengths, so that no two different rows read the same.
 */
#include "audit.h"
#include "people_audit_internal.h"
#include "people_internal.h"
#include "people_sql.h"
#include <pwd.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

static void hash_text(crypto_generichash_state *state, const char *text) {
    unsigned char length[9] = {0};
    size_t size = text ? strlen(text) : 0;
    length[0] = text ? 1 : 0;
    for (unsigned i = 0; i < 8; i++) {
        length[1 + i] = (unsigned char)((uint64_t)size >> (8 * i));
    }
    crypto_generichash_update(state, length, sizeof(length));
    crypto_generichash_update(state, (const unsigned char *)(text ? text : ""), size);
}

static void hash_number(crypto_generichash_state *state, int64_t number) {
    unsigned char bytes[8];
    for (unsigned i = 0; i < 8; i++) {
        bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
    }
    crypto_generichash_update(state, bytes, sizeof(bytes));
}

void people_audit_hash(const char *previous, const struct people_audit_link *link,
                       char out[PEOPLE_DIGEST_SIZE]) {
    unsigned char hash[32];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof(hash));
    hash_text(&state, previous);
    hash_number(&state, link->chain);
    hash_number(&state, link->place);
    hash_number(&state, link->at);
    hash_text(&state, link->id);
    hash_text(&state, link->account_id);
    hash_text(&state, link->account_name);
    hash_text(&state, link->session_id);
    hash_text(&state, link->act);
    hash_text(&state, link->object_type);
    hash_text(&state, link->object_id);
    hash_text(&state, link->agency_id);
    hash_text(&state, link->detail);
    crypto_generichash_final(&state, hash, sizeof(hash));
    sodium_bin2hex(out, PEOPLE_DIGEST_SIZE, hash, sizeof(hash));
}

/* Acts of one person stay in one chain; those of nobody in particular in the first. */
static int64_t chain_of(const char *account_id) {
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (const char *p = account_id; p && *p; p++) {
        hash = (hash ^ (unsigned char)*p) * 16777619u;
    }
    return account_id ? hash % PEOPLE_AUDIT_CHAINS : 0;
}

static enum err append(struct store_db *db, struct arena *arena, struct people_audit_link *link) {
    struct people_audit_place_row head;
    char hash[PEOPLE_DIGEST_SIZE];
    enum err err =
        people_audit_place(db, arena, &(struct people_audit_place_in){.chain = link->chain}, &head);
    if (err) {
        return err;
    }
    link->place = head.place;
    people_audit_hash(head.hash, link, hash);
    err = people_audit_insert(db,
                              &(struct people_audit_insert_in){.id = link->id,
                                                               .chain = link->chain,
                                                               .place = link->place,
                                                               .at = link->at,
                                                               .account_id = link->account_id,
                                                               .account_name = link->account_name,
                                                               .session_id = link->session_id,
                                                               .act = link->act,
                                                               .object_type = link->object_type,
                                                               .object_id = link->object_id,
                                                               .agency_id = link->agency_id,
                                                               .detail = link->detail,
                                                               .hash = hash},
                              NULL);
    return err ? err
               : people_audit_head_hash(
                     db, &(struct people_audit_head_hash_in){.chain = link->chain, .hash = hash},
                     NULL);
}

enum err people_audit_as(struct store_db *db, int64_t now_ms, const struct people_actor *actor,
                         const char *act, const char *object_type, const char *object_id,
                         const char *agency_id, const char *detail) {
    char id[ID_SIZE];
    struct arena *arena = arena_create(64 << 10);
    if (!arena) {
        return err_failed();
    }
    id_make(now_ms, id);
    struct people_audit_link link = {
        .id = id,
        .chain = chain_of(actor->id),
        .at = now_ms,
        .account_id = actor->id,
        .account_name = actor->name,
        .session_id = actor->session_id,
        .act = act,
        .object_type = object_type,
        .object_id = object_id,
        .agency_id = agency_id,
        .detail = detail,
    };
    enum err err = append(db, arena, &link);
    arena_destroy(arena);
    return err;
}

enum err people_detail(struct arena *arena, json_t *detail, const char **out) {
    *out = detail ? json_write(arena, json_keep(arena, detail)) : NULL;
    return *out ? ERR_NONE : err_memory();
}

/* The act of the command line: who ran it is all that is known. */
static enum err audit_system(struct store_db *db, int64_t now_ms, const char *act,
                             const char *object_type, const char *object_id, const char *agency_id,
                             const char *detail_json) {
    struct arena *arena = arena_create(2 << 20);
    if (!arena) {
        return err_failed();
    }
    struct passwd entry;
    struct passwd *found = NULL;
    char text[1024];
    json_t *detail = NULL;
    enum err err = detail_json ? json_read(arena, detail_json, &detail) : ERR_NONE;
    if (!err && !detail) {
        detail = json_keep(arena, json_object());
    }
    if (!err && getpwuid_r(geteuid(), &entry, text, sizeof(text), &found) == 0 && found) {
        json_object_set_new(detail, "system_user", json_string(found->pw_name));
    }
    const char *written = NULL;
    if (!err) {
        err = people_detail(arena, detail ? json_incref(detail) : NULL, &written);
    }
    if (!err) {
        const struct people_actor nobody = {NULL, NULL, NULL};
        err = people_audit_as(db, now_ms, &nobody, act, object_type, object_id, agency_id, written);
    }
    arena_destroy(arena);
    return err;
}

enum err people_audit(struct store_db *db, int64_t now_ms, const struct person *who,
                      const char *act, const char *object_type, const char *object_id,
                      const char *agency_id, const char *detail_json) {
    if (!who) {
        return audit_system(db, now_ms, act, object_type, object_id, agency_id, detail_json);
    }
    const struct people_actor actor = {who->id, who->name, who->session_id};
    return people_audit_as(db, now_ms, &actor, act, object_type, object_id, agency_id, detail_json);
}

enum err people_audit_account(struct store_db *db, int64_t now_ms, const struct person *who,
                              const char *act, const char *account_id) {
    struct people_account_get_row row;
    bool found;
    const char *detail = NULL;
    const struct people_account_get_in in = {.id = account_id, .username = ""};
    struct arena *arena = arena_create(64 << 10);
    if (!arena) {
        return err_failed();
    }
    enum err err = people_account_get(db, arena, &in, &row, &found);
    if (!err && found) {
        err = people_detail(arena, json_pack("{s:s}", "username", row.username), &detail);
    }
    if (!err) {
        err = people_audit(db, now_ms, who, act, "account", account_id, NULL, detail);
    }
    arena_destroy(arena);
    return err;
}
