/* Writing: models, versions, headings, states; each with its line in the audit trail. */
#include <sodium.h>
#include <string.h>

#include "json.h"
#include "library.h"
#include "library_internal.h"
#include "library_sql.h"
#include "text.h"

static const char *author_of(const struct library_act *act) {
    return act->who != NULL ? act->who->username : "";
}

/* The heading as it is kept; NULL ids where there is none. */
struct kept {
    const char *title, *key, *agency_id, *service_id;
};

static const char *or_null(const char *text) {
    return text != NULL && text[0] != '\0' ? text : NULL;
}

static enum err heading_check(struct arena *arena, const struct library_heading *heading,
                              struct kept *out) {
    *out = (struct kept){.title = text_clean(arena, library_or_empty(heading->title), false),
                         .agency_id = or_null(heading->agency_id),
                         .service_id = or_null(heading->service_id)};
    out->key = out->title != NULL ? text_fold(arena, out->title) : NULL;
    if (out->key == NULL) {
        return err_failed();
    }
    if (out->title[0] == '\0' || text_length(out->title) > LIBRARY_TITLE_MAX) {
        return err_set(ERR_INVALID, "LIB-3", "A title is needed, of 200 characters at most.", NULL);
    }
    return ERR_NONE;
}

static enum err audit(struct store_db *db, const struct library_act *act, const char *what,
                      const char *id, const struct library_model *model, int64_t number) {
    json_t *detail =
        json_keep(act->arena, json_pack("{s:s, s:s, s:I}", "title", model->title, "kind",
                                        library_slug(LIBRARY_OF_KIND, (int)model->kind), "version",
                                        (json_int_t)number));
    const char *text = detail != NULL ? json_write(act->arena, detail) : NULL;
    if (text == NULL) {
        return err_failed();
    }
    return people_audit(db, act->now_ms, act->who, what, "library_model", id,
                        or_null(model->agency_id), text);
}

static void hash_of(const struct library_upload *upload, char out[LIBRARY_HASH_SIZE]) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, upload->bytes, upload->size);
    sodium_bin2hex(out, LIBRARY_HASH_SIZE, digest, sizeof digest);
}

static enum err version_write(struct store_db *db, const struct library_act *act, const char *id,
                              int64_t number, const struct library_upload *upload) {
    char hash[LIBRARY_HASH_SIZE];
    const char *note = text_clean(act->arena, library_or_empty(upload->note), true);
    const char *name = text_clean(act->arena, library_or_empty(upload->file_name), false);
    if (note == NULL || name == NULL) {
        return err_failed();
    }
    hash_of(upload, hash);
    const struct library_content_add_in content = {
        hash, (int64_t)upload->size, {upload->bytes, upload->size}};
    enum err err = library_content_add(db, &content, NULL);
    if (err != ERR_NONE) {
        return err;
    }
    const struct library_version_insert_in in = {.id = id,
                                                 .number = number,
                                                 .hash = hash,
                                                 .file_name = name,
                                                 .note = note,
                                                 .errors = upload->found.errors,
                                                 .warnings = upload->found.warnings,
                                                 .notes = upload->found.notes,
                                                 .now = act->now_ms,
                                                 .author = author_of(act)};
    return library_version_insert(db, &in, NULL);
}

enum err library_add(struct store_db *db, void *context) {
    struct library_add *add = context;
    struct kept kept;
    enum err err = heading_check(add->act.arena, &add->heading, &kept);
    if (err != ERR_NONE) {
        return err;
    }
    id_make(add->act.now_ms, add->id_out);
    const struct library_model_insert_in in = {.id = add->id_out,
                                               .kind = add->kind,
                                               .role = add->heading.role,
                                               .title = kept.title,
                                               .title_key = kept.key,
                                               .agency_id = kept.agency_id,
                                               .service_id = kept.service_id,
                                               .demonstration = add->demonstration,
                                               .now = add->act.now_ms};
    err = library_model_insert(db, &in, NULL);
    if (err == ERR_NONE) {
        err = version_write(db, &add->act, add->id_out, 1, &add->upload);
    }
    const struct library_model model = {
        .title = kept.title, .kind = add->kind, .agency_id = kept.agency_id};
    return err == ERR_NONE ? audit(db, &add->act, "library.add", add->id_out, &model, 1) : err;
}

