/* What the pages of the library share. */
#include "library_page.h"

#include <inttypes.h>
#include <string.h>
#include "text.h"

static void file_arena_gone(void *arena) {
    arena_destroy(arena);
}

struct arena *library_file_arena(struct page *page) {
    struct arena *arena = arena_create(LIBRARY_MEMORY_MAX);
    if (arena == NULL || !arena_defer(page->arena, file_arena_gone, arena)) {
        return NULL;
    }
    return arena;
}

enum err library_open_model(struct page *page, struct library_opened *out) {
    const char *typed = page_param(page, "number");
    int64_t number = 0;
    enum err err = library_get(page->db, page->arena, page_param(page, "id"), &out->model);
    if (err != ERR_NONE) {
        return err;
    }
    if (typed[0] == '\0') {
        out->version = out->model.last;
        return ERR_NONE;
    }
    return library_version_get(page->db, page->arena, out->model.id,
                               text_int(typed, &number) ? number : 0, &out->version);
}

enum err library_open_bytes(struct page *page, struct library_opened *out) {
    enum err err = library_open_model(page, out);
    out->arena = err == ERR_NONE ? library_file_arena(page) : NULL;
    if (err == ERR_NONE && out->arena == NULL) {
        err = err_failed();
    }
    return err == ERR_NONE ? library_bytes(page->db, out->arena, out->model.id, out->version.number,
                                           &out->bytes)
                           : err;
}

enum err library_open(struct page *page, struct library_opened *out) {
    enum err err = library_open_bytes(page, out);
    if (err == ERR_NONE) {
        err = library_file_read(out->arena, out->bytes.data, out->bytes.size, &out->file);
    }
    return err == ERR_NONE ? library_file_check(out->arena, &out->file, &out->report) : err;
}

bool library_may_write(struct page *page) {
    return page_may(page, CAN(model_write), NULL);
}

struct html *library_page_begin(struct page *page, const char *title,
                                const struct library_model *model, bool wide, int status) {
    struct web_crumb crumbs[4] = {{tr("Desk"), "/desk"},
                                  {tr("Processes and decisions"), "/desk/models"}};
    size_t count = 2;
    if (model != NULL && strcmp(model->title, title) != 0) {
        crumbs[count++] =
            (struct web_crumb){model->title, library_path(page->arena, model->id, 0, "")};
    }
    crumbs[count++] = (struct web_crumb){title, NULL};
    return page_begin(page, &(struct page_head){.title = title,
                                                .section = "desk",
                                                .status = status,
                                                .wide = wide,
                                                .crumbs = crumbs,
                                                .crumb_count = count});
}

const char *library_path(struct arena *arena, const char *id, int64_t number, const char *tail) {
    const char *path = number == 0 ? arena_printf(arena, "/desk/models/%s%s", id, tail)
                                   : arena_printf(arena, "/desk/models/%s/versions/%" PRId64 "%s",
                                                  id, number, tail);
    return path != NULL ? path : "#";
}

const char *library_size_text(struct arena *arena, int64_t bytes) {
    return bytes < 1024 ? tr_fmt(arena, "{1} bytes", bytes)
                        : tr_fmt(arena, "{1} kilobytes", (bytes + 1023) / 1024);
}

const char *library_severity_label(enum check_severity severity) {
    static const char *const labels[] = {[CHECK_NOTE] = TR_NOOP("Point to note"),
                                         [CHECK_WARNING] = TR_NOOP("Warning"),
                                         [CHECK_ERROR] = TR_NOOP("Error")};
    return tr(labels[severity]);
}

const char *library_severity_tag(enum check_severity severity) {
    static const char *const tags[] = {[CHECK_NOTE] = "govuk-tag--grey",
                                       [CHECK_WARNING] = "govuk-tag--yellow",
                                       [CHECK_ERROR] = "govuk-tag--red"};
    return tags[severity];
}

const char *library_state_tag(enum library_state state) {
    static const char *const tags[] = {[LIBRARY_STATE_DRAFT] = "govuk-tag--yellow",
                                       [LIBRARY_STATE_PUBLISHED] = "govuk-tag--green",
                                       [LIBRARY_STATE_REPLACED] = "govuk-tag--grey",
                                       [LIBRARY_STATE_WITHDRAWN] = "govuk-tag--grey"};
    return state < LIBRARY_STATE_COUNT ? tags[state] : "";
}

int library_query_word(struct page *page, const char *name, enum library_words list) {
    int value = 0;
    return library_value(list, page_query(page, name), &value) ? value + 1 : 0;
}

enum err library_select_words(struct page *page, const char *name, const char *label,
                              const char *any, enum library_words list, size_t count,
                              struct library_select *out) {
    struct library_choice *choices = ARENA_ARRAY(page->arena, count, struct library_choice);
    int chosen = library_query_word(page, name, list) - 1;
    for (size_t i = 0; choices != NULL && i < count; i++) {
        choices[i] = (struct library_choice){library_slug(list, (int)i),
                                             library_label(list, (int)i), (int)i == chosen};
    }
    *out = (struct library_select){name, label, any, choices, count};
    return choices != NULL ? ERR_NONE : err_failed();
}
