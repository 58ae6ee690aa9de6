/* What the pages of the plan share. */
#include "plan_page.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <string.h>
#include "calendar.h"
#include "plan_stale_html.h"
#include "text.h"

static const struct { const char *href, *label; } tabs[] = {
    {"/plan", TR_NOOP("At a glance")},
    {"/plan/as-is", TR_NOOP("Present state")},
    {"/plan/diagnosis", TR_NOOP("Diagnosis")},
    {"/plan/targets", TR_NOOP("Wanted state")},
    {"/plan/gaps", TR_NOOP("Gaps")},
    {"/plan/ranking", TR_NOOP("Priorities")},
    {"/plan/requirements", TR_NOOP("Requirements")},
    {"/plan/duties", TR_NOOP("Duties of agencies")},
    {"/plan/roadmap", TR_NOOP("Roadmap")},
    {"/plan/settings", TR_NOOP("Assumptions")},
};

struct fresh {
    struct plan_refresh refresh;
    page_handler *draw;
};

/*
 * Looking for stale services reads every service. So the answer "none" is remembered, in this
 * process, with the version of the content and the day it holds for; any write of any process makes
 * another version.
 */
static _Atomic uint64_t fresh_key;

static uint64_t key_of(struct page *page, uint64_t version) {
    uint64_t key = version * UINT64_C(0x9e3779b97f4a7c15);
    key ^= (uint64_t)plan_page_today(page) * UINT64_C(0xbf58476d1ce4e5b9);
    key ^= (uint64_t)(uintptr_t)page->store * UINT64_C(0x94d049bb133111eb);
    return key != 0 ? key : 1;
}

static enum err stale_of(struct page *page, int64_t *out) {
    uint64_t version;
    enum err err = store_version(page->db, &version);
    *out = 0;
    if (err != ERR_NONE || atomic_load(&fresh_key) == key_of(page, version)) {
        return err;
    }
    err = plan_stale(page->db, page->arena, page->now_ms, out);
    if (err == ERR_NONE && *out == 0) {
        atomic_store(&fresh_key, key_of(page, version));
    }
    return err;
}

/* Few enough that nobody else's write waits long behind them. */
enum { PAGE_STEP = 500 };

static enum err refreshed(struct page *page, void *context, enum err result) {
    struct fresh *fresh = context;
    return result != ERR_NONE ? result : fresh->draw(page);
}

enum err plan_page_fresh(struct page *page, page_handler *draw) {
    int64_t stale;
    enum err err = stale_of(page, &stale);
    if (err != ERR_NONE || stale == 0) {
        return err != ERR_NONE ? err : draw(page);
    }
    struct fresh *fresh = ARENA_NEW(page->arena, struct fresh);
    if (fresh == NULL) {
        return ERR_MEMORY;
    }
    *fresh = (struct fresh){.refresh = {.now_ms = page->now_ms, .limit = PAGE_STEP},
                             .draw = draw};
    return page_write(page, plan_refresh_command, &fresh->refresh, refreshed);
}

struct html *plan_page_begin(struct page *page, const char *title, const char *tab) {
    struct web_crumb entries[COUNT_OF(tabs)];
    int64_t stale = 0;
    for (size_t i = 0; i < COUNT_OF(tabs); i++) {
        entries[i] = (struct web_crumb){tr(tabs[i].label), tabs[i].href};
    }
    struct html *out = page_begin(
        page, &(struct page_head){.title = title, .section = "plan", .wide = true});
    web_tabs(out, tr("Parts of the plan"), entries, COUNT_OF(tabs), tab);
    if (stale_of(page, &stale) == ERR_NONE && stale > 0) {
        plan_stale_html(out, stale);
    }
    return out;
}

int64_t plan_page_today(const struct page *page) {
    return calendar_day_of_ms(page->now_ms);
}

bool plan_page_may_edit(struct page *page) {
    return page_may(page, CAN(plan_edit), NULL);
}

const char *plan_real_text(struct arena *arena, struct maybe_real value) {
    if (!value.known) {
        return tr("not reported");
    }
    if (value.value >= 100.0 && value.value < 9e18) {
        return text_number(arena, (int64_t)(value.value + 0.5));
    }
    return text_decimal(arena, value.value, 1);
}

