/* Reading frozen versions. See document_version.h. */
#include "document_version.h"

#include "content.h"
#include "document_sql.h"
#include "markup.h"
#include "pack.h"
#include "problem.h"
#include <string.h>

enum { VERSION_LIST_MAX = 100 };

static struct document_version version_of(const struct document_version_row_row *row) {
    enum document_state state = DOCUMENT_DRAFT;
    bool known = document_state_read(row->state, &state);
    return (struct document_version){.number = row->number,
                                     .as_of = row->as_of,
                                     .bytes = row->bytes,
                                     .warnings = row->warnings,
                                     .notes = row->notes,
                                     .state = known ? state : DOCUMENT_DRAFT,
                                     .author = row->author,
                                     .note = row->note,
                                     .hash = row->hash};
}

enum err document_list(struct store_db *db, struct arena *arena, int64_t before, size_t limit,
                       struct document_version_list *out) {
    struct document_version_rows_rows rows;
    *out = (struct document_version_list){0};
    if (limit == 0 || limit > VERSION_LIST_MAX) {
        limit = VERSION_LIST_MAX;
    }
    enum err err = document_version_rows(
        db, arena,
        &(struct document_version_rows_in){before > 0 ? before : INT64_MAX, (int64_t)limit + 1},
        &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct document_version *versions = ARENA_ARRAY(arena, rows.count + 1, struct document_version);
    if (versions == NULL) {
        return err_failed();
    }
    size_t count = rows.count < limit ? rows.count : limit;
    for (size_t i = 0; i < count; i++) {
        const struct document_version_rows_row *row = &rows.rows[i];
        versions[i] = version_of(&(struct document_version_row_row){
            row->number, row->state, row->as_of, row->author, row->note, row->hash, row->bytes,
            row->warnings, row->notes});
    }
    out->rows = versions;
    out->count = count;
    out->next = rows.count > limit ? versions[count - 1].number : 0;
    return ERR_NONE;
}

enum err document_version_get(struct store_db *db, struct arena *arena, int64_t number,
                              struct document_version *out) {
    struct document_version_row_row row;
    bool found = false;
    enum err err =
        document_version_row(db, arena, &(struct document_version_row_in){number}, &row, &found);
    if (err == ERR_NONE && !found) {
        err = err_set(ERR_NOT_FOUND, "DOC-7", "There is no such version of the document.", NULL);
    }
    if (err == ERR_NONE) {
        *out = version_of(&row);
    }
    return err;
}

enum err document_published(struct store_db *db, struct arena *arena, int64_t *number) {
    static const enum document_state order[] = {DOCUMENT_NOTIFIED, DOCUMENT_APPROVED,
                                                DOCUMENT_CONSULTATION};
    *number = 0;
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        struct document_version_in_state_row row;
        bool found = false;
        enum err err = document_version_in_state(
            db, arena, &(struct document_version_in_state_in){document_state_slug(order[i])}, &row,
            &found);
        if (err != ERR_NONE) {
            return err;
        }
        if (found) {
            *number = row.number;
            return ERR_NONE;
        }
    }
    return ERR_NONE;
}

