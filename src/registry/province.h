/* Which province this is: a name, data like everything else. */
#ifndef KHAJU_REGISTRY_PROVINCE_H
#define KHAJU_REGISTRY_PROVINCE_H

#include "arena.h"
#include "err.h"
#include "store.h"

enum { PROVINCE_NAME_MAX = 60 };

/* Its name, "" when none was given; never NULL. */
enum err registry_province(struct store_db *db, struct arena *arena, const char **out) WARN_UNUSED;

/* Sets it; context: const char **. ERR_INVALID when it is empty or too long. */
store_command registry_province_name;

#endif
