/* Settings: the table in the header gives the shipped values, plan_setting those somebody set. */
#include "plan_setting.h"

#include <string.h>
#include "json.h"
#include "plan_sql.h"
#include "tr.h"

struct definition {
    const char *name;
    enum plan_basis basis;
    struct maybe_real value;
    double least, most;
    const char *unit, *label;
};

static const struct definition definitions[PLAN_SETTING_COUNT] = {
#define X(name, basis, is_known, value, least, most, unit, label) \
    {#name, PLAN_BASIS_##basis, {is_known, value}, least, most, unit, label},
    PLAN_SETTINGS(X)
#undef X
};

static const char *shipped_source(enum plan_basis basis) {
    return basis == PLAN_BASIS_ASSUMED ? tr("Assumption the program came with; IT management sets "
                                            "the value of the province.")
                                       : tr("Method of the ranking.");
}

static const struct plan_setting_rows_row *row_of(const struct plan_setting_rows_rows *rows,
                                                  const char *name) {
    for (size_t i = 0; i < rows->count; i++) {
        if (strcmp(rows->rows[i].name, name) == 0) {
            return &rows->rows[i];
        }
    }
    return NULL;
}

enum err plan_settings_list(struct store_db *db, struct arena *arena,
                            const struct plan_setting **out) {
    struct plan_setting_rows_rows rows;
    enum err err = plan_setting_rows(db, arena, &rows);
    struct plan_setting *list = ARENA_ARRAY(arena, PLAN_SETTING_COUNT, struct plan_setting);
    if (err || !list) {
        return err ? err : err_failed();
    }
    for (int i = 0; i < PLAN_SETTING_COUNT; i++) {
        const struct definition *shipped = &definitions[i];
        list[i] = (struct plan_setting){.key = (enum plan_setting_key)i,
                                        .name = shipped->name,
                                        .label = tr(shipped->label),
                                        .unit = tr(shipped->unit),
                                        .value = shipped->value,
                                        .least = shipped->least,
                                        .most = shipped->most,
                                        .source = shipped_source(shipped->basis),
                                        .basis = shipped->basis,
                                        .as_shipped = true,
                                        .demonstration = shipped->basis == PLAN_BASIS_ASSUMED,
                                        .changed_by = ""};
        const struct plan_setting_rows_row *row = row_of(&rows, shipped->name);
        if (row) {
            list[i].value = row->value;
            list[i].source = row->source;
            list[i].as_shipped = false;
            list[i].demonstration = row->demonstration != 0;
            list[i].changed_at = row->changed_at;
            list[i].changed_by = row->changed_by;
            list[i].version = row->version;
        }
    }
    *out = list;
    return ERR_NONE;
}

static struct maybe_int whole(struct maybe_real value) {
    return value.known ? known_int((int64_t)value.value) : UNKNOWN_INT;
}

static struct plan_settings collect(const struct maybe_real value[PLAN_SETTING_COUNT]) {
    return (struct plan_settings){.hour_rial = value[PLAN_SETTING_hour_rial],
                                  .fare_rial = value[PLAN_SETTING_fare_rial],
                                  .document_rial = value[PLAN_SETTING_document_rial],
                                  .visit_minutes = value[PLAN_SETTING_visit_minutes],
                                  .prior_weight = value[PLAN_SETTING_prior_weight],
                                  .quantile = value[PLAN_SETTING_quantile],
                                  .publish_from = whole(value[PLAN_SETTING_publish_from]),
                                  .default_target = whole(value[PLAN_SETTING_default_target]),
                                  .stale_years = whole(value[PLAN_SETTING_stale_years])};
}

enum err plan_settings_read(struct store_db *db, struct plan_settings *out) {
    struct arena *arena = arena_create(1 << 18);
    if (!arena) {
        return err_failed();
    }
    const struct plan_setting *list;
    enum err err = plan_settings_list(db, arena, &list);
    if (!err) {
        struct maybe_real value[PLAN_SETTING_COUNT];
        for (int i = 0; i < PLAN_SETTING_COUNT; i++) {
            value[i] = list[i].value;
        }
        *out = collect(value);
    }
    arena_destroy(arena);
    return err;
}

static enum err check(const struct plan_setting_edit *edit) {
    const struct definition *shipped = &definitions[edit->key];
    if (!edit->value.known && shipped->basis != PLAN_BASIS_ASSUMED) {
        return err_set(ERR_INVALID, "PLN-10", "This setting belongs to the method: give a number.",
                       NULL);
    }
    if (edit->value.known &&
        !(edit->value.value >= shipped->least && edit->value.value <= shipped->most)) {
        return err_set(ERR_INVALID, "PLN-11", "The value is outside what makes sense here.", NULL);
    }
    if (!edit->source || !*edit->source) {
        return err_set(ERR_INVALID, "PLN-12",
                       "Say where the value comes from: it is printed in the annex.", NULL);
    }
    return ERR_NONE;
}

static enum err audit(struct store_db *db, const struct plan_setting_edit *edit) {
    struct arena *arena = arena_create(1 << 16);
    if (!arena) {
        return err_failed();
    }
    json_t *value = edit->value.known ? json_real(edit->value.value) : json_null();
    json_t *detail = json_pack("{s:o, s:s, s:b}", "value", value, "source", edit->source,
                               "demonstration", (int)edit->demonstration);
    const char *text = detail ? json_write(arena, json_keep(arena, detail)) : NULL;
    enum err err = err_failed();
    if (text) {
        err = people_audit(db, edit->now_ms, edit->who, "plan.setting", "plan_setting",
                           definitions[edit->key].name, NULL, text);
    }
    arena_destroy(arena);
    return err;
}

enum err plan_setting_save(struct store_db *db, const struct plan_setting_edit *edit) {
    enum err err = check(edit);
    if (err) {
        return err;
    }
    const char *name = definitions[edit->key].name;
    const char *author = edit->who ? edit->who->username : "";
    int64_t changed = 0;
    if (edit->expected_version == 0) {
        const struct plan_setting_insert_in in = {
            name, edit->value, edit->source, edit->demonstration, edit->now_ms, author};
        err = plan_setting_insert(db, &in, &changed);
    } else {
        const struct plan_setting_update_in in = {
            name,         edit->expected_version, edit->value,
            edit->source, edit->demonstration,    edit->now_ms,
            author};
        err = plan_setting_update(db, &in, &changed);
    }
    if (!err && changed == 0) {
        err = err_set(ERR_CONFLICT, "PLN-13",
                      "Somebody else changed this setting meanwhile. Look at it again.", NULL);
    }
    if (!err) {
        err = plan_setting_keep(db, &(struct plan_setting_keep_in){name}, NULL);
    }
    if (!err) {
        err = plan_mark_raise(db, &(struct plan_mark_raise_in){"basis"}, NULL);
    }
    return err ? err : audit(db, edit);
}
