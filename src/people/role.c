/*
 * The one place where a permission is decided, and the names of roles and permissions. Everything
 * comes from the table in permission.h, so the check, the page that explains it and the tests
 * cannot disagree.
 */
#include "people.h"
#include <string.h>

struct role_row {
    const char *name;
    const char *label;
    bool scoped;
};

static const struct role_row role_rows[ROLE_COUNT] = {
#define X(name, label, scoped) [ROLE_##name] = {#name, label, scoped},
    PEOPLE_ROLES(X)
#undef X
};

struct permission_row {
    const char *name;
    const char *label;
    uint32_t roles;
};

static const struct permission_row permission_rows[CAN_COUNT] = {
#define X(name, label, roles) [CAN_##name] = {#name, label, roles},
    PEOPLE_PERMISSIONS(X)
#undef X
};

#define SCOPED_BIT(name, label, scoped) ((scoped) ? 1u << ROLE_##name : 0u) |
static const uint32_t scoped_roles = PEOPLE_ROLES(SCOPED_BIT) 0u;

static bool in_scope(const struct person *person, const char *agency_id) {
    for (size_t i = 0; i < person->agency_count; i++) {
        if (strcmp(person->agencies[i], agency_id) == 0) {
            return true;
        }
    }
    return false;
}

bool people_may(const struct person *person, enum permission permission, const char *agency_id) {
    if ((unsigned)permission >= CAN_COUNT) {
        return false;
    }
    uint32_t allowed = permission_rows[permission].roles;
    if (allowed == PEOPLE_EVERYONE) {
        return true;
    }
    if (!person || (person->must_change_password && permission != CAN_account_own)) {
        return false;
    }
    if (allowed == PEOPLE_STAFF) {
        return true;
    }
    uint32_t granting = allowed & person->roles;
    if (granting & ~scoped_roles) {
        return true;
    }
    if (!granting) {
        return false;
    }
    return agency_id ? in_scope(person, agency_id) : person->agency_count > 0;
}

const char *people_role_name(enum role role) {
    return role_rows[role].name;
}

const char *people_role_label(enum role role) {
    return role_rows[role].label;
}

bool people_role_scoped(enum role role) {
    return role_rows[role].scoped;
}

bool people_role_parse(const char *name, enum role *out) {
    for (unsigned i = 0; name && i < ROLE_COUNT; i++) {
        if (strcmp(role_rows[i].name, name) == 0) {
            *out = (enum role)i;
            return true;
        }
    }
    return false;
}

const char *people_permission_name(enum permission permission) {
    return permission_rows[permission].name;
}

const char *people_permission_label(enum permission permission) {
    return permission_rows[permission].label;
}

uint32_t people_permission_roles(enum permission permission) {
    return permission_rows[permission].roles;
}

bool people_permission_parse(const char *name, enum permission *out) {
    for (unsigned i = 0; name && i < CAN_COUNT; i++) {
        if (strcmp(permission_rows[i].name, name) == 0) {
            *out = (enum permission)i;
            return true;
        }
    }
    return false;
}