const char *plan_sum_note(struct arena *arena, const struct plan_sum *sum) {
    if (sum->demonstration > 0) {
        return tr_fmt(arena,
                      "{1} services reported, {2} not reported; {3} are demonstration figures",
                      sum->known, sum->unknown, sum->demonstration);
    }
    return tr_fmt(arena, "{1} services reported, {2} not reported", sum->known, sum->unknown);
}

const char *plan_level_text(struct arena *arena, struct maybe_int level, bool at_most) {
    if (!level.known) {
        return tr("Not assessed");
    }
    return at_most ? tr_fmt(arena, "Level {1} at most", level.value)
                   : tr_fmt(arena, "Level {1}", level.value);
}

const char *plan_day_text(struct arena *arena, int64_t day) {
    return calendar_format(arena, calendar_ms_of_day(day), false);
}

const char *plan_queue_text(enum queue queue) {
    return queue == QUEUE_NONE ? tr("Not known") : vocabulary_label(VOCABULARY_QUEUE, (int)queue);
}

const char *plan_criterion_text(int criterion) {
    return criterion < 0 ? tr("Whole service") : criterion_label((enum criterion)criterion);
}

enum err plan_agency_choices(struct page *page, const char *chosen, struct plan_select *out) {
    struct registry_agency_list agencies;
    enum err err = registry_agencies(page->db, page->arena, NULL, NULL, REGISTRY_PAGE_MAX,
                                     &agencies);
    if (err != ERR_NONE) {
        return err;
    }
    struct plan_choice *list = ARENA_ARRAY(page->arena, agencies.count + 1, struct plan_choice);
    if (list == NULL) {
        return ERR_MEMORY;
    }
    list[0] = (struct plan_choice){"", tr("All agencies"), chosen == NULL || *chosen == '\0'};
    for (size_t i = 0; i < agencies.count; i++) {
        const struct registry_agency *agency = &agencies.rows[i];
        list[i + 1] = (struct plan_choice){agency->id, agency->name,
                                           chosen != NULL && strcmp(chosen, agency->id) == 0};
    }
    *out = (struct plan_select){"agency", tr("Agency"), list, agencies.count + 1};
    return ERR_NONE;
}

int plan_query_int(struct page *page, const char *name, int most) {
    const char *text = page_query(page, name);
    int64_t value = 0;
    return text != NULL && text_int(text, &value) && value >= 0 && value <= most ? (int)value : 0;
}

static void append_encoded(struct buf *buf, const char *text) {
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                     (*at >= '0' && *at <= '9') || strchr("-_.~", *at) != NULL;
        if (plain) {
            buf_char(buf, (char)*at);
        } else {
            buf_printf(buf, "%%%02X", *at);
        }
    }
}

const char *plan_list_href(struct page *page, const char *name, const char *value) {
    static const char *const kept[] = {"agency", "stage", "criterion", "queue", "open", "late",
                                       "kind", "state", "coverage", "document", "blocked"};
    struct buf buf;
    buf_init(&buf, 4096);
    buf_str(&buf, http_path(page->req));
    char mark = '?';
    for (size_t i = 0; i < COUNT_OF(kept); i++) {
        const char *other = page_query(page, kept[i]);
        if (other != NULL && *other != '\0' && strcmp(kept[i], name) != 0) {
            buf_printf(&buf, "%c%s=", mark, kept[i]);
            append_encoded(&buf, other);
            mark = '&';
        }
    }
    if (value != NULL) {
        buf_printf(&buf, "%c%s=", mark, name);
        append_encoded(&buf, value);
    }
    const char *href = arena_strdup(page->arena, buf_text(&buf));
    buf_finish(&buf);
    return href;
}

struct plan_list_links plan_links(struct page *page, const char *next) {
    return (struct plan_list_links){
        .first = page_query(page, "after") != NULL ? plan_list_href(page, "after", NULL) : NULL,
        .next = next != NULL ? plan_list_href(page, "after", next) : NULL,
        .csv = plan_list_href(page, "format", "csv")};
}

/* ---- CSV ---- */

enum { CSV_REPLY_MAX = 64 << 20 };

bool plan_wants_csv(struct page *page) {
    const char *format = page_query(page, "format");
    return format != NULL && strcmp(format, "csv") == 0;
}

