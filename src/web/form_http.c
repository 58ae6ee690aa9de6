/* A form read from a request. The only file of the form that calls http, so that tests and fuzzing
   work without a server. */
#include "tr.h"
#include "web_form_internal.h"

enum err form_read(struct form *form, struct http_req *req) {
    const struct http_field *fields;
    size_t count = http_fields(req, &fields);
    enum err err = form_read_fields(form, fields, count);
    if ((err != ERR_NONE && err != ERR_INVALID) || form->acted != NULL) {
        return err;
    }
    for (size_t i = 0; i < form->count; i++) {
        const struct form_field *field = &form->fields[i];
        if (field->type == FORM_FILE && field->required && http_upload(req, field->name) == NULL) {
            form_error(form, field->name,
                       tr_fmt(form->arena, "Choose a file for “{1}”.", tr(field->label)));
        }
    }
    return form_ok(form) ? ERR_NONE
                         : err_set(ERR_INVALID, "FRM-2", "Some answers need your attention.", NULL);
}
