/* The JSON twin of a form: the same declaration as a JSON Schema, and JSON read by flattening it
   into the fields a browser would have sent, so that both ways meet the same checks. */
#include "web_form_internal.h"

#include <string.h>

enum { FORM_SCHEMA_DEPTH = 2 };

/* ---- schema ---- */

static json_t *form_schema_enum(const struct form_field *field) {
    json_t *values = json_array();
    for (size_t i = 0; i < field->option_count; i++) {
        json_array_append_new(values, json_string(field->options[i].value));
    }
    return values;
}

static json_t *form_schema_field(const struct form_field *field);

static json_t *form_schema_object(const struct form_field *fields, size_t count) {
    json_t *properties = json_object();
    json_t *required = json_array();
    for (size_t i = 0; i < count; i++) {
        if (fields[i].type == FORM_FILE) {
            continue; /* files do not travel in JSON */
        }
        json_object_set_new(properties, fields[i].name, form_schema_field(&fields[i]));
        if (fields[i].required) {
            json_array_append_new(required, json_string(fields[i].name));
        }
    }
    return json_pack("{s:s, s:o, s:o, s:b}", "type", "object", "properties", properties, "required",
                     required, "additionalProperties", 0);
}

static void form_schema_bounds(json_t *schema, const struct form_field *field) {
    if (field->least != 0 || field->most != 0) {
        json_object_set_new(schema, "minimum", json_integer(field->least));
        if (field->most != INT64_MAX) {
            json_object_set_new(schema, "maximum", json_integer(field->most));
        }
    } else if (field->type == FORM_MONEY) {
        json_object_set_new(schema, "minimum", json_integer(0));
    }
}

static json_t *form_schema_field(const struct form_field *field) {
    json_t *schema = json_object();
    switch (field->type) {
    case FORM_INT:
    case FORM_MONEY:
        json_object_set_new(schema, "type", json_string("integer"));
        form_schema_bounds(schema, field);
        break;
    case FORM_YESNO:
        json_object_set_new(schema, "type", json_string("boolean"));
        break;
    case FORM_DATE:
        json_object_set_new(schema, "type", json_string("string"));
        json_object_set_new(schema, "pattern", json_string("^1[2-5][0-9]{2}/[0-9]{2}/[0-9]{2}$"));
        break;
    case FORM_RADIO:
    case FORM_SELECT:
        json_object_set_new(schema, "type", json_string("string"));
        json_object_set_new(schema, "enum", form_schema_enum(field));
        break;
    case FORM_CHECKBOXES:
        json_object_set_new(schema, "type", json_string("array"));
        json_object_set_new(schema, "uniqueItems", json_true());
        json_object_set_new(
            schema, "items",
            json_pack("{s:s, s:o}", "type", "string", "enum", form_schema_enum(field)));
        break;
    case FORM_GROUP:
        json_object_set_new(schema, "type", json_string("array"));
        json_object_set_new(schema, "maxItems", json_integer((json_int_t)form_rows_max(field)));
        json_object_set_new(schema, "items", form_schema_object(field->fields, field->field_count));
        break;
    default:
        json_object_set_new(schema, "type", json_string("string"));
        if (field->max > 0) {
            json_object_set_new(schema, "maxLength", json_integer((json_int_t)field->max));
        }
        break;
    }
    json_object_set_new(schema, "title", json_string(field->label));
    if (field->hint != NULL) {
        json_object_set_new(schema, "description", json_string(field->hint));
    }
    return schema;
}

json_t *form_json_schema(const struct form_field *fields, size_t count) {
    return form_schema_object(fields, count);
}

/* ---- reading ---- */

struct form_flat {
    struct arena *arena;
    struct http_field *fields;
    size_t count;
    size_t capacity;
};

static enum err form_flat_wrong(const char *name) {
    return err_set(ERR_INVALID, "FRM-3", "The value of {1} in the JSON text has the wrong type.",
                   name, NULL);
}

static enum err form_flat_add(struct form_flat *flat, const char *name, const char *value) {
    if (flat->count == flat->capacity) {
        return err_set(ERR_LIMIT, "FRM-1", "The form has too many fields.", NULL);
    }
    flat->fields[flat->count++] = (struct http_field){.name = name, .value = value};
    return name == NULL || value == NULL ? err_failed() : ERR_NONE;
}

