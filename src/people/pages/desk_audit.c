/* The audit trail: filtered, a page at a time; one entry with all that is known; the check. */
#include "desk_audit_check_html.h"
#include "desk_audit_entry_html.h"
#include "desk_audit_html.h"
#include "desk_audit_view.h"
#include "people_words.h"
#include <string.h>

enum { ROWS = 50 };

static enum err rows_make(struct page *page, const struct people_acts *acts,
                          struct desk_audit_view *view) {
    struct desk_audit_row *rows = ARENA_ARRAY(page->arena, acts->count + 1, struct desk_audit_row);
    if (!rows) {
        return err_failed();
    }
    for (size_t i = 0; i < acts->count; i++) {
        const struct people_act *act = &acts->rows[i];
        rows[i] = (struct desk_audit_row){
            .act = act,
            .sentence = people_act_sentence(page->arena, act),
            .agency = act->agency_id ? people_words_agency(&view->agencies, act->agency_id) : NULL};
    }
    view->rows = rows;
    view->count = acts->count;
    return ERR_NONE;
}

// The audit trail: who did what, and when.
PAGE(GET, "/desk/audit", desk_audit, CAN(audit_read))
enum err desk_audit(struct page *page) {
    struct desk_audit_view view = {0};
    struct people_acts acts;
    enum err err = audit_query_read(page, &view.query);
    if (!err) {
        err = people_agencies_list(page->db, page->arena, &view.agencies);
    }
    if (!err) {
        view.query.filter.limit = ROWS;
        err = people_audit_list(page->db, page->arena, &view.query.filter, &acts);
    }
    if (!err) {
        err = rows_make(page, &acts, &view);
    }
    if (err) {
        return err;
    }
    view.csv = arena_printf(page->arena, "/desk/audit.csv?%s", view.query.text);
    if (acts.more) {
        const struct people_act *last = &acts.rows[acts.count - 1];
        view.next = arena_printf(page->arena, "/desk/audit?%s&before=%lld&before_id=%s",
                                 view.query.text, (long long)last->at_ms, last->id);
    }
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("Audit trail"), .section = "desk", .wide = true});
    desk_audit_html(out, &view);
    return page_end(page);
}

/* Values the program wrote as its own names, in words. */
static const char *value_words(struct page *page, const char *name, const char *text) {
    enum permission permission;
    enum role role;
    uint32_t roles = 0;
    if (strncmp(name, "state", 5) == 0) {
        for (int i = PEOPLE_ACTIVE; i <= PEOPLE_CLOSED; i++) {
            if (strcmp(text, people_state_name((enum people_state)i)) == 0) {
                return tr(people_state_label((enum people_state)i));
            }
        }
    }
    if (strcmp(name, "permission") == 0 && people_permission_parse(text, &permission)) {
        return tr(people_permission_label(permission));
    }
    if (strncmp(name, "roles", 5) != 0) {
        return text;
    }
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, " ");
        const char *word = arena_strndup(page->arena, at, length);
        roles |= people_role_parse(word, &role) ? 1u << role : 0;
        at += length + strspn(at + length, " ");
    }
    return roles ? people_words_roles(page->arena, roles) : text;
}

static enum err facts_make(struct page *page, const struct people_act *act,
                           struct desk_audit_fact **out, size_t *count_out) {
    json_t *detail = NULL;
    *out = NULL;
    *count_out = 0;
    enum err err = act->detail ? json_read(page->arena, act->detail, &detail) : ERR_NONE;
    if (err || !json_is_object(detail)) {
        return err;
    }
    *out = ARENA_ARRAY(page->arena, json_object_size(detail) + 1, struct desk_audit_fact);
    if (!*out) {
        return err_failed();
    }
    const char *name;
    json_t *value;
    json_object_foreach(detail, name, value) {
        const char *text =
            json_is_string(value) ? json_string_value(value) : json_write(page->arena, value);
        (*out)[(*count_out)++] = (struct desk_audit_fact){
            name, people_words_fact(name), value_words(page, name, text ? text : "")};
    }
    return ERR_NONE;
}

// One entry of the audit trail.
PAGE(GET, "/desk/audit/{id}", desk_audit_entry, CAN(audit_read))
enum err desk_audit_entry(struct page *page) {
    struct people_act act;
    struct desk_audit_fact *facts = NULL;
    size_t count = 0;
    enum err err = people_audit_by_id(page->db, page->arena, page_param(page, "id"), &act);
    if (!err) {
        err = facts_make(page, &act, &facts, &count);
    }
    if (err) {
        return err;
    }
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("Entry of the audit trail"), .section = "desk"});
    desk_audit_entry_html(out, &act, people_act_sentence(page->arena, &act), facts, count,
                          page_may(page, CAN_people_manage, NULL));
    return page_end(page);
}

// Checks that no entry of the audit trail was changed or removed.
PAGE(GET, "/desk/audit/check", desk_audit_check, CAN(audit_read))
enum err desk_audit_check(struct page *page) {
    struct people_audit_report report;
    enum err err = people_audit_verify(page->db, page->arena, &report);
    if (err) {
        return err;
    }
    struct html *out = page_begin(
        page, &(struct page_head){.title = tr("Check of the audit trail"), .section = "desk"});
    desk_audit_check_html(out, &report, page->now_ms);
    return page_end(page);
}
