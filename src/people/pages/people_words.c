/* Rights in words. */
#include "people_words.h"

#include "tr.h"
#include <string.h>

enum { SCOPE_NAMED = 5 };

const char *people_words_roles(struct arena *arena, uint32_t roles) {
    const char *text = "";
    for (unsigned i = 0; i < ROLE_COUNT && text; i++) {
        if (roles & (1u << i)) {
            text = arena_printf(arena, "%s%s%s", text, *text ? tr(", ") : "",
                                tr(people_role_label((enum role)i)));
        }
    }
    return text;
}

const char *people_words_agency(const struct people_agencies *agencies, const char *id) {
    for (size_t i = 0; i < agencies->count; i++) {
        if (strcmp(agencies->rows[i].id, id) == 0) {
            return agencies->rows[i].name;
        }
    }
    return id;
}

const char *people_words_scope(struct arena *arena, const struct people_agencies *agencies,
                               const char *const *ids, size_t count) {
    const char *text = "";
    for (size_t i = 0; i < count && i < SCOPE_NAMED && text; i++) {
        text = arena_printf(arena, "%s%s%s", text, *text ? tr(", ") : "",
                            people_words_agency(agencies, ids[i]));
    }
    if (text && count > SCOPE_NAMED) {
        text = tr_fmt(arena, "{1} and {2} more", text, count - SCOPE_NAMED);
    }
    return text;
}

struct token_name {
    const char *token;
    const char *name;
};

static const char *first_of(const char *agent, const struct token_name *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strstr(agent, names[i].token)) {
            return names[i].name;
        }
    }
    return NULL;
}

const char *people_words_agent(struct arena *arena, const char *agent) {
    /* in this order: each of these names also those after it */
    static const struct token_name browsers[] = {
        {"Edg", "Edge"},        {"OPR/", "Opera"},    {"SamsungBrowser", "Samsung Internet"},
        {"Firefox", "Firefox"}, {"Chrome", "Chrome"}, {"CriOS", "Chrome"},
        {"Safari", "Safari"},
    };
    static const struct token_name systems[] = {
        {"Android", "Android"}, {"iPhone", "iPhone"},   {"iPad", "iPad"},
        {"Windows", "Windows"}, {"Macintosh", "macOS"}, {"Linux", "Linux"},
    };
    const char *browser = first_of(agent, browsers, COUNT_OF(browsers));
    const char *system = first_of(agent, systems, COUNT_OF(systems));
    return browser && system ? arena_printf(arena, "%s, %s", browser, system) : agent;
}

const char *people_words_fact(const char *name) {
    static const struct token_name facts[] = {
        {"account", TR_NOOP("User name")},
        {"agencies", TR_NOOP("Number of agencies")},
        {"agencies_before", TR_NOOP("Number of agencies before")},
        {"letter", TR_NOOP("Number and date of the letter")},
        {"name", TR_NOOP("Name")},
        {"peer", TR_NOOP("Network address")},
        {"permission", TR_NOOP("What is delegated")},
        {"recovery_code", TR_NOOP("By a recovery code")},
        {"roles", TR_NOOP("Roles")},
        {"roles_before", TR_NOOP("Roles before")},
        {"state", TR_NOOP("State")},
        {"state_before", TR_NOOP("State before")},
        {"step", TR_NOOP("Step of sign-in")},
        {"system_user", TR_NOOP("User of the server")},
        {"username", TR_NOOP("User name")},
        {"why", TR_NOOP("Why it is revoked")},
    };
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        if (strcmp(facts[i].token, name) == 0) {
            return tr(facts[i].name);
        }
    }
    return NULL;
}
