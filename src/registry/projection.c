/* The rows that lists and diagnosis read, rebuilt from a profile inside the saving command. */
#include <string.h>
#include "registry_internal.h"
#include "text.h"

static enum err clear(struct store_db *db, const char *id) {
    enum err err = registry_facet_clear(db, &(struct registry_facet_clear_in){id}, NULL);
    err = err == ERR_NONE
              ? registry_channel_clear(db, &(struct registry_channel_clear_in){id}, NULL)
              : err;
    err = err == ERR_NONE ? registry_fee_clear(db, &(struct registry_fee_clear_in){id}, NULL) : err;
    err = err == ERR_NONE ? registry_required_document_clear(
                                db, &(struct registry_required_document_clear_in){id}, NULL)
                          : err;
    err = err == ERR_NONE ? registry_visit_clear(db, &(struct registry_visit_clear_in){id}, NULL)
                          : err;
    err = err == ERR_NONE
              ? registry_inquiry_clear(db, &(struct registry_inquiry_clear_in){id}, NULL)
              : err;
    return err == ERR_NONE
               ? registry_criterion_clear(db, &(struct registry_criterion_clear_in){id}, NULL)
               : err;
}

static enum err facet(struct store_db *db, const struct projected *service, const char *kind,
                      const char *value, int64_t state) {
    return registry_facet_insert(
        db,
        &(struct registry_facet_insert_in){kind, value, state, service->sort_key, service->id},
        NULL);
}

static enum err set_facets(struct store_db *db, const struct projected *service, const char *kind,
                           enum vocabulary list, uint32_t bits) {
    enum err err = ERR_NONE;
    for (int value = 1; err == ERR_NONE && bits >> (value - 1) != 0; value++) {
        if ((bits & VOCABULARY_BIT(value)) != 0) {
            err = facet(db, service, kind, vocabulary_slug(list, value), service->state);
        }
    }
    return err;
}

static enum err facets(struct store_db *db, const struct projected *service) {
    static const char *const stages[] = {"0", "1", "2", "3", "4", "5", "6"};
    const struct profile *profile = service->profile;
    const struct maturity *maturity = &service->digest->maturity;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < service->provider_count; i++) {
        err = facet(db, service, "agency", service->providers[i].id, service->state);
        err = err == ERR_NONE ? facet(db, service, "any_agency", service->providers[i].id, 1) : err;
    }
    err = err == ERR_NONE ? set_facets(db, service, "life_event", VOCABULARY_LIFE_EVENT,
                                       profile->life_events)
                          : err;
    err = err == ERR_NONE
              ? set_facets(db, service, "level", VOCABULARY_LEVEL, profile->levels)
              : err;
    err = err == ERR_NONE ? set_facets(db, service, "type", VOCABULARY_TYPE, profile->types) : err;
    if (err != ERR_NONE) {
        return err;
    }
    const char *stage =
        maturity->certainty == MATURITY_NOT_ASSESSED ? "none" : stages[maturity->stage];
    return facet(db, service, "stage", stage, service->state);
}

static enum err channels(struct store_db *db, const struct projected *service) {
    const struct value_channels *list = &service->profile->channels;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < list->count; i++) {
        const struct channel_use *use = &list->items[i];
        err = registry_channel_insert(
            db,
            &(struct registry_channel_insert_in){
                service->id, (int64_t)i, vocabulary_slug(VOCABULARY_STAGE, (int)use->stage),
                vocabulary_slug(VOCABULARY_CHANNEL, (int)use->channel),
                channel_is_electronic(use->channel), channel_is_remote(use->channel), use->text},
            NULL);
    }
    return err;
}

static enum err fees(struct store_db *db, const struct projected *service) {
    const struct value_fees *list = &service->profile->fees;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < list->count; i++) {
        const struct fee_case *fee = &list->items[i];
        err = registry_fee_insert(
            db,
            &(struct registry_fee_insert_in){service->id, (int64_t)i, fee->least, fee->most,
                                             fee->condition, fee->formula, fee->dated,
                                             fee->electronic},
            NULL);
    }
    return err;
}

static enum err documents(const struct projection *projection, const struct projected *service) {
    const struct value_list *list = &service->profile->documents;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < list->count; i++) {
        const char *folded = text_fold(projection->arena, list->items[i]);
        err = folded == NULL ? ERR_MEMORY
                             : registry_required_document_insert(
                                   projection->db,
                                   &(struct registry_required_document_insert_in){
                                       service->id, (int64_t)i, list->items[i], folded},
                                   NULL);
    }
    return err;
}

static enum err visits(struct store_db *db, const struct projected *service) {
    const struct profile_visits *list = &service->profile->visit_reasons;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < list->count; i++) {
        const struct profile_visit *visit = &list->items[i];
        enum visit_reason reason =
            visit->reason == VISIT_REASON_NONE ? VISIT_REASON_UNKNOWN : visit->reason;
        err = registry_visit_insert(
            db,
            &(struct registry_visit_insert_in){
                service->id, (int64_t)i, vocabulary_slug(VOCABULARY_VISIT_REASON, (int)reason),
                vocabulary_slug(VOCABULARY_QUEUE, (int)visit_reason_queue(reason)), visit->text,
                visit->clause},
            NULL);
    }
    return err;
}

static enum err inquiries(const struct projection *projection, const struct projected *service) {
    const struct profile_links *list = &service->profile->inquiries;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < list->count; i++) {
        const struct profile_link *link = &list->items[i];
        const char *agency_id = NULL;
        if (projection->book != NULL) {
            agency_id = agency_book_find(projection->arena, projection->book, link->agency);
        } else {
            err = registry_agency_find(projection->db, projection->arena, link->agency,
                                       &agency_id);
        }
        err = err == ERR_NONE
                  ? registry_inquiry_insert(
                        projection->db,
                        &(struct registry_inquiry_insert_in){
                            service->id, (int64_t)i, link->agency, agency_id, link->system,
                            vocabulary_slug(VOCABULARY_EXCHANGE, (int)link->exchange)},
                        NULL)
                  : err;
    }
    return err;
}

/* Criteria about which something is known or declared; an absent row is an unknown criterion. */
static enum err criteria(struct store_db *db, const struct projected *service) {
    enum err err = ERR_NONE;
    for (int i = 0; err == ERR_NONE && i < CRITERION_COUNT; i++) {
        const struct maturity_criterion *criterion = &service->digest->maturity.criteria[i];
        struct maybe_int declared = service->profile->criteria.items[i].level;
        if (criterion->state == CRITERION_UNKNOWN && !declared.known) {
            continue;
        }
        struct maybe_int level =
            criterion->state == CRITERION_KNOWN ? known_int(criterion->level) : UNKNOWN_INT;
        err = registry_criterion_insert(
            db,
            &(struct registry_criterion_insert_in){
                service->id, criterion_slug((enum criterion)i), (int64_t)criterion->state, level,
                declared, criterion->blocking},
            NULL);
    }
    return err;
}

enum err projection_write(const struct projection *projection, const struct projected *service,
                          bool fresh) {
    struct store_db *db = projection->db;
    enum err err = fresh ? ERR_NONE : clear(db, service->id);
    err = err == ERR_NONE ? facets(db, service) : err;
    err = err == ERR_NONE ? channels(db, service) : err;
    err = err == ERR_NONE ? fees(db, service) : err;
    err = err == ERR_NONE ? documents(projection, service) : err;
    err = err == ERR_NONE ? visits(db, service) : err;
    err = err == ERR_NONE ? inquiries(projection, service) : err;
    return err == ERR_NONE ? criteria(db, service) : err;
}
