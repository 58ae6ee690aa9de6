/*
 * One row of a services file as a profile. What a cell says is read into structure as far as it
 * can be; the words stay beside it; what was not understood is told. Nothing is repaired.
 */
#include <string.h>
#include "import_service.h"
#include "text.h"
#include "value_token.h"

struct reading {
    struct import_run *run;
    struct profile *profile;
    const char *vintage;
};

static void sourced(struct profile *profile, enum profile_field field, uint8_t source) {
    if (profile_field_known(profile, field)) {
        profile->source_of[field] = source;
    }
}

static enum err tell(struct import_run *run, int column, enum value_reading reading) {
    if (reading == VALUE_TEXT_ONLY) {
        return import_issue(run, IMPORT_NOTE, column, "IMP-50", "",
                            TR_NOOP("Kept as words; no number or known word could be read from "
                                    "it."),
                            NULL);
    }
    if (reading == VALUE_PARTLY) {
        return import_issue(run, IMPORT_WARNING, column, "IMP-51", "",
                            TR_NOOP("Only a part of this could be read; the words are kept "
                                    "beside it."),
                            NULL);
    }
    return ERR_NONE;
}

/* ---- identity ---- */

static enum err read_code(struct reading *r) {
    struct identifier code = value_read_identifier(import_raw(r->run, SERVICE_COLUMN_CODE));
    switch (code.state) {
    case IDENTIFIER_EMPTY:
        return ERR_NONE;
    case IDENTIFIER_NOT_DIGITS:
        return import_issue(r->run, IMPORT_WARNING, SERVICE_COLUMN_CODE, "IMP-52", "",
                            TR_NOOP("An identifier has digits only; this was left out."), NULL);
    default:
        break;
    }
    r->profile->code = arena_strdup(r->run->row_arena, code.digits);
    if (r->profile->code == NULL) {
        return err_failed();
    }
    if (code.state == IDENTIFIER_SCRAMBLED) {
        return import_issue(r->run, IMPORT_WARNING, SERVICE_COLUMN_CODE, "IMP-53", code.repair,
                            TR_NOOP("The first two groups of the identifier seem to be swapped."),
                            NULL);
    }
    if (code.state == IDENTIFIER_LENGTH) {
        return import_issue(r->run, IMPORT_WARNING, SERVICE_COLUMN_CODE, "IMP-54", "",
                            TR_NOOP("An identifier has 11 digits."), NULL);
    }
    return code.state == IDENTIFIER_UNLIKELY
               ? import_issue(r->run, IMPORT_WARNING, SERVICE_COLUMN_CODE, "IMP-55", "",
                              TR_NOOP("No identifier begins like this. Check it."), NULL)
               : ERR_NONE;
}

static enum err read_parent(struct reading *r) {
    char found[IDENTIFIER_TEXT_MAX];
    const char *body = NULL;
    const char *bracket = NULL;
    const char *cell = import_cell(r->run, SERVICE_COLUMN_PARENT);
    if (cell == NULL) {
        return err_failed();
    }
    value_find_identifier(cell, found);
    enum err err = value_split_bracket(r->run->row_arena, cell, &body, &bracket);
    if (err != ERR_NONE) {
        return err;
    }
    bool only_code = found[0] != '\0' && bracket[0] == '\0';
    r->profile->parent_title = found[0] == '\0' ? cell : only_code ? "" : body;
    r->profile->parent_code = arena_strdup(r->run->row_arena, found);
    if (r->profile->parent_code == NULL) {
        return err_failed();
    }
    return found[0] != '\0' && strlen(r->profile->code) == IDENTIFIER_LENGTH_FULL &&
                   !identifier_same_serial(r->profile->code, found)
               ? import_issue(r->run, IMPORT_WARNING, SERVICE_COLUMN_PARENT, "IMP-56", "",
                              TR_NOOP("The identifier of the parent has another serial (digits "
                                      "5 to 8) "
                                      "than that of the service."),
                              NULL)
               : ERR_NONE;
}

/* ---- sets: stated, else classified by us ---- */

