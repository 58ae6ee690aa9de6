/* A fact of the profile as a sentence of the reader's language. */
#include <string.h>
#include "buf.h"
#include "profile_shape.h"
#include "text.h"
#include "tr.h"

enum { FIELD_TEXT_MAX = 1 << 18 };

static void join(struct buf *out, const char *text) {
    if (text != NULL && text[0] != '\0') {
        buf_str(out, out->length > 0 ? "؛ " : "");
        buf_str(out, text);
    }
}

/* «a: b» when both are there. */
static void join_pair(struct arena *arena, struct buf *out, const char *a, const char *b) {
    join(out, a[0] != '\0' && b[0] != '\0' ? tr_fmt(arena, "{1}: {2}", a, b)
              : a[0] != '\0'               ? a
                                           : b);
}

static void set_text(struct buf *out, enum vocabulary list, uint32_t bits) {
    size_t count = 0;
    (void)vocabulary_words(list, &count);
    for (size_t i = 1; i <= count; i++) {
        if ((bits & VOCABULARY_BIT(i)) != 0) {
            join(out, vocabulary_label(list, (int)i));
        }
    }
}

static const char *link_text(struct arena *arena, const struct profile_link *link) {
    struct buf out;
    buf_init(&out, FIELD_TEXT_MAX);
    join(&out, link->agency);
    join(&out, link->system);
    join(&out, link->fields);
    if (link->exchange != EXCHANGE_NONE) {
        join(&out, vocabulary_label(VOCABULARY_EXCHANGE, (int)link->exchange));
    }
    if (link->fee.known) {
        join(&out, tr_fmt(arena, "{1} rials", (long long)link->fee.value));
    }
    join(&out, link->note);
    const char *text = arena_strdup(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}

static void channels_text(struct arena *arena, struct buf *out,
                          const struct value_channels *channels) {
    for (size_t i = 0; i < channels->count; i++) {
        const struct channel_use *use = &channels->items[i];
        const char *channel = use->channel == CHANNEL_OTHER && use->text[0] != '\0'
                                  ? use->text
                                  : vocabulary_label(VOCABULARY_CHANNEL, (int)use->channel);
        join_pair(arena, out, vocabulary_label(VOCABULARY_STAGE, (int)use->stage), channel);
    }
}

static void criteria_text(struct arena *arena, struct buf *out,
                          const struct profile_criteria *criteria) {
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const struct profile_declared *declared = &criteria->items[i];
        const char *label = criterion_label((enum criterion)i);
        if (declared->applicable == YESNO_NO) {
            join_pair(arena, out, label, tr("not applicable"));
        } else if (declared->level.known) {
            join(out, tr_fmt(arena, "{1}: {2}", label, (long long)declared->level.value));
        }
    }
}

static void rows_text(struct arena *arena, struct buf *out, const struct profile *profile,
                      enum profile_field field) {
    const void *at = (const char *)profile + profile_fields[field].offset;
    const struct rows *rows = at;
    for (size_t i = 0; i < rows->count; i++) {
        switch (profile_fields[field].kind) {
        case PROFILE_TIMES:
            join(out, time_case_text(arena, (const struct time_case *)rows->items + i));
            break;
        case PROFILE_FEES:
            join(out, fee_case_text(arena, (const struct fee_case *)rows->items + i));
            break;
        case PROFILE_VOLUMES:
            join(out, volume_case_text(arena, (const struct volume_case *)rows->items + i));
            break;
        case PROFILE_VISITS: {
            const struct profile_visit *visit = (const struct profile_visit *)rows->items + i;
            join_pair(arena, out, vocabulary_label(VOCABULARY_VISIT_REASON, (int)visit->reason),
                      visit->text);
            join(out, visit->clause);
            break;
        }
        case PROFILE_LINKS:
            join(out, link_text(arena, (const struct profile_link *)rows->items + i));
            break;
        case PROFILE_CENTRES: {
            const struct profile_centre *centre = (const struct profile_centre *)rows->items + i;
            join(out, centre->count.known
                          ? tr_fmt(arena, "{1}: {2}", centre->kind, (long long)centre->count.value)
                          : centre->kind);
            break;
        }
        default:
            break;
        }
    }
}

static void value_text(struct arena *arena, struct buf *out, const struct profile *profile,
                       enum profile_field field) {
    const struct profile_field_info *info = &profile_fields[field];
    const void *at = (const char *)profile + info->offset;
    switch (info->kind) {
    case PROFILE_TEXT:
        buf_str(out, *(const char *const *)at);
        break;
    case PROFILE_SET:
        set_text(out, info->vocabulary, *(const uint32_t *)at);
        break;
    case PROFILE_CHOICE:
        buf_str(out, vocabulary_label(info->vocabulary, *(const int *)at));
        break;
    case PROFILE_INT:
        buf_str(out, text_number(arena, ((const struct maybe_int *)at)->value));
        break;
    case PROFILE_YESNO:
        buf_str(out, *(const int *)at == YESNO_YES ? tr("Yes") : tr("No"));
        break;
    case PROFILE_LIST: {
        const struct value_list *list = at;
        for (size_t i = 0; i < list->count; i++) {
            join(out, list->items[i]);
        }
        break;
    }
    case PROFILE_CHANNELS:
        channels_text(arena, out, at);
        break;
    case PROFILE_CRITERIA:
        criteria_text(arena, out, at);
        break;
    default:
        rows_text(arena, out, profile, field);
        break;
    }
}

const char *profile_field_text(struct arena *arena, const struct profile *profile,
                               enum profile_field field) {
    struct buf out;
    if (!profile_field_known(profile, field)) {
        return "";
    }
    buf_init(&out, FIELD_TEXT_MAX);
    value_text(arena, &out, profile, field);
    const char *text =
        arena_failed(arena) || out.failed != ERR_NONE ? NULL : arena_strdup(arena, buf_text(&out));
    buf_finish(&out);
    return text;
}
