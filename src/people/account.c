/* Reading accounts. */
#include "people_internal.h"
#include "people_sql.h"
#include "text.h"
#include <string.h>

struct state_row {
    const char *name;
    const char *label;
};

static const struct state_row state_rows[] = {
    [PEOPLE_ACTIVE] = {"active", TR_NOOP("Active")},
    [PEOPLE_LOCKED] = {"locked", TR_NOOP("Locked")},
    [PEOPLE_CLOSED] = {"closed", TR_NOOP("Closed")},
};

const char *people_state_name(enum people_state state) {
    return state_rows[state].name;
}

const char *people_state_label(enum people_state state) {
    return state_rows[state].label;
}

bool people_state_parse(const char *name, enum people_state *out) {
    for (unsigned i = 0; i < COUNT_OF(state_rows); i++) {
        if (strcmp(state_rows[i].name, name) == 0) {
            *out = (enum people_state)i;
            return true;
        }
    }
    return false;
}

static enum people_state state_of(const char *name) {
    enum people_state state = PEOPLE_CLOSED; /* what is not understood may not sign in */
    people_state_parse(name, &state);
    return state;
}

enum err people_roles_read(struct store_db *db, struct arena *arena, const char *account_id,
                           uint32_t *out) {
    struct people_account_roles_rows rows;
    *out = 0;
    enum err err = people_account_roles(
        db, arena, &(struct people_account_roles_in){.account_id = account_id}, &rows);
    for (size_t i = 0; !err && i < rows.count; i++) {
        enum role role;
        if (people_role_parse(rows.rows[i].role, &role)) {
            *out |= 1u << role;
        }
    }
    return err;
}

enum err people_scope_read(struct store_db *db, struct arena *arena, const char *account_id,
                           const char *const **out, size_t *count_out) {
    struct people_account_agencies_rows rows;
    enum err err = people_account_agencies(
        db, arena,
        &(struct people_account_agencies_in){.account_id = account_id, .limit = PEOPLE_SCOPE_MAX},
        &rows);
    if (err) {
        return err;
    }
    const char **ids = ARENA_ARRAY(arena, rows.count + 1, const char *);
    if (!ids) {
        return err_failed();
    }
    for (size_t i = 0; i < rows.count; i++) {
        ids[i] = rows.rows[i].agency_id;
    }
    *out = ids;
    *count_out = rows.count;
    return ERR_NONE;
}

const char *people_roles_text(struct arena *arena, uint32_t roles) {
    const char *text = "";
    for (unsigned i = 0; i < ROLE_COUNT && text; i++) {
        if (roles & (1u << i)) {
            text = arena_printf(arena, "%s%s%s", text, *text ? " " : "",
                                people_role_name((enum role)i));
        }
    }
    return text;
}

static enum err account_read(struct store_db *reader, struct arena *arena, const char *id,
                             const char *username, struct people_account *out) {
    struct people_account_get_row row;
    bool found;
    enum err err = people_account_get(
        reader, arena, &(struct people_account_get_in){.id = id, .username = username}, &row,
        &found);
    if (err) {
        return err;
    }
    if (!found) {
        return err_set(ERR_NOT_FOUND, "PEO-10", "There is no such account", NULL);
    }
    *out = (struct people_account){
        .id = row.id,
        .username = row.username,
        .name = row.name,
        .unit = row.unit,
        .state = state_of(row.state),
        .demo = row.demo != 0,
        .must_change_password = row.must_change != 0,
        .totp = row.totp_secret != NULL,
        .created_ms = row.created_at,
        .changed_ms = row.changed_at,
        .version = row.version,
    };
    err = people_roles_read(reader, arena, row.id, &out->roles);
    if (!err) {
        err = people_scope_read(reader, arena, row.id, &out->agencies, &out->agency_count);
    }
    return err;
}

enum err people_account_by_id(struct store_db *reader, struct arena *arena, const char *id,
                              struct people_account *out) {
    /* '' would mean "by user name" to the statement */
    return account_read(reader, arena, *id ? id : "-", "", out);
}

enum err people_account_by_username(struct store_db *reader, struct arena *arena,
                                    const char *username, struct people_account *out) {
    const char *key = people_username_clean(arena, username);
    return key ? account_read(reader, arena, "", key, out) : err_failed();
}

/* Rows of one account follow each other, one for each role. */
static size_t gather(const struct people_account_list_rows *rows, struct people_account *accounts,
                     size_t most) {
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct people_account_list_row *row = &rows->rows[i];
        if (count == 0 || strcmp(accounts[count - 1].id, row->id) != 0) {
            if (count == most) {
                break;
            }
            accounts[count++] = (struct people_account){
                .id = row->id,
                .username = row->username,
                .name = row->name,
                .unit = row->unit,
                .state = state_of(row->state),
                .demo = row->demo != 0,
                .must_change_password = row->must_change != 0,
                .totp = row->totp != 0,
                .agency_count = (size_t)row->agencies,
                .created_ms = row->created_at,
                .changed_ms = row->changed_at,
                .version = row->version,
            };
        }
        enum role role;
        if (people_role_parse(row->role, &role)) {
            accounts[count - 1].roles |= 1u << role;
        }
    }
    return count;
}

enum err people_accounts_list(struct store_db *reader, struct arena *arena,
                              const struct people_account_filter *filter,
                              struct people_accounts *out) {
    int64_t limit = filter->limit < 1 ? 1 : filter->limit;
    limit = limit > PEOPLE_LIST_MAX ? PEOPLE_LIST_MAX : limit;
    const char *search = text_fold(arena, filter->search ? filter->search : "");
    if (!search) {
        return err_failed();
    }
    struct people_account_list_rows rows;
    enum err err = people_account_list(
        reader, arena,
        &(struct people_account_list_in){.search = search,
                                         .role = filter->role ? filter->role : "",
                                         .state = filter->state ? filter->state : "",
                                         .after = filter->after ? filter->after : "",
                                         .limit = limit + 1},
        &rows);
    struct people_account *accounts =
        err ? NULL : ARENA_ARRAY(arena, (size_t)limit + 1, struct people_account);
    if (!accounts) {
        return err ? err : err_failed();
    }
    size_t count = gather(&rows, accounts, (size_t)limit + 1);
    out->more = count > (size_t)limit;
    out->count = out->more ? (size_t)limit : count;
    out->rows = accounts;
    return ERR_NONE;
}

static people_agency_source *agency_source;

void people_set_agency_source(people_agency_source *source) {
    agency_source = source;
}

enum err people_agencies_list(struct store_db *reader, struct arena *arena,
                              struct people_agencies *out) {
    *out = (struct people_agencies){NULL, 0};
    return agency_source ? agency_source(reader, arena, PEOPLE_SCOPE_MAX, out) : ERR_NONE;
}
