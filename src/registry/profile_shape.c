/* The tables of profile_shape.h. */
#include "profile_shape.h"

#include <string.h>
#include "compiler.h"

#define M(type, member_name, kind, vocabulary) \
    { \
#member_name, MEMBER_##kind, offsetof(struct type, member_name), VOCABULARY_##vocabulary, \
            NULL \
    }
#define SHAPE(members, type) \
    { (members), COUNT_OF(members), sizeof(struct type) }

static const struct member time_members[] = {
    M(time_case, least, INT, NONE),       M(time_case, most, INT, NONE),
    M(time_case, least_unit, UNIT, NONE), M(time_case, most_unit, UNIT, NONE),
    M(time_case, working, BOOL, NONE),    M(time_case, approximate, BOOL, NONE),
    M(time_case, condition, TEXT, NONE),
};
static const struct shape time_shape = SHAPE(time_members, time_case);

static const struct member fee_members[] = {
    M(fee_case, least, INT, NONE),        M(fee_case, most, INT, NONE),
    M(fee_case, condition, TEXT, NONE),   M(fee_case, formula, TEXT, NONE),
    M(fee_case, dated, TEXT, NONE),       M(fee_case, account, TEXT, NONE),
    M(fee_case, electronic, YESNO, NONE),
};
static const struct shape fee_shape = SHAPE(fee_members, fee_case);

static const struct member volume_members[] = {
    M(volume_case, amount, INT, NONE),     M(volume_case, period, CHOICE, PERIOD),
    M(volume_case, months, SMALL, NONE),   M(volume_case, year, SMALL, NONE),
    M(volume_case, condition, TEXT, NONE),
};
static const struct shape volume_shape = SHAPE(volume_members, volume_case);

static const struct member channel_members[] = {
    M(channel_use, stage, CHOICE, STAGE),
    M(channel_use, channel, CHOICE, CHANNEL),
    M(channel_use, text, TEXT, NONE),
};
static const struct shape channel_shape = SHAPE(channel_members, channel_use);

static const struct member visit_members[] = {
    M(profile_visit, reason, CHOICE, VISIT_REASON),
    M(profile_visit, text, TEXT, NONE),
    M(profile_visit, clause, TEXT, NONE),
    M(profile_visit, place, CHOICE, PLACE),
};
static const struct shape visit_shape = SHAPE(visit_members, profile_visit);

static const struct member link_members[] = {
    M(profile_link, agency, TEXT, NONE), M(profile_link, system, TEXT, NONE),
    M(profile_link, fields, TEXT, NONE), M(profile_link, exchange, CHOICE, EXCHANGE),
    M(profile_link, fee, INT, NONE),     M(profile_link, note, TEXT, NONE),
};
static const struct shape link_shape = SHAPE(link_members, profile_link);

static const struct member centre_members[] = {
    M(profile_centre, kind, TEXT, NONE),
    M(profile_centre, count, INT, NONE),
};
static const struct shape centre_shape = SHAPE(centre_members, profile_centre);

static const struct member source_members[] = {
    M(profile_source, origin, CHOICE, ORIGIN),   M(profile_source, publisher, TEXT, NONE),
    M(profile_source, urls, LIST, NONE),         M(profile_source, vintage, TEXT, NONE),
    M(profile_source, kind, TEXT, NONE),         M(profile_source, note, TEXT, NONE),
    M(profile_source, entered_at, MOMENT, NONE),
};
const struct shape profile_source_shape = SHAPE(source_members, profile_source);

static const struct member declared_members[] = {
    M(profile_declared, level, INT, NONE),
    M(profile_declared, applicable, YESNO, NONE),
    M(profile_declared, note, TEXT, NONE),
};
const struct shape profile_declared_shape = SHAPE(declared_members, profile_declared);

const struct profile_field_info profile_fields[FIELD_COUNT] = {
#define X(field, kind, section, vocabulary, label) \
    {#field, \
     label, \
     PROFILE_##kind, \
     SECTION_##section, \
     VOCABULARY_##vocabulary, \
     offsetof(struct profile, field)},
    PROFILE_FIELDS(X)
#undef X
};

struct member profile_member(enum profile_field field) {
    static const struct {
        enum member_kind kind;
        const struct shape *shape;
    } kinds[] = {
        [PROFILE_TEXT] = {MEMBER_TEXT, NULL},
        [PROFILE_SET] = {MEMBER_SET, NULL},
        [PROFILE_CHOICE] = {MEMBER_CHOICE, NULL},
        [PROFILE_INT] = {MEMBER_INT, NULL},
        [PROFILE_YESNO] = {MEMBER_YESNO, NULL},
        [PROFILE_LIST] = {MEMBER_LIST, NULL},
        [PROFILE_TIMES] = {MEMBER_ROWS, &time_shape},
        [PROFILE_FEES] = {MEMBER_ROWS, &fee_shape},
        [PROFILE_VOLUMES] = {MEMBER_ROWS, &volume_shape},
        [PROFILE_CHANNELS] = {MEMBER_ROWS, &channel_shape},
        [PROFILE_VISITS] = {MEMBER_ROWS, &visit_shape},
        [PROFILE_LINKS] = {MEMBER_ROWS, &link_shape},
        [PROFILE_CENTRES] = {MEMBER_ROWS, &centre_shape},
        [PROFILE_CRITERIA] = {MEMBER_CRITERIA, NULL},
    };
    const struct profile_field_info *info = &profile_fields[field];
    return (struct member){info->name, kinds[info->kind].kind, info->offset, info->vocabulary,
                           kinds[info->kind].shape};
}

void shape_init(const struct shape *shape, void *row) {
    memset(row, 0, shape->size);
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->members[i].kind == MEMBER_TEXT) {
            const char *empty = "";
            memcpy((char *)row + shape->members[i].offset, &empty, sizeof empty);
        }
    }
}

static bool declared_known(const struct profile_declared *declared) {
    return declared->level.known || declared->applicable != YESNO_UNKNOWN ||
           declared->note[0] != '\0';
}

bool member_known(const struct member *member, const void *object) {
    const char *at = (const char *)object + member->offset;
    switch (member->kind) {
    case MEMBER_TEXT: {
        const char *text = *(const char *const *)(const void *)at;
        return text != NULL && text[0] != '\0';
    }
    case MEMBER_SET:
    case MEMBER_CHOICE:
    case MEMBER_UNIT:
    case MEMBER_YESNO:
    case MEMBER_SMALL:
        return *(const int *)(const void *)at != 0;
    case MEMBER_BOOL:
        return *(const bool *)(const void *)at;
    case MEMBER_MOMENT:
        return *(const int64_t *)(const void *)at != 0;
    case MEMBER_INT:
        return ((const struct maybe_int *)(const void *)at)->known;
    case MEMBER_LIST:
        return ((const struct value_list *)(const void *)at)->count > 0;
    case MEMBER_ROWS:
        return ((const struct rows *)(const void *)at)->count > 0;
    case MEMBER_CRITERIA: {
        const struct profile_criteria *criteria = (const void *)at;
        for (size_t i = 0; i < CRITERION_COUNT; i++) {
            if (declared_known(&criteria->items[i])) {
                return true;
            }
        }
        return false;
    }
    }
    return false;
}
