/* What a list shows of a profile; pure. */
#include <string.h>
#include "registry_internal.h"

static void widen(struct maybe_int *least, struct maybe_int *most, struct maybe_int a,
                  struct maybe_int b) {
    if (a.known && (!least->known || a.value < least->value)) {
        *least = a;
    }
    if (b.known && (!most->known || b.value > most->value)) {
        *most = b;
    }
}

static void times(const struct profile *profile, struct service_digest *out) {
    for (size_t i = 0; i < profile->times.count; i++) {
        const struct time_case *time = &profile->times.items[i];
        struct maybe_int least = time->least;
        struct maybe_int most = time->most;
        least.value = time_minutes(least.value, time->least_unit);
        most.value = time_minutes(most.value, time->most_unit);
        widen(&out->minutes_least, &out->minutes_most, least, most);
    }
}

static void fees(const struct profile *profile, struct service_digest *out) {
    bool numbers_only = profile->fees.count > 0;
    for (size_t i = 0; i < profile->fees.count; i++) {
        const struct fee_case *fee = &profile->fees.items[i];
        numbers_only = numbers_only && fee_is_free(fee);
        widen(&out->fee_least, &out->fee_most, fee->least, fee->most);
    }
    out->known |= profile->fees.count > 0 || profile->fees_text[0] != '\0' ? KNOWN_FEE : 0;
    out->known |= numbers_only ? KNOWN_FREE : 0;
}

static enum origin origin_of(const struct profile *profile) {
    const struct profile_source *source = profile_source(profile, FIELD_title);
    return source == NULL ? ORIGIN_NONE : source->origin;
}

static void known_bits(const struct profile *profile, struct service_digest *out) {
    out->known |= profile->times.count > 0 || profile->times_text[0] != '\0' ? KNOWN_TIME : 0;
    out->known |= profile->visits.known ? KNOWN_VISITS : 0;
    out->known |= profile->volumes.count > 0 ? KNOWN_VOLUME : 0;
    out->known |= profile->code[0] != '\0' ? KNOWN_CODE : 0;
    out->known |= profile->documents.count > 0 ? KNOWN_DOCUMENTS : 0;
    out->known |= profile->channels.count > 0 ? KNOWN_CHANNELS : 0;
}

enum err service_digest_make(struct arena *arena, const struct profile *profile,
                             struct service_digest *out) {
    *out = (struct service_digest){.visits = profile->visits,
                                   .declared_stage = maturity_declared(profile),
                                   .origin = origin_of(profile),
                                   .maturity = maturity_from_profile(profile)};
    times(profile, out);
    fees(profile, out);
    known_bits(profile, out);
    out->time_text = profile->times_text[0] != '\0'
                         ? profile->times_text
                         : profile_field_text(arena, profile, FIELD_times);
    out->fee_text = profile->fees_text[0] != '\0' ? profile->fees_text
                                                  : profile_field_text(arena, profile, FIELD_fees);
    /* the stored identifier, digits only, so that it can be looked up */
    struct identifier identifier = value_read_identifier(profile->code);
    out->code = arena_strdup(arena, identifier.digits);
    out->code_serial = strlen(identifier.digits) == IDENTIFIER_LENGTH_FULL
                           ? arena_strndup(arena, identifier.digits + 4, 4)
                           : "";
    bool failed = out->time_text == NULL || out->fee_text == NULL || out->code == NULL ||
                  out->code_serial == NULL;
    return failed ? err_failed() : ERR_NONE;
}
