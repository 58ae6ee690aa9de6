/*
 * Demo accounts, one for each role, for trying the product out with `script/server`. They are
 * marked, every page they see says so, and a database with real accounts refuses them.
 */
#include "people_internal.h"
#include "people_sql.h"
#include <string.h>

/* Known to everybody on purpose; docs/roles.md lists it. */
#define DEMO_PASSWORD "khaju-demo"

static enum err refuse_beside_real(struct store_db *reader, struct arena *arena) {
    struct people_account_real_count_row real;
    enum err err = people_account_real_count(reader, arena, &real);
    if (!err && real.count > 0) {
        err = err_set(ERR_CONFLICT, "PEO-50",
                      "This database has real accounts; demo accounts do not belong beside them",
                      NULL);
    }
    return err;
}

struct plan {
    bool there[ROLE_COUNT];
    struct people_agencies agencies;
    struct people_policy policy;
};

static enum err look(struct store_db *reader, struct arena *arena, bool anyway, struct plan *plan) {
    enum err err = anyway ? ERR_NONE : refuse_beside_real(reader, arena);
    for (unsigned i = 0; !err && i < ROLE_COUNT; i++) {
        struct people_account_get_row row;
        err = people_account_get(
            reader, arena,
            &(struct people_account_get_in){.id = "", .username = people_role_name((enum role)i)},
            &row, &plan->there[i]);
    }
    if (!err) {
        err = people_agencies_list(reader, arena, &plan->agencies);
    }
    return err ? err : people_policy_load(reader, &plan->policy);
}

static enum err add(struct store *store, struct arena *arena, int64_t now_ms,
                    const struct plan *plan, const char *agency_id, enum role role) {
    char hash[PEOPLE_HASH_SIZE];
    const char *label = tr(people_role_label(role));
    const char *name = tr_fmt(arena, "{1} (demo)", label);
    const char *first = plan->agencies.count > 0 ? plan->agencies.rows[0].id : NULL;
    first = agency_id != NULL ? agency_id : first;
    enum err err =
        name ? people_password_hash(arena, &plan->policy, DEMO_PASSWORD, hash) : err_failed();
    if (err) {
        return err;
    }
    struct people_account_save save = {
        .username = people_role_name(role),
        .name = name,
        .unit = "",
        .roles = 1u << role,
        .agencies = &first,
        .agency_count = people_role_scoped(role) && first ? 1 : 0,
        .state = PEOPLE_ACTIVE,
        .demo = true,
        .password_hash = hash,
        .now_ms = now_ms,
        .arena = arena,
    };
    return store_write(store, people_account_save, &save);
}

enum err people_demo_accounts(struct store *store, struct arena *arena, int64_t now_ms, bool anyway,
                              const char *agency_id, struct people_demos *out) {
    struct plan plan;
    struct store_db *reader;
    memset(&plan, 0, sizeof(plan));
    struct people_demo *demos = ARENA_ARRAY(arena, ROLE_COUNT, struct people_demo);
    if (!demos) {
        return err_failed();
    }
    enum err err = store_reader_acquire(store, &reader);
    if (err) {
        return err;
    }
    err = look(reader, arena, anyway, &plan);
    store_reader_release(reader);
    for (unsigned i = 0; !err && i < ROLE_COUNT; i++) {
        demos[i] = (struct people_demo){people_role_name((enum role)i), DEMO_PASSWORD,
                                        people_role_label((enum role)i)};
        if (!plan.there[i]) {
            err = add(store, arena, now_ms, &plan, agency_id, (enum role)i);
        }
    }
    *out = (struct people_demos){demos, ROLE_COUNT};
    return err;
}