static enum err read_set(struct reading *r, enum profile_field field, enum vocabulary list,
                         int stated, int ours, uint32_t *out) {
    const char *unknown = NULL;
    int column = stated;
    uint8_t source = 1;
    enum err err =
        value_read_set(r->run->row_arena, list, import_raw(r->run, stated), out, &unknown);
    if (err == ERR_NONE && *out == 0 && unknown == NULL) {
        column = ours;
        source = 2;
        err = value_read_set(r->run->row_arena, list, import_raw(r->run, ours), out, &unknown);
    }
    sourced(r->profile, field, source);
    return err == ERR_NONE && unknown != NULL
               ? import_issue(r->run, IMPORT_WARNING, column, "IMP-57", "",
                              TR_NOOP("\"{1}\" is not a word of the form and was left out."),
                              unknown, NULL)
               : err;
}

static enum err read_sets(struct reading *r) {
    struct profile *p = r->profile;
    enum err err = read_set(r, FIELD_types, VOCABULARY_TYPE, SERVICE_COLUMN_TYPE,
                            SERVICE_COLUMN_OUR_TYPE, &p->types);
    err = err == ERR_NONE ? read_set(r, FIELD_levels, VOCABULARY_LEVEL, SERVICE_COLUMN_LEVEL,
                                     SERVICE_COLUMN_OUR_LEVEL, &p->levels)
                          : err;
    return err == ERR_NONE
               ? read_set(r, FIELD_life_events, VOCABULARY_LIFE_EVENT, SERVICE_COLUMN_LIFE_EVENT,
                          SERVICE_COLUMN_OUR_LIFE_EVENT, &p->life_events)
               : err;
}

/* ---- numbers ---- */

static enum err read_times(struct reading *r) {
    enum value_reading reading;
    r->profile->times_text = import_cell(r->run, SERVICE_COLUMN_TIME);
    if (r->profile->times_text == NULL) {
        return err_failed();
    }
    enum err err =
        value_read_times(r->run->row_arena, r->profile->times_text, &r->profile->times, &reading);
    r->profile->times_text = reading == VALUE_EMPTY ? "" : r->profile->times_text;
    return err == ERR_NONE ? tell(r->run, SERVICE_COLUMN_TIME, reading) : err;
}

static enum err read_fees(struct reading *r) {
    enum value_reading reading;
    struct value_fees fees;
    r->profile->fees_text = import_cell(r->run, SERVICE_COLUMN_FEE);
    if (r->profile->fees_text == NULL) {
        return err_failed();
    }
    enum err err = value_read_fees(r->run->row_arena, r->profile->fees_text, &fees, &reading);
    r->profile->fees_text = reading == VALUE_EMPTY ? "" : r->profile->fees_text;
    if (err != ERR_NONE || fees.count == 0) {
        return err;
    }
    /* an amount is worth its date */
    struct fee_case *dated = ARENA_ARRAY(r->run->row_arena, fees.count, struct fee_case);
    if (dated == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < fees.count; i++) {
        dated[i] = fees.items[i];
        dated[i].dated = value_read_vintage(r->vintage).from_year > 0 ? r->vintage : "";
    }
    r->profile->fees = (struct value_fees){dated, fees.count};
    return tell(r->run, SERVICE_COLUMN_FEE, reading);
}

static enum err read_volumes(struct reading *r) {
    static const int columns[] = {SERVICE_COLUMN_VOLUME, SERVICE_COLUMN_VOLUME_PARTIAL};
    struct volume_case *all = NULL;
    size_t count = 0;
    if (text_is_blank(import_raw(r->run, columns[0])) &&
        text_is_blank(import_raw(r->run, columns[1]))) {
        return ERR_NONE;
    }
    all = ARENA_ARRAY(r->run->row_arena, VALUE_CASES_MAX * COUNT_OF(columns), struct volume_case);
    if (all == NULL) {
        return err_failed();
    }
    for (size_t c = 0; c < COUNT_OF(columns); c++) {
        struct value_volumes volumes;
        enum value_reading reading;
        enum err err = value_read_volumes(r->run->row_arena, import_raw(r->run, columns[c]),
                                          &volumes, &reading);
        err = err == ERR_NONE ? tell(r->run, columns[c], reading) : err;
        if (err != ERR_NONE) {
            return err;
        }
        for (size_t i = 0; i < volumes.count; i++) {
            all[count] = volumes.items[i];
            /* the column says "a year", unless the cell says otherwise */
            if (c == 0 && all[count].period == PERIOD_NONE && all[count].months == 0) {
                all[count].period = PERIOD_YEAR;
            }
            count++;
        }
    }
    r->profile->volumes = (struct value_volumes){all, count};
    return ERR_NONE;
}