enum err document_pages(struct store_db *db, struct arena *arena, int64_t number,
                        struct document_page_list *out) {
    struct document_version_chapters_rows rows;
    enum err err =
        document_version_chapters(db, arena, &(struct document_version_chapters_in){number}, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    out->rows = ARENA_ARRAY(arena, rows.count + 1, struct document_page);
    out->count = rows.count;
    for (size_t i = 0; out->rows != NULL && i < rows.count; i++) {
        const struct document_version_chapters_row *row = &rows.rows[i];
        out->rows[i] = (struct document_page){row->position, row->slug, row->title,
                                              row->source,   row->html, row->reading};
    }
    return out->rows == NULL ? err_failed() : ERR_NONE;
}

struct html_raw document_page_markup(const struct document_page *page) {
    return (struct html_raw){page->html};
}

/* Every address of a fragment that begins so is ours; authors' links to anchors lead there too. */
const char *document_relink(struct arena *arena, const char *html, const char *base) {
    static const struct {
        const char *from;
        const char *to;
    } rules[] = {
        {"href=\"#number-", "/numbers/"},
        {"href=\"#chapter-", "/chapters/"},
    };
    struct buf out;
    buf_init(&out, strlen(html) * 3 + 1024);
    for (const char *at = html; *at != '\0';) {
        size_t took = 0;
        for (size_t i = 0; i < COUNT_OF(rules); i++) {
            size_t length = strlen(rules[i].from);
            if (strncmp(at, rules[i].from, length) == 0) {
                buf_str(&out, "href=\"");
                buf_str(&out, base);
                buf_str(&out, rules[i].to);
                took = length;
            }
        }
        if (took == 0) {
            took = 1 + strcspn(at + 1, "h");
            buf_append(&out, at, took);
        }
        at += took;
    }
    const char *text = out.failed == ERR_NONE ? arena_strdup(arena, buf_text(&out)) : NULL;
    buf_finish(&out);
    return text;
}

enum err document_headings(struct arena *arena, const struct document_page *page,
                           struct document_heading_list *out) {
    struct document_problems ignored;
    struct template template;
    document_problems_init(&ignored, arena);
    enum err err = template_read(arena, page->slug, page->source, &ignored, &template);
    if (err != ERR_NONE) {
        return err;
    }
    struct document_heading *rows =
        ARENA_ARRAY(arena, template.part_count + 1, struct document_heading);
    size_t count = 0;
    for (size_t i = 0; rows != NULL && i < template.part_count; i++) {
        const struct template_part *part = &template.parts[i];
        if (part->kind == PART_HEADING) {
            rows[count] =
                (struct document_heading){part->level, drawn_heading_words(arena, part->text, NULL),
                                          drawn_anchor(arena, page->slug, count)};
            count++;
        }
    }
    out->rows = rows;
    out->count = count;
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

enum err document_evidences(struct store_db *db, struct arena *arena, int64_t number,
                            struct document_evidence_list *out) {
    struct document_version_blocks_rows rows;
    enum err err = document_version_blocks(
        db, arena, &(struct document_version_blocks_in){number, CONTENT_BLOCKS_MAX}, &rows);
    if (err != ERR_NONE) {
        return err;
    }
    struct document_evidence *all = ARENA_ARRAY(arena, rows.count + 1, struct document_evidence);
    for (size_t i = 0; all != NULL && i < rows.count; i++) {
        const struct document_version_blocks_row *row = &rows.rows[i];
        all[i] = (struct document_evidence){.k = row->k,
                                            .line = row->line,
                                            .total = row->total,
                                            .kind = row->kind,
                                            .provider = row->provider,
                                            .label = row->label,
                                            .caption = row->caption,
                                            .chapter = row->chapter,
                                            .value = row->value};
    }
    *out = (struct document_evidence_list){all, rows.count};
    return all == NULL ? err_failed() : ERR_NONE;
}

enum err document_evidence_get(struct store_db *db, struct arena *arena, int64_t number, int64_t k,
                               struct document_evidence *out) {
    struct document_version_block_get_row row;
    bool found = false;
    enum err err = document_version_block_get(
        db, arena, &(struct document_version_block_get_in){number, k}, &row, &found);
    if (err == ERR_NONE && !found) {
        err = err_set(ERR_NOT_FOUND, "DOC-8", "This version has no number {1}.",
                      arena_printf(arena, "%lld", (long long)k), NULL);
    }
    if (err != ERR_NONE) {
        return err;
    }
    *out = (struct document_evidence){.k = row.k,
                                      .line = row.line,
                                      .total = row.total,
                                      .kind = row.kind,
                                      .provider = row.provider,
                                      .label = row.label,
                                      .caption = row.caption,
                                      .chapter = row.chapter,
                                      .value = row.value};
    return unpack_text(arena, row.content, (size_t)row.content_size, &out->content);
}

enum err document_problems(struct store_db *db, struct arena *arena, int64_t number,
                           struct document_problems *out) {
    struct document_version_problems_rows rows;
    document_problems_init(out, arena);
    enum err err = document_version_problems(
        db, arena, &(struct document_version_problems_in){number, DOCUMENT_PROBLEMS_MAX}, &rows);
    for (size_t i = 0; err == ERR_NONE && i < rows.count; i++) {
        const struct document_version_problems_row *row = &rows.rows[i];
        document_problem_add(out, (enum document_severity)row->severity, row->code, row->chapter,
                             (unsigned)row->line, row->message);
    }
    return err;
}

enum err document_verify(struct store_db *db, struct arena *arena, int64_t number, bool *intact_out,
                         char actual[65]) {
    struct document_version version;
    struct content content;
    int64_t bytes = 0;
    actual[0] = '\0';
    *intact_out = false;
    enum err err = document_version_get(db, arena, number, &version);
    if (err != ERR_NONE) {
        return err;
    }
    err = content_load(db, arena, number, &content);
    if (err == ERR_NONE) {
        err = content_hash(&content, actual, &bytes);
    }
    if (err == ERR_INTERNAL || err == ERR_INVALID) {
        err_clear(); /* damaged evidence is an answer, not a failure of the check */
        return ERR_NONE;
    }
    *intact_out = err == ERR_NONE && strcmp(actual, version.hash) == 0;
    return err;
}

static void append(void *context, const char *text, size_t length) {
    buf_append(context, text, length);
}

enum err document_canonical(struct store_db *db, struct arena *arena, int64_t number,
                            struct buf *out) {
    struct content content;
    enum err err = content_load(db, arena, number, &content);
    if (err == ERR_NONE) {
        err = content_canonical(&content, append, out);
    }
    return err != ERR_NONE ? err : out->failed;
}
