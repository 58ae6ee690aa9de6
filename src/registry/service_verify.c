/* What IT management verified: nine levels, kept with their history; the newest counts. */
#include "id.h"
#include "profile_shape.h"
#include "registry_internal.h"

static const struct member levels_member = {"criteria", MEMBER_CRITERIA, 0, VOCABULARY_NONE, NULL};

enum err verification_read(struct arena *arena, const char *text, struct profile_criteria *out) {
    json_t *json = NULL;
    enum err err = json_read(arena, text, &json);
    return err == ERR_NONE ? member_read(arena, &levels_member, json, out) : err;
}

static enum err check(const struct profile_criteria *levels) {
    for (int i = 0; i < CRITERION_COUNT; i++) {
        struct maybe_int level = levels->items[i].level;
        if (level.known && (level.value < 0 || level.value > MATURITY_MAX)) {
            return err_set(ERR_INVALID, "REG-14", "A maturity level is a number from 0 to 6.",
                           NULL);
        }
    }
    return ERR_NONE;
}

enum err registry_service_verify(struct store_db *db, struct arena *arena, const char *service_id,
                                 const struct profile_criteria *levels, const char *note,
                                 const struct person *who, int64_t now_ms) {
    struct registry_service service;
    struct buf json;
    char id[ID_SIZE];
    enum err err = check(levels);
    err = err == ERR_NONE ? registry_service_get(db, arena, service_id, &service) : err;
    if (err != ERR_NONE) {
        return err;
    }
    struct maturity verified = maturity_from_levels(levels, service.maturity.notification_only);
    struct maybe_int stage =
        verified.certainty == MATURITY_NOT_ASSESSED ? UNKNOWN_INT : known_int(verified.stage);
    id_make(now_ms, id);
    buf_init(&json, PROFILE_JSON_MAX);
    member_write(&json, &levels_member, levels);
    err = json.failed;
    err = err == ERR_NONE
              ? registry_verification_insert(db,
                                             &(struct registry_verification_insert_in){
                                                 id, service.row.id, buf_text(&json),
                                                 registry_text(note), registry_author(who), now_ms},
                                             NULL)
              : err;
    err = err == ERR_NONE
              ? registry_service_set_verified(
                    db, &(struct registry_service_set_verified_in){service.row.id, stage}, NULL)
              : err;
    err = err == ERR_NONE ? registry_changed(db, service.row.id) : err;
    err = err == ERR_NONE ? people_audit(db, now_ms, who, "service.verify", "service",
                                         service.row.id, service.row.agency_id, buf_text(&json))
                          : err;
    buf_finish(&json);
    return err;
}
