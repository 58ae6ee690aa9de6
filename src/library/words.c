/* The closed lists of the library. */
#include <string.h>

#include "library.h"
#include "tr.h"

struct word {
    const char *slug, *label;
};

#define X(name, slug, label) {slug, label},
static const struct word kinds[] = {LIBRARY_KINDS(X)};
static const struct word roles[] = {LIBRARY_ROLES(X)};
static const struct word states[] = {LIBRARY_STATES(X)};
#undef X

static const struct {
    const struct word *words;
    int count;
} lists[] = {
    [LIBRARY_OF_KIND] = {kinds, LIBRARY_KIND_COUNT},
    [LIBRARY_OF_ROLE] = {roles, LIBRARY_ROLE_COUNT},
    [LIBRARY_OF_STATE] = {states, LIBRARY_STATE_COUNT},
};

const char *library_slug(enum library_words list, int value) {
    return value >= 0 && value < lists[list].count ? lists[list].words[value].slug : "";
}

const char *library_label(enum library_words list, int value) {
    return value >= 0 && value < lists[list].count ? tr(lists[list].words[value].label) : "";
}

bool library_value(enum library_words list, const char *slug, int *out) {
    for (int i = 0; slug != NULL && i < lists[list].count; i++) {
        if (strcmp(lists[list].words[i].slug, slug) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}
