/* Reading the audit trail, a page at a time. */
#include "audit.h"
#include "people_internal.h"
#include "people_sql.h"

static const char *any(const char *text) {
    return text ? text : "";
}

enum err people_audit_list(struct store_db *reader, struct arena *arena,
                           const struct people_audit_filter *filter, struct people_acts *out) {
    int64_t limit = filter->limit < 1 ? 1 : filter->limit;
    limit = limit > PEOPLE_LIST_MAX ? PEOPLE_LIST_MAX : limit;
    int64_t end = filter->to_ms ? filter->to_ms : INT64_MAX;
    const char *before_id = ""; /* (to_ms, "") is before every row of that moment */
    if (filter->before_id && *filter->before_id && filter->before_ms < end) {
        end = filter->before_ms;
        before_id = filter->before_id;
    }
    struct people_audit_page_rows rows;
    enum err err =
        people_audit_page(reader, arena,
                          &(struct people_audit_page_in){.account_id = any(filter->account_id),
                                                         .object_type = any(filter->object_type),
                                                         .object_id = any(filter->object_id),
                                                         .agency_id = any(filter->agency_id),
                                                         .act = any(filter->act),
                                                         .from_at = filter->from_ms,
                                                         .before_at = end,
                                                         .before_id = before_id,
                                                         .limit = limit + 1},
                          &rows);
    struct people_act *acts = err ? NULL : ARENA_ARRAY(arena, rows.count + 1, struct people_act);
    if (!acts) {
        return err ? err : err_failed();
    }
    out->more = rows.count > (size_t)limit;
    out->count = out->more ? (size_t)limit : rows.count;
    out->rows = acts;
    for (size_t i = 0; i < out->count; i++) {
        const struct people_audit_page_row *row = &rows.rows[i];
        acts[i] = (struct people_act){.id = row->id,
                                      .at_ms = row->at,
                                      .account_id = row->account_id,
                                      .account_name = row->account_name,
                                      .act = row->act,
                                      .object_type = row->object_type,
                                      .object_id = row->object_id,
                                      .agency_id = row->agency_id,
                                      .detail = row->detail};
    }
    return ERR_NONE;
}

enum err people_audit_by_id(struct store_db *reader, struct arena *arena, const char *id,
                            struct people_act *out) {
    struct people_audit_one_row row;
    bool found;
    enum err err =
        people_audit_one(reader, arena, &(struct people_audit_one_in){.id = id}, &row, &found);
    if (!err && !found) {
        err = err_set(ERR_NOT_FOUND, "PEO-30", "There is no such entry in the audit trail", NULL);
    }
    if (!err) {
        *out = (struct people_act){.id = row.id,
                                   .at_ms = row.at,
                                   .account_id = row.account_id,
                                   .account_name = row.account_name,
                                   .act = row.act,
                                   .object_type = row.object_type,
                                   .object_id = row.object_id,
                                   .agency_id = row.agency_id,
                                   .detail = row.detail};
    }
    return err;
}
