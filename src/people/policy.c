/*
 * The numbers of the sign-in policy: the program's own, replaced one by one by rows of
 * people_setting, and never weaker than a least that no setting can undercut.
 *
 * Sources: RFC 9106 and OWASP for argon2id (least 19 MiB and two passes), NIST SP 800-63B for
 * sessions (30 minutes idle, 12 hours in all) and for slowing down guesses.
 */
#include "people_internal.h"
#include "people_sql.h"
#include <string.h>

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)

/* name, the program's own number, least, most */
#define POLICY(X) \
    X(hash_operations, 2, 2, 20) \
    X(hash_memory, 64 << 20, 19 << 20, 1 << 30) \
    X(idle_ms, 30 * MINUTE, MINUTE, 12 * HOUR) \
    X(absolute_ms, 12 * HOUR, 10 * MINUTE, 24 * HOUR) \
    X(code_ms, 5 * MINUTE, MINUTE, 15 * MINUTE) \
    X(one_time_ms, 72 * HOUR, HOUR, 14 * 24 * HOUR) \
    X(account_free, 5, 1, 20) \
    X(account_wait_ms, 30 * SECOND, SECOND, HOUR) \
    X(account_wait_max_ms, 15 * MINUTE, MINUTE, 24 * HOUR) \
    X(peer_free, 30, 5, 1000) \
    X(peer_wait_ms, 30 * SECOND, SECOND, HOUR) \
    X(peer_wait_max_ms, HOUR, MINUTE, 24 * HOUR) \
    X(forget_ms, 24 * HOUR, HOUR, 30 * 24 * HOUR)

struct people_policy people_policy_default(void) {
    return (struct people_policy){
#define X(name, own, least, most) .name = own,
        POLICY(X)
#undef X
    };
}

static int64_t within(int64_t value, int64_t least, int64_t most) {
    return value < least ? least : value > most ? most : value;
}

static void apply(struct people_policy *policy, const char *setting, int64_t value) {
#define X(name, own, least, most) \
    if (strcmp(setting, #name) == 0) { \
        policy->name = within(value, least, most); \
    }
    POLICY(X)
#undef X
}

enum err people_policy_load(struct store_db *reader, struct people_policy *out) {
    *out = people_policy_default();
    struct arena *arena = arena_create(64 << 10);
    if (!arena) {
        return err_failed();
    }
    struct people_settings_rows rows;
    enum err err = people_settings(reader, arena, &rows);
    for (size_t i = 0; !err && i < rows.count; i++) {
        apply(out, rows.rows[i].name, rows.rows[i].value);
    }
    arena_destroy(arena);
    return err;
}

int64_t people_wait_ms(int64_t failures, int64_t free, int64_t first_ms, int64_t most_ms) {
    if (failures < free) {
        return 0;
    }
    int64_t wait = first_ms;
    for (int64_t i = free; i < failures && wait < most_ms; i++) {
        wait *= 2;
    }
    return wait < most_ms ? wait : most_ms;
}
