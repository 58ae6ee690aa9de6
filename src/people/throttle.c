/*
 * Slowing down guesses. Wrong tries are counted for the user name as typed (whether there is such
 * an account or not, so that the answer gives nothing away) and for the network address. Names are
 * kept as digests: people type passwords into the wrong field.
 */
#include "people_internal.h"
#include "people_sql.h"
#include "text.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

/* One household has 2^64 addresses of IPv6: its network counts, not the address (RFC 6177). */
static void network_of(const char *peer, char out[INET6_ADDRSTRLEN]) {
    struct in6_addr address;
    if (inet_pton(AF_INET6, peer, &address) == 1 && !IN6_IS_ADDR_V4MAPPED(&address)) {
        memset(&address.s6_addr[8], 0, 8);
        (void)inet_ntop(AF_INET6, &address, out, INET6_ADDRSTRLEN);
    } else {
        (void)snprintf(out, INET6_ADDRSTRLEN, "%s", peer);
    }
}

void people_throttle_keys(const char *username, const char *peer,
                          struct people_throttle_keys *out) {
    char network[INET6_ADDRSTRLEN];
    network_of(peer, network);
    people_digest("throttle name", username, out->name);
    people_digest("throttle peer", network, out->peer);
}

static enum err until(struct store_db *db, const char *key, int64_t now_ms, int64_t *latest) {
    struct people_throttle_get_row row;
    bool found;
    struct arena *arena = arena_create(16 << 10);
    if (!arena) {
        return err_failed();
    }
    enum err err = people_throttle_get(
        db, arena, &(struct people_throttle_get_in){.throttle_key = key}, &row, &found);
    if (!err && found && row.blocked_until > now_ms && row.blocked_until > *latest) {
        *latest = row.blocked_until;
    }
    arena_destroy(arena);
    return err;
}

enum err people_throttle_blocked(struct store_db *db, const struct people_throttle_keys *keys,
                                 int64_t now_ms, int64_t *until_out) {
    *until_out = 0;
    enum err err = until(db, keys->name, now_ms, until_out);
    return err ? err : until(db, keys->peer, now_ms, until_out);
}

struct limits {
    int64_t free, wait_ms, most_ms, forget_ms;
};

static enum err count_one(struct store_db *db, const char *key, const struct limits *limits,
                          int64_t now_ms) {
    struct people_throttle_get_row row;
    bool found;
    struct arena *arena = arena_create(16 << 10);
    if (!arena) {
        return err_failed();
    }
    enum err err = people_throttle_get(
        db, arena, &(struct people_throttle_get_in){.throttle_key = key}, &row, &found);
    if (!err) {
        int64_t before = found && row.last_at + limits->forget_ms > now_ms ? row.failures : 0;
        int64_t failures = before + 1;
        int64_t wait = people_wait_ms(failures, limits->free, limits->wait_ms, limits->most_ms);
        err = people_throttle_put(
            db,
            &(struct people_throttle_put_in){.throttle_key = key,
                                             .failures = failures,
                                             .now = now_ms,
                                             .blocked_until = wait ? now_ms + wait : 0},
            NULL);
    }
    arena_destroy(arena);
    return err;
}

enum err people_throttle_count(struct store_db *db, const struct people_throttle_keys *keys,
                               const struct people_policy *policy, int64_t now_ms) {
    const struct limits name = {policy->account_free, policy->account_wait_ms,
                                policy->account_wait_max_ms, policy->forget_ms};
    const struct limits peer = {policy->peer_free, policy->peer_wait_ms, policy->peer_wait_max_ms,
                                policy->forget_ms};
    enum err err = people_throttle_purge(
        db, &(struct people_throttle_purge_in){.before = now_ms - policy->forget_ms}, NULL);
    if (!err) {
        err = count_one(db, keys->name, &name, now_ms);
    }
    return err ? err : count_one(db, keys->peer, &peer, now_ms);
}

enum err people_throttle_success(struct store_db *db, const struct people_throttle_keys *keys) {
    return people_throttle_clear(db, &(struct people_throttle_clear_in){.throttle_key = keys->name},
                                 NULL);
}

enum err people_throttle_refuse(int64_t until_ms, int64_t now_ms) {
    int64_t minutes = (until_ms - now_ms + 59999) / 60000;
    struct arena *arena = arena_create(4 << 10);
    const char *number = arena ? text_number(arena, minutes < 1 ? 1 : minutes) : NULL;
    enum err err =
        err_set(ERR_RATE, "PEO-20", "Too many wrong tries. Wait {1} minutes, then try again",
                number ? number : "15", NULL);
    arena_destroy(arena);
    return err;
}
