/*
 * The rows that lists and diagnosis read, rebuilt from a profile inside the saving command. Of a
 * service that is there already only what the new version changed is written again.
 */
#include <string.h>
#include "profile_shape.h"
#include "registry_internal.h"
#include "text.h"

/* ---- facets ---- */

enum { FACETS_MAX = 100 }; /* 20 of agencies, the words of three vocabularies, a stage */
struct facets {
    struct registry_facet_insert_in rows[FACETS_MAX];
    size_t count;
};

static void facet(struct facets *out, const struct projected *service, const char *kind,
                  const char *value, int64_t state) {
    if (out->count < FACETS_MAX) {
        out->rows[out->count++] =
            (struct registry_facet_insert_in){kind, value, state, service->sort_key, service->id};
    }
}

static void set_facets(struct facets *out, const struct projected *service, const char *kind,
                       enum vocabulary list, uint32_t bits) {
    for (int value = 1; bits >> (value - 1) != 0; value++) {
        if ((bits & VOCABULARY_BIT(value)) != 0) {
            facet(out, service, kind, vocabulary_slug(list, value), service->state);
        }
    }
}

static enum err facets_of(struct arena *arena, const struct projected *service,
                          struct facets *out) {
    static const char *const stages[] = {"0", "1", "2", "3", "4", "5", "6"};
    const struct profile *profile = service->profile;
    const struct maturity *maturity = service->maturity;
    out->count = 0;
    for (const char *at = service->provider_ids; *at != '\0';) {
        size_t length = strcspn(at, " ");
        const char *id = arena_strndup(arena, at, length);
        if (id == NULL) {
            return err_failed();
        }
        facet(out, service, "agency", id, service->state);
        facet(out, service, "any_agency", id, 1);
        at += length + (at[length] == ' ' ? 1 : 0);
    }
    set_facets(out, service, "life_event", VOCABULARY_LIFE_EVENT, profile->life_events);
    set_facets(out, service, "level", VOCABULARY_LEVEL, profile->levels);
    set_facets(out, service, "type", VOCABULARY_TYPE, profile->types);
    facet(out, service, "stage",
          maturity->certainty == MATURITY_NOT_ASSESSED ? "none" : stages[maturity->stage],
          service->state);
    return ERR_NONE;
}

static bool has_facet(const struct facets *facets, const struct registry_facet_insert_in *row) {
    for (size_t i = 0; i < facets->count; i++) {
        const struct registry_facet_insert_in *own = &facets->rows[i];
        if (own->state == row->state && strcmp(own->kind, row->kind) == 0 &&
            strcmp(own->value, row->value) == 0 && strcmp(own->sort_key, row->sort_key) == 0) {
            return true;
        }
    }
    return false;
}

static enum err change_facets(const struct projection *p, const struct projected *service,
                              const struct projected *before) {
    struct service_rows *rows = p->rows;
    struct projected kept = *service;
    struct facets old;
    struct facets new;
    old.count = 0;
    kept.id = arena_strdup(rows->facet_arena, service->id);
    kept.sort_key = arena_strdup(rows->facet_arena, service->sort_key);
    enum err err =
        arena_failed(rows->facet_arena) ? err_failed() : facets_of(rows->facet_arena, &kept, &new);
    err = err == ERR_NONE && before != NULL ? facets_of(p->arena, before, &old) : err;
    for (size_t i = 0; err == ERR_NONE && i < old.count; i++) {
        const struct registry_facet_insert_in *row = &old.rows[i];
        if (!has_facet(&new, row)) {
            err = registry_facet_delete(
                p->db,
                &(struct registry_facet_delete_in){row->kind, row->value, row->state, row->sort_key,
                                                   row->service_id},
                NULL);
        }
    }
    for (size_t i = 0; err == ERR_NONE && i < new.count; i++) {
        if (!has_facet(&old, &new.rows[i])) {
            err = service_rows_add_facet(rows, rows->facet_arena, &new.rows[i]);
        }
    }
    return err;
}

/* ---- the others ---- */

static enum err channels(const struct projection *p, const struct projected *service) {
    const struct value_channels *list = &service->profile->channels;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < list->count; i++) {
        const struct channel_use *use = &list->items[i];
        err = service_rows_add_channel(
            p->rows, p->arena,
            &(struct registry_channel_insert_in){
                service->id, (int64_t)i, vocabulary_slug(VOCABULARY_STAGE, (int)use->stage),
                vocabulary_slug(VOCABULARY_CHANNEL, (int)use->channel),
                channel_is_electronic(use->channel), channel_is_remote(use->channel), use->text});
    }
    return err;
}

static enum err fees(const struct projection *p, const struct projected *service) {
    const struct value_fees *list = &service->profile->fees;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < list->count; i++) {
        const struct fee_case *fee = &list->items[i];
        err = service_rows_add_fee(p->rows, p->arena,
                                   &(struct registry_fee_insert_in){
                                       service->id, (int64_t)i, fee->least, fee->most,
                                       fee->condition, fee->formula, fee->dated, fee->electronic});
    }
    return err;
}

