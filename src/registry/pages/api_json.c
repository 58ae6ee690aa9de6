/* Rows of the registry as JSON. */
#include "api_json.h"

#include "vocabulary.h"

static json_t *text_or_null(const char *text) {
    return text != NULL && text[0] != '\0' ? json_string(text) : json_null();
}

static json_t *int_or_null(struct maybe_int value) {
    return value.known ? json_integer(value.value) : json_null();
}

static json_t *real_or_null(struct maybe_real value) {
    return value.known ? json_real(value.value) : json_null();
}

static json_t *words_of(enum vocabulary list, uint32_t bits) {
    size_t count;
    const struct vocabulary_word *words = vocabulary_words(list, &count);
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        if ((bits & VOCABULARY_BIT(i + 1)) != 0) {
            json_array_append_new(array, json_string(words[i].slug));
        }
    }
    return array;
}

static json_t *stage_of(const struct registry_service_row *row) {
    static const char *const certainties[] = {"not_assessed", "at_most", "exact"};
    return json_pack(
        "{s:o, s:s, s:o, s:o}", "stage",
        row->certainty == MATURITY_NOT_ASSESSED ? json_null() : json_integer(row->stage),
        "certainty", certainties[row->certainty], "declared", int_or_null(row->declared_stage),
        "verified", int_or_null(row->verified_stage));
}

json_t *api_service_row(const struct registry_service_row *row) {
    return json_pack(
        "{s:s, s:s, s:o, s:s, s:{s:s, s:s}, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o, "
        "s:o, s:o, s:o, s:o, s:o, s:s}",
        "id", row->id, "number", row->number, "code", text_or_null(row->code), "title", row->title,
        "agency", "id", row->agency_id, "name", row->agency_name, "version",
        (json_int_t)row->version, "updated_at", (json_int_t)row->updated_at, "maturity",
        stage_of(row), "visits", int_or_null(row->visits), "minutes_least",
        int_or_null(row->minutes_least), "minutes_most", int_or_null(row->minutes_most),
        "time_text", text_or_null(row->time_text), "fee_least", int_or_null(row->fee_least),
        "fee_most", int_or_null(row->fee_most), "fee_text", text_or_null(row->fee_text), "types",
        words_of(VOCABULARY_TYPE, row->types), "levels", words_of(VOCABULARY_LEVEL, row->levels),
        "life_events", words_of(VOCABULARY_LIFE_EVENT, row->life_events), "origin",
        vocabulary_slug(VOCABULARY_ORIGIN, row->origin));
}

json_t *api_agency(const struct registry_agency *agency) {
    static const char *const coverages[] = {"province", "county", "part"};
    return json_pack("{s:s, s:s, s:s, s:o, s:s, s:o, s:b, s:I}", "id", agency->id, "name",
                     agency->name, "kind", agency->kind, "aliases", text_or_null(agency->aliases),
                     "coverage", coverages[agency->coverage], "county",
                     text_or_null(agency->county_id), "confirmed", agency->expected ? 0 : 1,
                     "services", (json_int_t)agency->services);
}

json_t *api_county(const struct registry_county *county) {
    return json_pack(
        "{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:b, s:o, s:o, s:o, s:o}", "id", county->id,
        "name", county->name, "name_en", county->name_en, "centre", text_or_null(county->centre),
        "population_1395", int_or_null(county->population), "men", int_or_null(county->men),
        "women", int_or_null(county->women), "households", int_or_null(county->households),
        "counted_elsewhere", county->counted_elsewhere ? 1 : 0, "area_km2",
        real_or_null(county->area_km2), "latitude", real_or_null(county->latitude), "longitude",
        real_or_null(county->longitude), "source", text_or_null(county->source));
}

json_t *api_document(const struct registry_document *document) {
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:I}", "id", document->id,
                     "title", document->title, "title_en", text_or_null(document->title_en),
                     "issuer", text_or_null(document->issuer), "number",
                     text_or_null(document->number), "approved", text_or_null(document->approved),
                     "url", text_or_null(document->url), "verified", document->verified ? 1 : 0,
                     "facts", document->facts ? 1 : 0, "clause_count",
                     (json_int_t)document->clauses);
}

json_t *api_clause(const struct registry_clause *clause) {
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:b}", "id", clause->id, "clause",
                     clause->clause, "paraphrase", clause->paraphrase, "paraphrase_en",
                     text_or_null(clause->paraphrase_en), "obliged", text_or_null(clause->obliged),
                     "deadline", text_or_null(clause->deadline), "url", text_or_null(clause->url),
                     "verified", clause->verified ? 1 : 0);
}

static json_t *criteria_of(const struct maturity *maturity) {
    json_t *object = json_object();
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const struct maturity_criterion *criterion = &maturity->criteria[i];
        bool known = criterion->state == CRITERION_KNOWN;
        json_object_set_new(object, criterion_slug((enum criterion)i),
                            json_pack("{s:b, s:o, s:b}", "applicable",
                                      criterion->state != CRITERION_NOT_APPLICABLE, "level",
                                      known ? json_integer(criterion->level) : json_null(),
                                      "blocking", criterion->blocking ? 1 : 0));
    }
    return object;
}

enum err api_service_whole(struct arena *arena, const struct registry_service *service,
                           json_t **out) {
    const char *text = NULL;
    json_t *profile = NULL;
    enum err err = profile_write(arena, &service->profile, &text);
    if (err == ERR_NONE) {
        err = json_read(arena, text, &profile);
    }
    if (err != ERR_NONE) {
        return err;
    }
    json_t *object = api_service_row(&service->row);
    json_t *providers = json_array();
    for (size_t i = 0; i < service->provider_count; i++) {
        json_array_append_new(providers, json_pack("{s:s, s:s}", "id", service->providers[i].id,
                                                   "name", service->providers[i].name));
    }
    json_object_set_new(object, "providers", providers);
    json_object_set_new(object, "criteria", criteria_of(&service->maturity));
    json_object_set(object, "profile", profile);
    *out = object;
    return object == NULL ? err_failed() : ERR_NONE;
}