void plan_csv_begin(struct plan_csv *csv) {
    buf_init(&csv->buf, CSV_REPLY_MAX);
    buf_str(&csv->buf, "\xEF\xBB\xBF");
}

static void csv_cell(struct buf *buf, const char *text) {
    buf_char(buf, '"');
    if (value_is_formula(text)) {
        buf_char(buf, '\'');
    }
    for (; *text != '\0'; text++) {
        if (*text == '"') {
            buf_char(buf, '"');
        }
        buf_char(buf, *text);
    }
    buf_char(buf, '"');
}

void plan_csv_row(struct plan_csv *csv, ...) {
    va_list cells;
    va_start(cells, csv);
    bool first = true;
    for (const char *cell; (cell = va_arg(cells, const char *)) != NULL; first = false) {
        if (!first) {
            buf_char(&csv->buf, ',');
        }
        csv_cell(&csv->buf, cell);
    }
    va_end(cells);
    buf_str(&csv->buf, "\r\n");
}

enum err plan_csv_reply(struct page *page, struct plan_csv *csv, const char *filename) {
    const char *header = arena_printf(page->arena, "attachment; filename=\"%s\"", filename);
    if (header == NULL || csv->buf.failed != ERR_NONE) {
        enum err err = header == NULL ? ERR_MEMORY : csv->buf.failed;
        buf_finish(&csv->buf);
        return err;
    }
    http_set_header(page->req, "Content-Disposition", header);
    return http_reply_buf(page->req, 200, "text/csv; charset=utf-8", &csv->buf);
}

/* ---- forms ---- */

/* What a value of a field is called: the label of an option, or the value itself. */
static const char *value_label(const struct form_field *field, const char *value) {
    for (size_t i = 0; i < field->option_count; i++) {
        if (strcmp(field->options[i].value, value) == 0) {
            return tr(field->options[i].label);
        }
    }
    return *value != '\0' ? value : tr("empty");
}

/* Beside every field whose saved value differs from the typed one: the saved one. */
static enum err show_saved(struct page *page, struct plan_submit *submit) {
    struct form *saved = NULL;
    const char *message = arena_strdup(page->arena, err_last()->message);
    enum err err = message != NULL ? submit->saved(page, submit, &saved) : err_memory();
    if (err != ERR_NONE) {
        return err;
    }
    form_error(submit->form, NULL, message);
    for (size_t i = 0; i < submit->field_count; i++) {
        const struct form_field *field = &submit->fields[i];
        const char *theirs = form_value(saved, field->name);
        if (field->type != FORM_GROUP &&
            strcmp(theirs, form_value(submit->form, field->name)) != 0) {
            form_error(submit->form, field->name,
                       tr_fmt(page->arena,
                              "Saved by somebody else now: {1}. Saving again replaces it.",
                              value_label(field, theirs)));
        }
    }
    return submit->draw(page, submit);
}

static enum err submitted(struct page *page, void *context, enum err result) {
    struct plan_submit *submit = context;
    if (result == ERR_NONE) {
        page_notice(page, submit->notice);
        return page_redirect(page, submit->location);
    }
    if (result == ERR_CONFLICT && submit->saved != NULL) {
        return show_saved(page, submit);
    }
    if (result == ERR_INVALID || result == ERR_CONFLICT || result == ERR_LIMIT) {
        form_error(submit->form, NULL, err_last()->message);
        return submit->draw(page, submit);
    }
    return result;
}

enum err plan_page_submit(struct page *page, struct plan_submit *submit) {
    if (!form_ok(submit->form)) {
        return submit->draw(page, submit);
    }
    return page_write(page, submit->command, submit->context, submitted);
}

bool plan_form_day(const struct form *form, const char *name, int64_t *out) {
    struct jalali date;
    return calendar_parse_jalali(form_value(form, name), &date) && calendar_day(date, out);
}

void plan_form_set_day(struct arena *arena, struct form *form, const char *name, int64_t day) {
    struct jalali date = calendar_jalali(day);
    const char *text = arena_printf(arena, "%d/%02d/%02d", date.year, date.month, date.day);
    if (text != NULL) {
        form_set(form, name, text);
    }
}
