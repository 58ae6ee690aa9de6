/* Delegated authority. */
#include "authority.h"
#include "people_internal.h"
#include "people_sql.h"
#include <string.h>

static struct people_authority from_row(const struct people_authority_list_row *row) {
    struct people_authority out = {
        .id = row->id,
        .account_id = row->account_id,
        .account_name = row->name,
        .username = row->username,
        .permission = CAN_COUNT,
        .subject = row->subject,
        .amount_max = row->amount_max,
        .agency_id = row->agency_id,
        .unit = row->unit,
        .from_ms = row->from_at,
        .until_ms = row->until_at,
        .basis = row->basis,
        .letter = row->letter,
        .granted_by = row->granted_name,
        .created_ms = row->created_at,
        .revoked_ms = row->revoked_at,
        .revoked_by = row->revoked_name,
        .revoked_why = row->revoked_why,
    };
    people_permission_parse(row->permission, &out.permission);
    return out;
}

enum err people_authority_rows(struct store_db *reader, struct arena *arena,
                               const struct people_authority_filter *filter,
                               struct people_authorities *out) {
    int64_t limit = filter->limit < 1 ? 1 : filter->limit;
    limit = limit > PEOPLE_LIST_MAX ? PEOPLE_LIST_MAX : limit;
    struct people_authority_list_rows rows;
    enum err err =
        people_authority_list(reader, arena,
                              &(struct people_authority_list_in){
                                  .account_id = filter->account_id ? filter->account_id : "",
                                  .permission = filter->permission ? filter->permission : "",
                                  .current = filter->current,
                                  .now = filter->now_ms,
                                  .before_at = filter->before_ms ? filter->before_ms : INT64_MAX,
                                  .before_id = filter->before_id ? filter->before_id : "",
                                  .limit = limit + 1},
                              &rows);
    struct people_authority *list =
        err ? NULL : ARENA_ARRAY(arena, rows.count + 1, struct people_authority);
    if (!list) {
        return err ? err : err_failed();
    }
    size_t count = 0;
    for (size_t i = 0; i < rows.count && i < (size_t)limit; i++) {
        list[count++] = from_row(&rows.rows[i]);
    }
    *out = (struct people_authorities){list, count, rows.count > (size_t)limit};
    return ERR_NONE;
}

enum err people_authority_find(struct store_db *reader, struct arena *arena, const char *account_id,
                               enum permission permission, const char *agency_id,
                               struct maybe_int amount, int64_t now_ms, const char **basis_out) {
    struct people_authority_holds_row row;
    bool found;
    *basis_out = NULL;
    enum err err = people_authority_holds(
        reader, arena,
        &(struct people_authority_holds_in){.account_id = account_id,
                                            .permission = people_permission_name(permission),
                                            .agency_id = agency_id ? agency_id : "",
                                            .amount = amount.known ? amount.value : -1,
                                            .now = now_ms},
        &row, &found);
    if (!err && found) {
        *basis_out = arena_printf(arena, "%s%s%s", row.letter,
                                  *row.letter && *row.basis ? "; " : "", row.basis);
        err = *basis_out ? ERR_NONE : err_failed();
    }
    return err;
}

static enum err check(const struct people_authority_grant *grant) {
    if ((unsigned)grant->permission >= CAN_COUNT) {
        return err_set(ERR_INVALID, "PEO-40", "Choose what is delegated", NULL);
    }
    if (!*grant->basis && !*grant->letter) {
        return err_set(ERR_INVALID, "PEO-41",
                       "A delegation rests on a letter or a clause: write at least one of them",
                       NULL);
    }
    if (grant->until_ms.known && grant->until_ms.value <= grant->from_ms) {
        return err_set(ERR_INVALID, "PEO-42", "The last day is before the first day", NULL);
    }
    if (grant->amount_max.known && grant->amount_max.value < 0) {
        return err_set(ERR_INVALID, "PEO-43", "The amount is not less than zero", NULL);
    }
    return ERR_NONE;
}

enum err people_authority_grant(struct store_db *db, void *context) {
    struct people_authority_grant *grant = context;
    struct people_account holder;
    enum err err = check(grant);
    if (!err) {
        err = people_account_by_id(db, grant->arena, grant->account_id, &holder);
    }
    if (!err && holder.state == PEOPLE_CLOSED) {
        err = err_set(ERR_CONFLICT, "PEO-44", "This account is closed: nothing is delegated to it",
                      NULL);
    }
    if (err) {
        return err;
    }
    id_make(grant->now_ms, grant->id_out);
    err = people_authority_insert(db,
                                  &(struct people_authority_insert_in){
                                      .id = grant->id_out,
                                      .account_id = grant->account_id,
                                      .permission = people_permission_name(grant->permission),
                                      .subject = grant->subject,
                                      .amount_max = grant->amount_max,
                                      .agency_id = grant->agency_id,
                                      .unit = grant->unit,
                                      .from_at = grant->from_ms,
                                      .until_at = grant->until_ms,
                                      .basis = grant->basis,
                                      .letter = grant->letter,
                                      .granted_by = grant->who ? grant->who->id : NULL,
                                      .now = grant->now_ms},
                                  NULL);
    if (err) {
        return err;
    }
    json_t *detail =
        json_pack("{s:s, s:s, s:s}", "permission", people_permission_name(grant->permission),
                  "account", holder.username, "letter", grant->letter);
    const char *text;
    err = people_detail(grant->arena, detail, &text);
    return err ? err
               : people_audit(db, grant->now_ms, grant->who, "authority.grant", "authority",
                              grant->id_out, grant->agency_id, text);
}

enum err people_authority_revoke(struct store_db *db, void *context) {
    struct people_authority_revoke *revoke = context;
    struct people_authority_get_row row;
    bool found;
    int64_t changed = 0;
    enum err err = people_authority_get(
        db, revoke->arena, &(struct people_authority_get_in){.id = revoke->id}, &row, &found);
    if (!err && !found) {
        err = err_set(ERR_NOT_FOUND, "PEO-45", "There is no such delegation", NULL);
    }
    if (!err) {
        err = people_authority_revoke_mark(db,
                                           &(struct people_authority_revoke_mark_in){
                                               .id = revoke->id,
                                               .now = revoke->now_ms,
                                               .revoked_by = revoke->who ? revoke->who->id : NULL,
                                               .revoked_why = revoke->why},
                                           &changed);
    }
    if (!err && changed == 0) {
        err = err_set(ERR_CONFLICT, "PEO-46", "This delegation was revoked already", NULL);
    }
    if (err) {
        return err;
    }
    json_t *detail = json_pack("{s:s, s:s, s:s}", "permission", row.permission, "name", row.name,
                               "why", revoke->why);
    const char *text;
    err = people_detail(revoke->arena, detail, &text);
    return err ? err
               : people_audit(db, revoke->now_ms, revoke->who, "authority.revoke", "authority",
                              revoke->id, row.agency_id, text);
}