static enum err read_visits(struct reading *r) {
    const char *cell = import_cell(r->run, SERVICE_COLUMN_VISITS);
    if (cell == NULL) {
        return err_failed();
    }
    enum value_reading reading = value_read_visits(cell, &r->profile->visits);
    r->profile->visits_text = reading == VALUE_TEXT_ONLY ? cell : "";
    return tell(r->run, SERVICE_COLUMN_VISITS, reading);
}

/* ---- access ---- */

static enum err read_channels(struct reading *r) {
    static const struct {
        int column;
        enum stage stage;
    } cells[] = {{SERVICE_COLUMN_CHANNEL_INFO, STAGE_INFORMATION},
                 {SERVICE_COLUMN_CHANNEL_REQUEST, STAGE_REQUEST},
                 {SERVICE_COLUMN_CHANNEL_PROCESSING, STAGE_PROCESSING},
                 {SERVICE_COLUMN_CHANNEL_DELIVERY, STAGE_DELIVERY}};
    struct channel_use *all = NULL;
    size_t count = 0;
    for (size_t c = 0; c < COUNT_OF(cells); c++) {
        if (text_is_blank(import_raw(r->run, cells[c].column))) {
            continue;
        }
        all =
            all != NULL ? all : ARENA_ARRAY(r->run->row_arena, VALUE_LIST_MAX, struct channel_use);
        if (all == NULL) {
            return err_failed();
        }
        struct value_channels channels;
        enum value_reading reading;
        enum err err =
            value_read_channels(r->run->row_arena, cells[c].stage,
                                import_raw(r->run, cells[c].column), &channels, &reading);
        err = err == ERR_NONE ? tell(r->run, cells[c].column, reading) : err;
        if (err != ERR_NONE) {
            return err;
        }
        for (size_t i = 0; i < channels.count && count < VALUE_LIST_MAX; i++) {
            all[count++] = channels.items[i];
        }
    }
    r->profile->channels = (struct value_channels){all, count};
    return ERR_NONE;
}

