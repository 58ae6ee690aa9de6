/* The form of a model's heading and of a file. */
#include <string.h>

#include "library_page.h"
#include "library_sql.h"
#include "registry.h"
#include "text.h"

#define X(name, slug, label) {slug, label, NULL},
static const struct form_option roles[] = {LIBRARY_ROLES(X)};
#undef X

enum { AGENCIES_MAX = 399 }; /* FORM_OPTIONS_MAX less the empty one */

static enum err agency_options(struct page *page, struct form_option **out, size_t *count) {
    struct library_agency_names_rows agencies;
    enum err err = library_agency_names(page->db, page->arena,
                                        &(struct library_agency_names_in){AGENCIES_MAX}, &agencies);
    if (err != ERR_NONE) {
        return err;
    }
    *out = ARENA_ARRAY(page->arena, agencies.count + 1, struct form_option);
    for (size_t i = 0; *out != NULL && i < agencies.count; i++) {
        (*out)[i] = (struct form_option){agencies.rows[i].id, agencies.rows[i].name, NULL};
    }
    *count = agencies.count;
    return *out != NULL ? ERR_NONE : err_failed();
}

static size_t heading_fields(struct form_field *fields, const struct form_option *agencies,
                             size_t agency_count, bool with_file) {
    size_t count = 0;
    fields[count++] = (struct form_field){
        .name = "title",
        .type = FORM_TEXT,
        .label = TR_NOOP("Title"),
        .max = LIBRARY_TITLE_MAX,
        .required = !with_file,
        .hint =
            with_file ? TR_NOOP("Leave it empty to take the name that stands in the file.") : NULL};
    fields[count++] = (struct form_field){.name = "role",
                                          .type = FORM_SELECT,
                                          .label = TR_NOOP("What it shows"),
                                          .required = true,
                                          .options = roles,
                                          .option_count = COUNT_OF(roles)};
    fields[count++] = (struct form_field){.name = "agency",
                                          .type = FORM_SELECT,
                                          .label = TR_NOOP("Agency"),
                                          .options = agencies,
                                          .option_count = agency_count,
                                          .hint = TR_NOOP("Left empty, it is the provider of the "
                                                          "service.")};
    fields[count++] = (struct form_field){
        .name = "service",
        .type = FORM_TEXT,
        .label = TR_NOOP("Number or identifier of the service"),
        .max = 40,
        .latin = true,
        .width = 20,
        .hint = TR_NOOP("As-is and to-be of one service are compared with each other.")};
    return count;
}

enum err library_form(struct page *page, int parts, struct form **out) {
    static const struct form_field file = {
        .name = "file",
        .type = FORM_FILE,
        .label = TR_NOOP("File of the process or decision"),
        .hint = TR_NOOP("BPMN 2.0 or DMN 1.1 to 1.5, as any modelling tool saves it; 5 megabytes "
                        "at most")};
    static const struct form_field note = {.name = "note",
                                           .type = FORM_MULTILINE,
                                           .label = TR_NOOP("What is new in this version"),
                                           .max = LIBRARY_NOTE_MAX};
    struct form_field *fields = ARENA_ARRAY(page->arena, 6, struct form_field);
    struct form_option *agencies = NULL;
    size_t agency_count = 0;
    size_t count = 0;
    bool with_file = (parts & LIBRARY_FORM_FILE) != 0;
    if (fields == NULL) {
        return err_failed();
    }
    if (with_file) {
        fields[count] = file;
        fields[count++].required = (parts & LIBRARY_FORM_KEPT) == 0;
    }
    if ((parts & LIBRARY_FORM_HEADING) != 0) {
        enum err err = agency_options(page, &agencies, &agency_count);
        if (err != ERR_NONE) {
            return err;
        }
        count += heading_fields(fields + count, agencies, agency_count, with_file);
    }
    if (with_file) {
        fields[count++] = note;
    }
    *out = form_create(page->arena, fields, count);
    return *out != NULL ? ERR_NONE : err_failed();
}

void library_form_fill(struct form *form, const struct library_model *model) {
    form_set(form, "title", model->title);
    form_set(form, "role", library_slug(LIBRARY_OF_ROLE, (int)model->role));
    form_set(form, "agency", model->agency_id);
    form_set(form, "service", model->service_number);
}

enum err library_form_heading(struct page *page, struct form *form, struct library_heading *out) {
    int role = 0;
    const char *number = text_latin_digits(page->arena, form_value(form, "service"));
    (void)library_value(LIBRARY_OF_ROLE, form_value(form, "role"), &role);
    *out = (struct library_heading){.title = form_value(form, "title"),
                                    .role = (enum library_role)role,
                                    .agency_id = form_value(form, "agency")};
    if (number == NULL) {
        return err_failed();
    }
    if (number[0] == '\0') {
        return ERR_NONE;
    }
    struct registry_service service;
    enum err err = registry_service_get(page->db, page->arena, number, &service);
    if (err == ERR_NOT_FOUND) {
        form_error(form, "service",
                   tr("There is no service with this number or identifier. It stands on the page "
                      "of the service."));
        return ERR_NONE;
    }
    if (err == ERR_NONE) {
        out->service_id = service.row.id;
        out->agency_id = out->agency_id[0] != '\0' ? out->agency_id : service.row.agency_id;
    }
    return err;
}
