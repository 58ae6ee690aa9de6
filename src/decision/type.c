/* Item definitions as types of FEEL (clause 7.3.3). */
#include <string.h>

#include "decision_internal.h"
#include "text.h"

enum { CHECK_BYTES_MAX = 1 << 22, CHECK_STEPS = 10000 };

/* What allowedValues and typeConstraint ask, and what the type below asked already. */
struct constraint {
    struct test test;
    const struct feel_type *base;
};

static bool constraint_allows(const void *data, struct feel_value value) {
    const struct constraint *constraint = data;
    const struct feel_type *base = constraint->base;
    if (base && base->allowed && !base->allowed(base->data, value)) {
        return false;
    }
    struct arena *arena = arena_create(CHECK_BYTES_MAX);
    struct feel_options options = {.steps = CHECK_STEPS};
    struct run run = {.arena = arena, .options = &options};
    bool passes = false;
    enum err err = arena ? test_value(&run, &constraint->test, NULL, value, &passes) : err_failed();
    arena_destroy(arena);
    return err == ERR_NONE && passes;
}

static enum err constrain(struct reader *reader, const char *text, struct feel_type *type) {
    struct constraint *constraint = ARENA_NEW(reader->arena, struct constraint);
    struct feel_type *base = ARENA_NEW(reader->arena, struct feel_type);
    if (!constraint || !base) {
        return err_failed();
    }
    *base = *type;
    constraint->base = base;
    type->allowed = constraint_allows;
    type->data = constraint;
    return test_compile(reader, text, (struct names){0}, &constraint->test);
}

static enum err type_fill(struct reader *reader, const struct xml_node *node,
                          struct feel_type *type);

/* What a typeRef says, looked into: filled first, because it is copied. */
static enum err type_copy(struct reader *reader, const char *name, struct feel_type *type) {
    for (size_t i = 0; name && i < reader->type_count; i++) {
        if (strcmp(reader->types[i].name, name) != 0) {
            continue;
        }
        if (reader->type_states[i] == 1) {
            return err_set(ERR_INVALID, "DMN-12", "The type {1} rests on itself.", name, NULL);
        }
        if (reader->type_states[i] == 0) {
            reader->type_states[i] = 1;
            enum err err = type_fill(reader, reader->type_nodes[i], &reader->type_values[i]);
            if (err != ERR_NONE) {
                return err;
            }
            reader->type_states[i] = 2;
        }
    }
    const struct feel_type *found = type_named(reader, name);
    *type = found ? *found : (struct feel_type){.kind = FEEL_ANY};
    return ERR_NONE;
}

static enum err components(struct reader *reader, const struct xml_node *node,
                           struct feel_type *type) {
    size_t count = dmn_count(node, "itemComponent");
    struct feel_member_type *members = ARENA_ARRAY(reader->arena, count, struct feel_member_type);
    type->kind = FEEL_CONTEXT;
    type->members = members;
    type->count = count;
    const struct xml_node *part = dmn_child(node, "itemComponent");
    for (size_t i = 0; members && part; i++) {
        const char *name = xml_attribute(part, "name");
        struct feel_type *inner = ARENA_NEW(reader->arena, struct feel_type);
        if (!inner) {
            return err_failed();
        }
        members[i].name = (struct feel_string){name ? name : "", name ? strlen(name) : 0};
        members[i].type = inner;
        const char *reference = dmn_text_in(reader, part, "typeRef");
        const struct feel_type *named = type_named(reader, reference);
        bool plain = named && !dmn_child(part, "allowedValues") &&
                     !dmn_child(part, "typeConstraint") &&
                     !text_equal(xml_attribute(part, "isCollection"), "true");
        if (plain) { /* may be a type that is not filled yet, even the one around it */
            members[i].type = named;
        } else {
            enum err err = type_fill(reader, part, inner);
            if (err != ERR_NONE) {
                return err;
            }
        }
        part = dmn_from(part->next, "itemComponent");
    }
    return members ? ERR_NONE : err_failed();
}

static enum err type_fill(struct reader *reader, const struct xml_node *node,
                          struct feel_type *type) {
    const char *allowed = dmn_text_in(reader, node, "allowedValues");
    const char *constraint = dmn_text_in(reader, node, "typeConstraint");
    enum err err = dmn_child(node, "itemComponent")
                       ? components(reader, node, type)
                       : type_copy(reader, dmn_text_in(reader, node, "typeRef"), type);
    if (err == ERR_NONE && allowed) {
        err = constrain(reader, allowed, type);
    }
    if (err == ERR_NONE && text_equal(xml_attribute(node, "isCollection"), "true")) {
        struct feel_type *element = ARENA_NEW(reader->arena, struct feel_type);
        if (!element) {
            return err_failed();
        }
        *element = *type;
        *type = (struct feel_type){.kind = FEEL_LIST, .element = element};
    }
    return err == ERR_NONE && constraint ? constrain(reader, constraint, type) : err;
}

const struct feel_type *type_named(const struct reader *reader, const char *name) {
    if (!name) {
        return NULL;
    }
    for (size_t i = 0; i < reader->type_count; i++) {
        if (strcmp(reader->types[i].name, name) == 0) {
            return reader->types[i].type;
        }
    }
    const char *colon = strrchr(name, ':'); /* feel:string of 1.1 */
    return feel_type_simple(colon ? colon + 1 : name);
}

/* The typeRef of an element: an attribute since 1.2, an element before. */
const struct feel_type *type_of(const struct reader *reader, const struct xml_node *node) {
    return node ? type_named(reader, xml_attribute(node, "typeRef")) : NULL;
}

enum err types_read(struct reader *reader, const struct xml_node *root) {
    size_t count = dmn_count(root, "itemDefinition");
    reader->types = ARENA_ARRAY(reader->arena, count + 1, struct feel_named_type);
    reader->type_values = ARENA_ARRAY(reader->arena, count + 1, struct feel_type);
    reader->type_nodes = ARENA_ARRAY(reader->arena, count + 1, const struct xml_node *);
    reader->type_states = ARENA_ARRAY(reader->arena, count + 1, char);
    if (arena_failed(reader->arena)) {
        return err_failed();
    }
    const struct xml_node *node = dmn_child(root, "itemDefinition");
    for (; node; node = dmn_from(node->next, "itemDefinition")) {
        const char *name = xml_attribute(node, "name");
        reader->types[reader->type_count].name = name ? name : "";
        reader->types[reader->type_count].type = &reader->type_values[reader->type_count];
        reader->type_nodes[reader->type_count++] = node;
    }
    reader->base.types = reader->types;
    reader->base.type_count = reader->type_count;
    enum err err = ERR_NONE;
    struct feel_type ignored;
    for (size_t i = 0; err == ERR_NONE && i < reader->type_count; i++) {
        err = type_copy(reader, reader->types[i].name, &ignored);
    }
    return err;
}
