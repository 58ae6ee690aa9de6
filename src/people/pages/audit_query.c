/* Reading the filter of the audit trail. */
#include "audit_query.h"

#include "calendar.h"
#include "text.h"

static const char *given(struct page *page, const char *name) {
    const char *value = page_query(page, name);
    return value ? value : "";
}

/* Percent-encodes what is not a plain character of a query. */
static void add(struct buf *buf, const char *name, const char *value) {
    if (!*value) {
        return;
    }
    if (buf->length > 0) {
        buf_char(buf, '&');
    }
    buf_str(buf, name);
    buf_char(buf, '=');
    for (const unsigned char *p = (const unsigned char *)value; *p; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
                     (*p >= '0' && *p <= '9') || *p == '.' || *p == '_' || *p == '-';
        if (plain) {
            buf_char(buf, (char)*p);
        } else {
            buf_printf(buf, "%%%02X", *p);
        }
    }
}

static enum err text_make(struct page *page, struct audit_query *query) {
    struct buf buf;
    buf_init(&buf, 8 << 10);
    add(&buf, "person", query->person);
    add(&buf, "act", query->act);
    add(&buf, "object_type", query->object_type);
    add(&buf, "object", query->object);
    add(&buf, "agency", query->agency);
    add(&buf, "from", query->from);
    add(&buf, "to", query->to);
    query->given = buf.length > 0;
    query->text = buf.failed ? NULL : arena_strdup(page->arena, buf_text(&buf));
    enum err err = buf.failed;
    buf_finish(&buf);
    return err ? err : query->text ? ERR_NONE : err_failed();
}

static bool day_of(const char *text, int64_t *day) {
    struct jalali date;
    return calendar_parse_jalali(text, &date) && calendar_day(date, day);
}

static void read_days(struct audit_query *query) {
    int64_t day;
    if (*query->from) {
        if (day_of(query->from, &day)) {
            query->filter.from_ms = calendar_ms_of_day(day);
        } else {
            query->wrong = tr("The first day is not a date: write it like 1404/09/02");
        }
    }
    if (*query->to) {
        if (day_of(query->to, &day)) {
            query->filter.to_ms = calendar_ms_of_day(day + 1);
        } else {
            query->wrong = tr("The last day is not a date: write it like 1404/09/02");
        }
    }
}

enum err audit_query_read(struct page *page, struct audit_query *out) {
    *out = (struct audit_query){.person = given(page, "person"),
                                .act = given(page, "act"),
                                .object_type = given(page, "object_type"),
                                .object = given(page, "object"),
                                .agency = given(page, "agency"),
                                .from = given(page, "from"),
                                .to = given(page, "to")};
    out->filter = (struct people_audit_filter){.act = out->act,
                                               .object_type = out->object_type,
                                               .object_id = out->object,
                                               .agency_id = out->agency};
    if (*out->person) {
        struct people_account account;
        enum err err = people_account_by_username(page->db, page->arena, out->person, &account);
        if (err == ERR_NOT_FOUND) {
            out->wrong = tr("There is no account with this user name");
            out->filter.account_id = "-";
        } else if (err) {
            return err;
        } else {
            out->filter.account_id = account.id;
        }
    }
    read_days(out);
    const char *before_id = given(page, "before_id");
    int64_t before;
    if (id_valid(before_id) && text_int(given(page, "before"), &before)) {
        out->filter.before_ms = before;
        out->filter.before_id = before_id;
    }
    return text_make(page, out);
}