static enum err documents(const struct projection *p, const struct projected *service) {
    const struct value_list *list = &service->profile->documents;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < list->count; i++) {
        const char *folded = text_fold(p->arena, list->items[i]);
        err = folded == NULL ? err_failed()
                             : service_rows_add_required_document(
                                   p->rows, p->arena,
                                   &(struct registry_required_document_insert_in){
                                       service->id, (int64_t)i, list->items[i], folded});
    }
    return err;
}

static enum err visits(const struct projection *p, const struct projected *service) {
    const struct profile_visits *list = &service->profile->visit_reasons;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < list->count; i++) {
        const struct profile_visit *visit = &list->items[i];
        enum visit_reason reason =
            visit->reason == VISIT_REASON_NONE ? VISIT_REASON_UNKNOWN : visit->reason;
        err = service_rows_add_visit(
            p->rows, p->arena,
            &(struct registry_visit_insert_in){
                service->id, (int64_t)i, vocabulary_slug(VOCABULARY_VISIT_REASON, (int)reason),
                vocabulary_slug(VOCABULARY_QUEUE, (int)visit_reason_queue(reason)), visit->text,
                visit->clause});
    }
    return err;
}

static enum err inquiries(const struct projection *p, const struct projected *service) {
    const struct profile_links *list = &service->profile->inquiries;
    enum err err = ERR_NONE;
    for (size_t i = 0; err == ERR_NONE && i < list->count; i++) {
        const struct profile_link *link = &list->items[i];
        const char *agency_id = NULL;
        if (p->book != NULL) {
            agency_id = agency_book_find(p->arena, p->book, link->agency);
        } else {
            err = registry_agency_find(p->db, p->arena, link->agency, &agency_id);
        }
        err = err == ERR_NONE
                  ? service_rows_add_inquiry(
                        p->rows, p->arena,
                        &(struct registry_inquiry_insert_in){
                            service->id, (int64_t)i, link->agency, agency_id, link->system,
                            vocabulary_slug(VOCABULARY_EXCHANGE, (int)link->exchange)})
                  : err;
    }
    return err;
}

/* Criteria about which something is known or declared; an absent row is an unknown criterion. */
static enum err criteria(const struct projection *p, const struct projected *service) {
    enum err err = ERR_NONE;
    for (int i = 0; err == ERR_NONE && i < CRITERION_COUNT; i++) {
        const struct maturity_criterion *criterion = &service->maturity->criteria[i];
        struct maybe_int declared = service->profile->criteria.items[i].level;
        if (criterion->state == CRITERION_UNKNOWN && !declared.known) {
            continue;
        }
        struct maybe_int level =
            criterion->state == CRITERION_KNOWN ? known_int(criterion->level) : UNKNOWN_INT;
        err = service_rows_add_criterion(
            p->rows, p->arena,
            &(struct registry_criterion_insert_in){service->id, criterion_slug((enum criterion)i),
                                                   (int64_t)criterion->state, level, declared,
                                                   criterion->blocking});
    }
    return err;
}

static bool same(const struct projected *a, const struct projected *b, enum profile_field field) {
    bool same = false;
    return profile_field_same(a->profile, b->profile, field, &same) == ERR_NONE && same;
}

static bool same_level(struct maybe_int a, struct maybe_int b) {
    return a.known == b.known && (!a.known || a.value == b.value);
}

static bool same_criteria(const struct projected *a, const struct projected *b) {
    bool same = true;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        const struct maturity_criterion *left = &a->maturity->criteria[i];
        const struct maturity_criterion *right = &b->maturity->criteria[i];
        same = same && left->state == right->state && left->level == right->level &&
               left->blocking == right->blocking &&
               same_level(a->profile->criteria.items[i].level, b->profile->criteria.items[i].level);
    }
    return same;
}

enum err projection_write(const struct projection *p, const struct projected *service,
                          const struct projected *before) {
    enum err err = change_facets(p, service, before);
#define PART(table, unchanged, add) \
    if (err == ERR_NONE && (before == NULL || !(unchanged))) { \
        if (before != NULL) { \
            err = registry_##table##_clear( \
                p->db, &(struct registry_##table##_clear_in){service->id}, NULL); \
        } \
        err = err == ERR_NONE ? add(p, service) : err; \
    }
    PART(channel, same(before, service, FIELD_channels), channels)
    PART(fee, same(before, service, FIELD_fees), fees)
    PART(required_document, same(before, service, FIELD_documents), documents)
    PART(visit, same(before, service, FIELD_visit_reasons), visits)
    PART(inquiry, false, inquiries) /* an agency may have got the name that is asked meanwhile */
    PART(criterion, same_criteria(before, service), criteria)
#undef PART
    return err;
}
