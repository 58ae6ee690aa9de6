/* The name of the province. */
#include "province.h"

#include "registry_sql.h"
#include "text.h"

enum { COMMAND_MEMORY = 64 << 10 };

enum err registry_province(struct store_db *db, struct arena *arena, const char **out) {
    struct registry_province_get_row row;
    bool found = false;
    enum err err = registry_province_get(db, arena, &row, &found);
    *out = err == ERR_NONE && found ? row.name : "";
    return err;
}

enum err registry_province_name(struct store_db *db, void *context) {
    const char *const *given = context;
    struct arena *arena = arena_create(COMMAND_MEMORY);
    const char *name = arena == NULL ? NULL : text_clean(arena, *given, false);
    enum err err = ERR_NONE;
    if (name == NULL) {
        err = err_failed();
    } else if (name[0] == '\0' || text_length(name) > PROVINCE_NAME_MAX) {
        err = err_set(ERR_INVALID, "REG-60", "The name of a province has 1 to 60 letters.", NULL);
    } else {
        err = registry_province_set(db, &(struct registry_province_set_in){.name = name}, NULL);
    }
    arena_destroy(arena);
    return err;
}