static enum err read_visit_reasons(struct reading *r) {
    struct value_list list;
    enum err err =
        value_read_list(r->run->row_arena, import_raw(r->run, SERVICE_COLUMN_VISIT_REASON), &list);
    struct profile_visit *visits =
        ARENA_ARRAY(r->run->row_arena, list.count + 1, struct profile_visit);
    if (err != ERR_NONE || visits == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    for (size_t i = 0; i < list.count; i++) {
        visits[i] = (struct profile_visit){
            .reason = value_read_visit_reason(r->run->row_arena, list.items[i]),
            .text = list.items[i],
            .clause = ""};
    }
    r->profile->visit_reasons = (struct profile_visits){visits, list.count};
    return ERR_NONE;
}

static enum err read_inquiries(struct reading *r) {
    struct value_list list;
    enum err err =
        value_read_list(r->run->row_arena, import_raw(r->run, SERVICE_COLUMN_LINKED), &list);
    struct profile_link *links =
        ARENA_ARRAY(r->run->row_arena, list.count + 1, struct profile_link);
    if (err != ERR_NONE || links == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    for (size_t i = 0; i < list.count; i++) {
        links[i] =
            (struct profile_link){.agency = list.items[i], .system = "", .fields = "", .note = ""};
    }
    r->profile->inquiries = (struct profile_links){links, list.count};
    return ERR_NONE;
}

static enum err read_lists(struct reading *r) {
    struct arena *arena = r->run->row_arena;
    enum err err = value_read_list(arena, import_raw(r->run, SERVICE_COLUMN_DOCUMENTS),
                                   &r->profile->documents);
    err = err == ERR_NONE
              ? value_read_list(arena, import_raw(r->run, SERVICE_COLUMN_LAWS), &r->profile->laws)
              : err;
    r->profile->description = import_cell(r->run, SERVICE_COLUMN_DESCRIPTION);
    r->profile->complaint = import_cell(r->run, SERVICE_COLUMN_COMPLAINT);
    r->profile->declared_level = import_int(r->run, SERVICE_COLUMN_DECLARED);
    if (err == ERR_NONE && r->profile->declared_level.known &&
        (r->profile->declared_level.value < 0 || r->profile->declared_level.value > MATURITY_MAX)) {
        err = import_issue(r->run, IMPORT_ERROR, SERVICE_COLUMN_DECLARED, "IMP-58", "",
                           TR_NOOP("A maturity level is a number from 0 to 6."), NULL);
    }
    return err == ERR_NONE && arena_failed(arena) ? err_failed() : err;
}

/* ---- where it was read ---- */

static enum generation generation_of(const char *kind) {
    return strstr(kind, "annex B") != NULL            ? GENERATION_ANNEX_B
           : strcmp(kind, "official form (new)") == 0 ? GENERATION_NEWEST
           : text_starts_with(kind, "official form")  ? GENERATION_ANNEX_1
                                                      : GENERATION_NONE;
}

/* Whose page it is. Names of other provinces are not known here: a body that is neither ours nor
   national is "outside this province". */
static enum origin origin_of(const char *publisher, const char *kind, bool own,
                             const char *province) {
    if (own) {
        return ORIGIN_OWN;
    }
    if (province[0] != '\0' && strstr(publisher, province) != NULL) {
        return ORIGIN_PROVINCE;
    }
    bool national = strcmp(kind, "national portal") == 0 || strcmp(kind, "licence page") == 0 ||
                    text_starts_with(publisher, "وزارت") || strstr(publisher, "کشور") != NULL ||
                    strstr(publisher, "ایران") != NULL;
    return national ? ORIGIN_NATIONAL : ORIGIN_OTHER_PROVINCE;
}

static enum err read_urls(struct reading *r, struct profile_source *source) {
    struct value_list all;
    enum err err = value_read_list(r->run->row_arena, import_raw(r->run, SERVICE_COLUMN_URL), &all);
    const char **kept = ARENA_ARRAY(r->run->row_arena, all.count + 1, const char *);
    size_t count = 0;
    if (err != ERR_NONE || kept == NULL) {
        return err != ERR_NONE ? err : err_failed();
    }
    for (size_t i = 0; err == ERR_NONE && i < all.count; i++) {
        if (text_starts_with(all.items[i], "http://") ||
            text_starts_with(all.items[i], "https://")) {
            kept[count++] = all.items[i];
        } else {
            err = import_issue(r->run, IMPORT_WARNING, SERVICE_COLUMN_URL, "IMP-30", "",
                               TR_NOOP("This is not a web address and was left out."), NULL);
        }
    }
    source->urls = (struct value_list){kept, count};
    return err;
}

static enum err read_source(struct reading *r, bool own, const char *province) {
    struct profile_source *sources = ARENA_ARRAY(r->run->row_arena, 2, struct profile_source);
    if (sources == NULL) {
        return err_failed();
    }
    sources[0] = (struct profile_source){.publisher = r->profile->provider,
                                         .vintage = r->vintage,
                                         .kind = import_cell(r->run, SERVICE_COLUMN_KIND),
                                         .note = import_cell(r->run, SERVICE_COLUMN_NOTE)};
    sources[1] = (struct profile_source){
        .origin = ORIGIN_CLASSIFIED, .publisher = "", .vintage = "", .kind = "", .note = ""};
    enum err err = read_urls(r, &sources[0]);
    if (err != ERR_NONE || arena_failed(r->run->row_arena)) {
        return err != ERR_NONE ? err : err_failed();
    }
    sources[0].origin = origin_of(r->profile->provider, sources[0].kind, own, province);
    r->profile->generation = generation_of(sources[0].kind);
    r->profile->sources = sources;
    bool classified = false;
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (r->profile->source_of[i] == 0) {
            sourced(r->profile, (enum profile_field)i, 1);
        }
        classified = classified || r->profile->source_of[i] == 2;
    }
    r->profile->source_count = classified ? 2 : 1;
    return ERR_NONE;
}

enum err import_service_profile(struct import_run *run, bool own, const char *province,
                                struct profile *out) {
    struct reading r = {.run = run, .profile = out};
    enum err (*const steps[])(struct reading *) = {
        read_code,   read_parent,   read_sets,          read_times,     read_fees, read_volumes,
        read_visits, read_channels, read_visit_reasons, read_inquiries, read_lists};
    profile_init(out);
    r.vintage = import_cell(run, SERVICE_COLUMN_VINTAGE);
    out->title = import_cell(run, SERVICE_COLUMN_TITLE);
    out->provider = import_cell(run, SERVICE_COLUMN_AGENCY);
    enum err err = arena_failed(run->row_arena) ? err_failed() : ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < COUNT_OF(steps); i++) {
        err = steps[i](&r);
    }
    return err == ERR_NONE ? read_source(&r, own, province) : err;
}