/* May this version follow now? */
static enum err save_check(struct library_save *save, const struct library_model *model) {
    char hash[LIBRARY_HASH_SIZE];
    save->number_out = model->newest;
    if (save->stands_on != model->newest) {
        return err_set(ERR_CONFLICT, "LIB-5",
                       "Meanwhile somebody else has saved version {1}. Look at it; saving again "
                       "puts yours after it.",
                       arena_printf(save->act.arena, "%lld", (long long)model->newest), NULL);
    }
    if (model->newest >= LIBRARY_VERSIONS_MAX) {
        return err_set(ERR_LIMIT, "LIB-13", "A model has at most 1,000 versions.", NULL);
    }
    hash_of(&save->upload, hash);
    if (strcmp(hash, model->last.hash) == 0) {
        return err_set(ERR_CONFLICT, "LIB-6",
                       "This file is the same as version {1}, so nothing was saved.",
                       arena_printf(save->act.arena, "%lld", (long long)model->newest), NULL);
    }
    return ERR_NONE;
}

enum err library_save(struct store_db *db, void *context) {
    struct library_save *save = context;
    struct library_model model;
    int64_t changed = 0;
    enum err err = library_get(db, save->act.arena, save->id, &model);
    if (err == ERR_NONE) {
        err = save_check(save, &model);
    }
    if (err == ERR_NONE) {
        const struct library_model_step_in in = {save->id, save->stands_on, save->act.now_ms};
        err = library_model_step(db, &in, &changed);
    }
    if (err == ERR_NONE && changed == 0) {
        err = ERR_INTERNAL; /* it was read in this transaction */
    }
    if (err == ERR_NONE) {
        save->number_out = save->stands_on + 1;
        err = version_write(db, &save->act, save->id, save->number_out, &save->upload);
    }
    return err == ERR_NONE
               ? audit(db, &save->act, "library.version", save->id, &model, save->number_out)
               : err;
}

enum err library_change(struct store_db *db, void *context) {
    struct library_change *change = context;
    struct kept kept;
    struct library_model model;
    int64_t changed = 0;
    enum err err = heading_check(change->act.arena, &change->heading, &kept);
    if (err == ERR_NONE) {
        err = library_get(db, change->act.arena, change->id, &model);
    }
    if (err != ERR_NONE) {
        return err;
    }
    const struct library_model_change_in in = {.id = change->id,
                                               .edition = change->edition,
                                               .role = change->heading.role,
                                               .title = kept.title,
                                               .title_key = kept.key,
                                               .agency_id = kept.agency_id,
                                               .service_id = kept.service_id,
                                               .now = change->act.now_ms};
    err = library_model_change(db, &in, &changed);
    if (err == ERR_NONE && changed == 0) {
        err = err_set(ERR_CONFLICT, "LIB-4",
                      "Somebody else has changed this meanwhile. What is saved now stands below "
                      "each field; saving again replaces it.",
                      NULL);
    }
    model.title = kept.title;
    return err == ERR_NONE
               ? audit(db, &change->act, "library.change", change->id, &model, model.newest)
               : err;
}

/* A draft or a withdrawn version is published, a published or a draft one withdrawn. */
static enum err move_check(const struct library_move *move, const struct library_version *version) {
    bool publish = move->to == LIBRARY_STATE_PUBLISHED;
    bool withdraw = move->to == LIBRARY_STATE_WITHDRAWN;
    if ((!publish && !withdraw) || version->state == move->to) {
        return err_set(ERR_CONFLICT, "LIB-8",
                       "Nothing was changed: this version is in that state already, or somebody "
                       "else has moved it. Open its page again.",
                       NULL);
    }
    if (publish && move->found.errors > 0) {
        return err_set(ERR_INVALID, "LIB-7",
                       "A version with errors is not published. Mend what the report calls an "
                       "error, then add the mended file as a new version.",
                       NULL);
    }
    return ERR_NONE;
}

enum err library_move(struct store_db *db, void *context) {
    const struct library_move *move = context;
    const struct library_act *act = &move->act;
    struct library_model model;
    struct library_version version;
    bool publish = move->to == LIBRARY_STATE_PUBLISHED;
    enum err err = library_get(db, act->arena, move->id, &model);
    if (err == ERR_NONE) {
        err = library_version_get(db, act->arena, move->id, move->number, &version);
    }
    if (err == ERR_NONE) {
        err = move_check(move, &version);
    }
    if (err == ERR_NONE && publish) {
        const struct library_version_replace_in in = {move->id, act->now_ms, author_of(act)};
        err = library_version_replace(db, &in, NULL);
    }
    if (err == ERR_NONE) {
        const struct library_version_state_in in = {.id = move->id,
                                                    .number = move->number,
                                                    .state = move->to,
                                                    .errors = move->found.errors,
                                                    .warnings = move->found.warnings,
                                                    .notes = move->found.notes,
                                                    .now = act->now_ms,
                                                    .author = author_of(act)};
        err = library_version_state(db, &in, NULL);
    }
    if (err == ERR_NONE) {
        err =
            library_model_touch(db, &(struct library_model_touch_in){move->id, act->now_ms}, NULL);
    }
    return err == ERR_NONE ? audit(db, act, publish ? "library.publish" : "library.withdraw",
                                   move->id, &model, move->number)
                           : err;
}
