#include "agency_options.h"

#include <string.h>

enum err agency_options_fill(struct page *page, const struct form_field *fields, size_t count,
                             size_t at, struct form_field **out, size_t *options_out) {
    struct people_agencies agencies;
    enum err err = people_agencies_list(page->db, page->arena, &agencies);
    if (err) {
        return err;
    }
    size_t found = agencies.count < FORM_OPTIONS_MAX ? agencies.count : FORM_OPTIONS_MAX;
    struct form_option *options = ARENA_ARRAY(page->arena, found + 1, struct form_option);
    struct form_field *copy = ARENA_ARRAY(page->arena, count, struct form_field);
    if (!options || !copy) {
        return err_failed();
    }
    for (size_t i = 0; i < found; i++) {
        options[i] = (struct form_option){agencies.rows[i].id, agencies.rows[i].name, NULL};
    }
    memcpy(copy, fields, count * sizeof(*fields));
    copy[at].options = options;
    copy[at].option_count = found;
    *out = copy;
    *options_out = found;
    return ERR_NONE;
}
