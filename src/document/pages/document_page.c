/* What the pages of the document share. See document_page.h. */
#include "document_page.h"

#include "document_show_html.h"
#include "text.h"

enum err document_page_number(struct page *page, const char *name, int64_t *out) {
    if (!text_int(page_param(page, name), out) || *out < 1) {
        return err_set(ERR_NOT_FOUND, "DOC-7", "There is no such version of the document.", NULL);
    }
    return ERR_NONE;
}

enum err document_page_version(struct page *page, struct document_version *out) {
    int64_t number = 0;
    enum err err = document_page_number(page, "number", &number);
    if (err == ERR_NONE) {
        err = document_version_get(page->db, page->arena, number, out);
    }
    if (err != ERR_NONE) {
        return err;
    }
    if (!document_state_public(out->state) && !page_may(page, CAN_document_read_draft, NULL)) {
        return err_set(ERR_NOT_FOUND, "DOC-7", "There is no such version of the document.", NULL);
    }
    return ERR_NONE;
}

const char *document_move_label(const struct document_transition *move) {
    enum document_state state;
    return document_state_read(move->to, &state) ? document_state_label(state) : move->to;
}

const char *document_page_base(struct page *page, int64_t number) {
    return arena_printf(page->arena, "/document/versions/%lld", (long long)number);
}

enum err document_page_contents(struct page *page, int64_t number, struct document_contents *out) {
    struct document_page_list pages;
    *out = (struct document_contents){0};
    enum err err = document_pages(page->db, page->arena, number, &pages);
    if (err != ERR_NONE) {
        return err;
    }
    out->rows = ARENA_ARRAY(page->arena, pages.count + 1, struct document_contents_entry);
    for (size_t i = 0; out->rows != NULL && err == ERR_NONE && i < pages.count; i++) {
        struct document_contents_entry *entry = &out->rows[out->count++];
        entry->position = pages.rows[i].position;
        entry->slug = pages.rows[i].slug;
        entry->title = pages.rows[i].title;
        err = document_headings(page->arena, &pages.rows[i], &entry->headings);
    }
    return out->rows == NULL ? err_failed() : err;
}

/* The newest version before this one that the reader may see. */
static enum err find_previous(struct page *page, struct document_show *show) {
    struct document_version_list list;
    enum err err = document_list(page->db, page->arena, show->version.number, 50, &list);
    for (size_t i = 0; err == ERR_NONE && i < list.count && show->previous == 0; i++) {
        if (show->staff || document_state_public(list.rows[i].state)) {
            show->previous = list.rows[i].number;
        }
    }
    return err;
}

static void find_steps(struct page *page, struct document_show *show) {
    enum document_state states[DOCUMENT_STATE_COUNT];
    size_t count =
        page->person == NULL ? 0 : document_next_states(show->version.state, page->person, states);
    for (size_t i = 0; i < count; i++) {
        show->steps[show->step_count++] =
            (struct document_step){document_state_slug(states[i]), document_state_label(states[i])};
    }
    show->csrf = show->step_count > 0 ? page_csrf(page) : NULL;
}

enum err document_page_show(struct page *page, const struct document_version *version) {
    struct document_show show = {.version = *version,
                                 .base = document_page_base(page, version->number),
                                 .staff = page_may(page, CAN_document_read_draft, NULL)};
    enum err err = document_page_contents(page, version->number, &show.contents);
    if (err == ERR_NONE) {
        err = document_transitions(page->db, page->arena, version->number, &show.moves);
    }
    if (err == ERR_NONE && show.staff) {
        err = document_problems(page->db, page->arena, version->number, &show.problems);
    }
    if (err == ERR_NONE) {
        err = find_previous(page, &show);
    }
    if (err != ERR_NONE) {
        return err;
    }
    find_steps(page, &show);
    for (size_t i = 0; i < DOCUMENT_FORMATS; i++) {
        show.files[i] = document_file_href(page, version, (enum document_format)i);
    }
    struct html *out = page_begin(
        page, &(struct page_head){
                  .title = tr("Development document for electronic services to citizens"),
                  .description = tr("What the province does so that services reach citizens online "
                                    "and without a visit, with the source of every number."),
                  .section = "document",
              });
    document_show_html(out, &show);
    return page_end(page);
}
