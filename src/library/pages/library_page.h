/* What the pages of the library share: one version opened, forms, filters. */
#ifndef KHAJU_LIBRARY_PAGE_H
#define KHAJU_LIBRARY_PAGE_H

#include "library_file.h"
#include "page.h"

/* ---- one version ---- */
struct library_opened {
    struct library_model model;
    struct library_version version;
    struct store_blob bytes;
    struct arena *arena; /* of the file; it goes with the request */
    struct library_file file;
    struct library_report report;
};
/* The model of the address and the version of the address, or its newest one. */
enum err library_open_model(struct page *page, struct library_opened *out) WARN_UNUSED;
/* The same with its bytes. */
enum err library_open_bytes(struct page *page, struct library_opened *out) WARN_UNUSED;
/* The same, read and checked. */
enum err library_open(struct page *page, struct library_opened *out) WARN_UNUSED;
/* An arena for a file, gone with the request; NULL: no memory. */
struct arena *library_file_arena(struct page *page);

bool library_may_write(struct page *page);
/* Begins a page below the library; model NULL: beside the list. title is translated. wide: for
   drawings. */
struct html *library_page_begin(struct page *page, const char *title,
                                const struct library_model *model, bool wide, int status);
/* "/desk/models/ID", with "/versions/N" when number is not 0, and with a tail. */
const char *library_path(struct arena *arena, const char *id, int64_t number, const char *tail);
const char *library_size_text(struct arena *arena, int64_t bytes);
const char *library_severity_label(enum check_severity severity);
/* The colour class of a tag. */
const char *library_state_tag(enum library_state state);
const char *library_severity_tag(enum check_severity severity);

/* ---- filters of a list ---- */
struct library_choice {
    const char *value, *label;
    bool chosen;
};
struct library_select {
    const char *name, *label, *any; /* any: label of the empty choice */
    const struct library_choice *choices;
    size_t count;
};
/* 1 + the value a query names, 0 when it names none. */
int library_query_word(struct page *page, const char *name, enum library_words list);
enum err library_select_words(struct page *page, const char *name, const char *label,
                              const char *any, enum library_words list, size_t count,
                              struct library_select *out) WARN_UNUSED;

/* ---- forms ---- */
/* LIBRARY_FORM_KEPT: the file was sent before and need not be sent again. */
enum { LIBRARY_FORM_HEADING = 1, LIBRARY_FORM_FILE = 2, LIBRARY_FORM_KEPT = 4 };
enum err library_form(struct page *page, int parts, struct form **out) WARN_UNUSED;
void library_form_fill(struct form *form, const struct library_model *model);
/* The heading typed; what is wrong stands at its field then. Errors: of the machine. */
enum err library_form_heading(struct page *page, struct form *form,
                              struct library_heading *out) WARN_UNUSED;

#endif
