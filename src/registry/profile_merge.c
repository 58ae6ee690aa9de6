/* A file changed a row that people have changed by hand as well; see registry_internal.h. */
#include <string.h>
#include "profile_shape.h"
#include "registry_internal.h"
#include "profile_change.h"

static size_t size_of(enum profile_kind kind) {
    static const size_t sizes[] = {
        [PROFILE_TEXT] = sizeof(const char *),
        [PROFILE_SET] = sizeof(uint32_t),
        [PROFILE_CHOICE] = sizeof(int),
        [PROFILE_INT] = sizeof(struct maybe_int),
        [PROFILE_YESNO] = sizeof(enum yesno),
        [PROFILE_LIST] = sizeof(struct value_list),
        [PROFILE_TIMES] = sizeof(struct value_times),
        [PROFILE_FEES] = sizeof(struct value_fees),
        [PROFILE_VOLUMES] = sizeof(struct value_volumes),
        [PROFILE_CHANNELS] = sizeof(struct value_channels),
        [PROFILE_VISITS] = sizeof(struct profile_visits),
        [PROFILE_LINKS] = sizeof(struct profile_links),
        [PROFILE_CENTRES] = sizeof(struct profile_centres),
        [PROFILE_CRITERIA] = sizeof(struct profile_criteria),
    };
    return sizes[kind];
}

enum err profile_merge(struct arena *arena, const struct profile *base,
                       const struct profile *current, const struct profile *incoming,
                       struct profile *out) {
    struct profile_diff diff;
    size_t old_count = current->source_count;
    *out = *current;
    enum err err = registry_profile_diff(arena, base, incoming, &diff);
    struct profile_source *sources =
        ARENA_ARRAY(arena, old_count + incoming->source_count + 1, struct profile_source);
    if (err != ERR_NONE || sources == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    for (size_t i = 0; i < old_count; i++) {
        sources[i] = current->sources[i];
    }
    for (size_t i = 0; i < incoming->source_count; i++) {
        sources[old_count + i] = incoming->sources[i];
    }
    for (size_t i = 0; i < diff.count; i++) {
        enum profile_field field = diff.items[i].field;
        size_t offset = profile_fields[field].offset;
        memcpy((char *)out + offset, (const char *)incoming + offset,
               size_of(profile_fields[field].kind));
        out->source_of[field] =
            incoming->source_of[field] == 0 ? 0 : (uint8_t)(incoming->source_of[field] + old_count);
    }
    out->sources = sources;
    out->source_count = old_count + incoming->source_count;
    profile_compact_sources(out, sources);
    return ERR_NONE;
}
