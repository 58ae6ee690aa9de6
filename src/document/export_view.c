/* Gathers what the whole document in one file shows. See export_view.h. */
#include "export_view.h"

#include "document_sql.h"
#include "markup.h"
#include "json.h"
#include "tr.h"
#include <string.h>

enum { CONTENTS_MAX = 600 };

/* Chapters and their sections; deeper headings would make the contents a second document. */
static enum err load_contents(struct arena *arena, struct export_view *view) {
    struct document_heading *entries = ARENA_ARRAY(arena, CONTENTS_MAX, struct document_heading);
    if (entries == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < view->pages.count; i++) {
        struct document_heading_list headings;
        enum err err = document_headings(arena, &view->pages.rows[i], &headings);
        if (err != ERR_NONE) {
            return err;
        }
        for (size_t k = 0; k < headings.count && view->entry_count + 1 < CONTENTS_MAX; k++) {
            if (headings.rows[k].level > 2) {
                continue;
            }
            struct document_heading *entry = &entries[view->entry_count++];
            *entry = headings.rows[k];
            if (entry->level == 1) {
                entry->text = tr_fmt(arena, "Chapter {1}: {2}", view->pages.rows[i].position,
                                     view->pages.rows[i].title);
            }
        }
    }
    entries[view->entry_count++] =
        (struct document_heading){1, tr("Where every number comes from"), "evidence"};
    view->entries = entries;
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

/* The governor's office as it was called when the version was made. */
static const char *office_of(struct store_db *db, struct arena *arena) {
    struct document_office_name_row row;
    bool found = false;
    if (document_office_name(db, arena, &row, &found) != ERR_NONE || !found) {
        err_clear();
        return "";
    }
    return row.name;
}

enum err export_view_load(struct store_db *db, struct arena *arena, int64_t number,
                          struct export_view *out) {
    *out = (struct export_view){.title = tr("Development document for electronic services to "
                                            "citizens")};
    enum err err = document_version_get(db, arena, number, &out->version);
    if (err == ERR_NONE) {
        err = document_pages(db, arena, number, &out->pages);
    }
    if (err == ERR_NONE) {
        err = document_evidences(db, arena, number, &out->evidences);
    }
    if (err == ERR_NONE) {
        out->office = office_of(db, arena);
        err = load_contents(arena, out);
    }
    return err;
}