/* The number of single values in the JSON, or what is more than a form may have. */
static size_t form_flat_size(const json_t *json, int depth) {
    const char *key;
    json_t *value;
    size_t index;
    size_t size = 1;
    if (depth > 2 * FORM_SCHEMA_DEPTH) {
        return FORM_INPUT_FIELDS_MAX + 1;
    }
    if (json_is_object(json)) {
        /* jansson's iteration macro takes a pointer that is not const, and changes nothing */
        union {
            const json_t *in;
            json_t *out;
        } object = {.in = json};
        json_object_foreach(object.out, key, value) {
            size += form_flat_size(value, depth + 1);
        }
    } else if (json_is_array(json)) {
        json_array_foreach(json, index, value) {
            size += form_flat_size(value, depth + 1);
        }
    }
    return size;
}

static enum err form_flat_single(struct form_flat *flat, const char *name, const json_t *value) {
    if (json_is_string(value)) {
        if (strlen(json_string_value(value)) != json_string_length(value)) {
            return form_flat_wrong(name); /* a NUL inside */
        }
        return form_flat_add(flat, name, arena_strdup(flat->arena, json_string_value(value)));
    }
    if (json_is_integer(value)) {
        return form_flat_add(
            flat, name, arena_printf(flat->arena, "%lld", (long long)json_integer_value(value)));
    }
    if (json_is_boolean(value)) {
        return form_flat_add(flat, name, json_is_true(value) ? "1" : "0");
    }
    return json_is_null(value) ? ERR_NONE : form_flat_wrong(name);
}

static const struct form_field *form_flat_field(const struct form_field *fields, size_t count,
                                                const char *name) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fields[i].name, name) == 0) {
            return &fields[i];
        }
    }
    return NULL;
}

static enum err form_flat_object(struct form_flat *flat, const struct form_field *fields,
                                 size_t count, const char *prefix, json_t *object);

static enum err form_flat_array(struct form_flat *flat, const struct form_field *field,
                                const char *name, const json_t *array) {
    size_t index;
    json_t *value;
    enum err err = ERR_NONE;
    json_array_foreach(array, index, value) {
        if (field->type == FORM_GROUP) {
            const char *prefix = arena_printf(flat->arena, "%s.%zu.", name, index);
            err = prefix == NULL
                      ? err_failed()
                      : form_flat_object(flat, field->fields, field->field_count, prefix, value);
        } else if (field->type == FORM_CHECKBOXES && json_is_string(value)) {
            err = form_flat_single(flat, name, value);
        } else {
            err = form_flat_wrong(name);
        }
        if (err != ERR_NONE) {
            return err;
        }
    }
    return ERR_NONE;
}

static enum err form_flat_object(struct form_flat *flat, const struct form_field *fields,
                                 size_t count, const char *prefix, json_t *object) {
    const char *key;
    json_t *value;
    if (!json_is_object(object)) {
        return form_flat_wrong(prefix[0] == '\0' ? "{}" : prefix);
    }
    json_object_foreach(object, key, value) {
        const struct form_field *field = form_flat_field(fields, count, key);
        if (field == NULL) {
            return err_set(ERR_INVALID, "FRM-4", "There is no field {1}.", key, NULL);
        }
        const char *name = arena_printf(flat->arena, "%s%s", prefix, field->name);
        enum err err = name == NULL           ? err_failed()
                       : json_is_array(value) ? form_flat_array(flat, field, name, value)
                                              : form_flat_single(flat, name, value);
        if (err != ERR_NONE) {
            return err;
        }
    }
    return ERR_NONE;
}

enum err form_read_json(struct form *form, const json_t *object) {
    size_t size = form_flat_size(object, 0);
    if (size > FORM_INPUT_FIELDS_MAX) {
        return err_set(ERR_LIMIT, "FRM-1", "The form has too many fields.", NULL);
    }
    struct form_flat flat = {.arena = form->arena, .capacity = size};
    flat.fields = ARENA_ARRAY(form->arena, size, struct http_field);
    if (flat.fields == NULL) {
        return err_failed();
    }
    union {
        const json_t *in;
        json_t *out;
    } json = {.in = object};
    enum err err = form_flat_object(&flat, form->fields, form->count, "", json.out);
    return err != ERR_NONE ? err : form_read_fields(form, flat.fields, flat.count);
}
