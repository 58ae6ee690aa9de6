/* Types: names, list<…>, range<…>, context<…>, function<…> -> … (rule 66 and what follows). */
#include "feel_parser_internal.h"

#include <string.h>

static const struct {
    const char *name;
    struct feel_type type;
    bool simple;
} basic[] = {
    {"Any", {.kind = FEEL_ANY}, false},
    {"Null", {.kind = FEEL_NULL}, false},
    {"null", {.kind = FEEL_NULL}, false},
    {"number", {.kind = FEEL_NUMBER}, true},
    {"string", {.kind = FEEL_STRING}, true},
    {"boolean", {.kind = FEEL_BOOLEAN}, true},
    {"date", {.kind = FEEL_DATE}, true},
    {"time", {.kind = FEEL_TIME}, true},
    {"date and time", {.kind = FEEL_DATE_TIME}, true},
    {"dateTime", {.kind = FEEL_DATE_TIME}, true},
    {"days and time duration", {.kind = FEEL_DAYS_DURATION}, true},
    {"dayTimeDuration", {.kind = FEEL_DAYS_DURATION}, true},
    {"years and months duration", {.kind = FEEL_MONTHS_DURATION}, true},
    {"yearMonthDuration", {.kind = FEEL_MONTHS_DURATION}, true},
    {"list", {.kind = FEEL_LIST}, false},
    {"context", {.kind = FEEL_CONTEXT}, false},
    {"range", {.kind = FEEL_RANGE}, false},
    {"function", {.kind = FEEL_FUNCTION, .any_function = true}, false},
};

const struct feel_type *feel_type_simple(const char *name) {
    for (size_t i = 0; i < COUNT_OF(basic); i++) {
        if (basic[i].simple && strcmp(basic[i].name, name) == 0) {
            return &basic[i].type;
        }
    }
    return NULL;
}

static const struct feel_type *named_type(struct feel_parser *parser) {
    const struct feel_type *found = NULL;
    size_t end = 0;
    feel_skip(parser);
    size_t count = parser->at < parser->length ? COUNT_OF(basic) + parser->scope->type_count : 0;
    for (size_t i = 0; i < count; i++) {
        bool ours = i < COUNT_OF(basic);
        const struct feel_named_type *given =
            ours ? NULL : &parser->scope->types[i - COUNT_OF(basic)];
        const char *name = ours ? basic[i].name : given->name;
        size_t here = feel_name_end(parser, parser->at, (struct feel_string){name, strlen(name)});
        if (here > end) {
            end = here;
            found = ours ? &basic[i].type : given->type;
        }
    }
    if (found) {
        parser->at = end;
    } else {
        (void)feel_syntax(parser, "a type");
    }
    return found;
}

enum { MEMBERS_MAX = 64 };

/* name: type, … > of a context; type, … > of a function */
static bool parse_members(struct feel_parser *parser, bool named, struct feel_type *out) {
    struct feel_member_type *members =
        ARENA_ARRAY(parser->arena, MEMBERS_MAX, struct feel_member_type);
    if (!members) {
        parser->failed = err_last()->err;
        return false;
    }
    out->members = members;
    if (feel_take(parser, ">")) {
        return true;
    }
    do {
        struct feel_member_type *member = &members[out->count];
        if (out->count == MEMBERS_MAX ||
            (named && !feel_read_new_name(parser, ":<>,", false, &member->name))) {
            (void)feel_syntax(parser, "a name");
            return false;
        }
        if (named && (!feel_expect(parser, ":") || !feel_add_member(parser, member->name))) {
            return false;
        }
        member->type = feel_parse_type(parser);
        if (!member->type) {
            return false;
        }
        out->count++;
    } while (feel_take(parser, ","));
    return feel_expect(parser, ">");
}

static bool parse_parts(struct feel_parser *parser, struct feel_type *out) {
    switch (out->kind) {
    case FEEL_LIST:
    case FEEL_RANGE:
        out->element = feel_parse_type(parser);
        return out->element && feel_expect(parser, ">");
    case FEEL_CONTEXT:
        return parse_members(parser, true, out);
    case FEEL_FUNCTION:
        if (!parse_members(parser, false, out) || !feel_expect(parser, "->")) {
            return false;
        }
        out->element = feel_parse_type(parser);
        return out->element != NULL;
    default:
        (void)feel_syntax(parser, "a type with parts");
        return false;
    }
}

const struct feel_type *feel_parse_type(struct feel_parser *parser) {
    const struct feel_type *type = named_type(parser);
    if (!type || (type->kind != FEEL_LIST && type->kind != FEEL_RANGE &&
                  type->kind != FEEL_CONTEXT && type->kind != FEEL_FUNCTION)) {
        return type;
    }
    bool ours = type >= &basic[0].type && type <= &basic[COUNT_OF(basic) - 1].type;
    if (!ours || !feel_take(parser, "<")) {
        return type;
    }
    struct feel_type *whole = ARENA_NEW(parser->arena, struct feel_type);
    if (!whole || ++parser->depth > FEEL_DEPTH_MAX) {
        parser->failed =
            whole ? err_set(ERR_LIMIT, "FEEL-3", "The expression is nested too deeply.", NULL)
                  : err_last()->err;
        return NULL;
    }
    whole->kind = type->kind;
    bool read = parse_parts(parser, whole);
    parser->depth--;
    return read ? whole : NULL;
}
