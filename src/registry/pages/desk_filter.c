/* What the lists of the desk have in common: the choice of an agency, and where to go on. */
#include "desk_filter.h"

#include <string.h>
#include "desk_scope.h"
#include "registry_sql.h"

enum err desk_agency_select(struct page *page, enum permission permission,
                            struct desk_select *out) {
    struct desk_agencies agencies;
    const char *given = desk_given(page, "agency");
    enum err err = desk_agencies(page, permission, &agencies);
    struct desk_choice *choices =
        err == ERR_NONE ? ARENA_ARRAY(page->arena, agencies.count + 1, struct desk_choice) : NULL;
    if (choices == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    for (size_t i = 0; i < agencies.count; i++) {
        choices[i] = (struct desk_choice){agencies.options[i].value, agencies.options[i].label,
                                          strcmp(agencies.options[i].value, given) == 0};
    }
    *out =
        (struct desk_select){"agency", tr("Agency"), tr("All agencies"), choices, agencies.count};
    return ERR_NONE;
}

enum err desk_cursor(struct page *page, const char **key, const char **id) {
    const char *after = page_query(page, "after");
    struct registry_desk_service_place_row row;
    bool found = false;
    *key = *id = "";
    if (after == NULL) {
        return ERR_NONE;
    }
    enum err err = registry_desk_service_place(
        page->db, page->arena, &(struct registry_desk_service_place_in){after}, &row, &found);
    if (err == ERR_NONE && !found) {
        err = err_set(ERR_INVALID, "REG-9", "This page of the list does not exist.", NULL);
    }
    if (err == ERR_NONE) {
        *key = row.sort_key;
        *id = after;
    }
    return err;
}
