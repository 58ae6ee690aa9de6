/* Definitions: what there is, and what it requires (clauses 6.3 and 7.3.1). */
#include <stdlib.h>
#include <string.h>

#include "decision_internal.h"
#include "text.h"

static const char *const namespaces[] = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd", /* 1.1 */
    "http://www.omg.org/spec/DMN/20180521/MODEL/",  /* 1.2 */
    "https://www.omg.org/spec/DMN/20191111/MODEL/", /* 1.3 */
    "https://www.omg.org/spec/DMN/20211108/MODEL/", /* 1.4 */
    "https://www.omg.org/spec/DMN/20230324/MODEL/", /* 1.5 */
};

static const char *const element_names[] = {
    [ELEMENT_INPUT] = "inputData",
    [ELEMENT_DECISION] = "decision",
    [ELEMENT_KNOWLEDGE] = "businessKnowledgeModel",
    [ELEMENT_SERVICE] = "decisionService",
};

bool dmn_is(const struct xml_node *node, const char *name) {
    if (node->kind != XML_ELEMENT || strcmp(node->name, name) != 0) {
        return false;
    }
    for (size_t i = 0; node->uri && i < COUNT_OF(namespaces); i++) {
        if (strcmp(node->uri, namespaces[i]) == 0) {
            return true;
        }
    }
    return false;
}

const struct xml_node *dmn_from(const struct xml_node *node, const char *name) {
    while (node && !dmn_is(node, name)) {
        node = node->next;
    }
    return node;
}

const struct xml_node *dmn_child(const struct xml_node *parent, const char *name) {
    return parent ? dmn_from(parent->first, name) : NULL;
}

size_t dmn_count(const struct xml_node *parent, const char *name) {
    size_t count = 0;
    const struct xml_node *node = dmn_child(parent, name);
    for (; node; node = dmn_from(node->next, name)) {
        count++;
    }
    return count;
}

const char *dmn_text_in(struct reader *reader, const struct xml_node *parent, const char *name) {
    const struct xml_node *node = dmn_child(parent, name);
    const struct xml_node *text = dmn_child(node, "text");
    node = text ? text : node;
    const char *found = node ? xml_text(reader->arena, node) : NULL;
    return found && *found ? found : NULL;
}

struct names names_with(struct reader *reader, struct names names, const char *name) {
    const char **items = ARENA_ARRAY(reader->arena, names.count + 1, const char *);
    if (!items) {
        return names; /* the arena has failed, and is asked at the end */
    }
    if (names.count > 0) {
        memcpy(items, names.items, names.count * sizeof *items);
    }
    items[names.count] = name ? name : "";
    return (struct names){items, names.count + 1};
}

/* Names with spaces and signs in them, which FEEL must be told of. */
static bool unusual(const char *name) {
    return name && strpbrk(name, " -+*/'.") != NULL;
}

static size_t members_in(const struct xml_node *node, const char **out) {
    size_t count = 0;
    const struct xml_node *at = node;
    while (at) { /* the tree in order, without recursion */
        const char *name = at->kind == XML_ELEMENT ? xml_attribute(at, "name") : NULL;
        if (unusual(name)) {
            if (out) {
                out[count] = name;
            }
            count++;
        }
        if (at->first) {
            at = at->first;
            continue;
        }
        while (at != node && !at->next) {
            at = at->parent;
        }
        at = at == node ? NULL : at->next;
    }
    return count;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum err collect_members(struct reader *reader, const struct xml_node *root) {
    size_t count = members_in(root, NULL);
    const char **items = ARENA_ARRAY(reader->arena, count + 1, const char *);
    if (!items) {
        return err_failed();
    }
    (void)members_in(root, items);
    qsort(items, count, sizeof *items, by_name);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || strcmp(items[kept - 1], items[i]) != 0) {
            items[kept++] = items[i];
        }
    }
    reader->members = (struct names){items, kept};
    reader->base.members = items;
    reader->base.member_count = kept;
    return ERR_NONE;
}

static enum err collect_elements(struct reader *reader, const struct xml_node *root) {
    struct decision_model *model = reader->model;
    size_t most = 0;
    for (size_t kind = 0; kind < COUNT_OF(element_names); kind++) {
        most += dmn_count(root, element_names[kind]);
    }
    model->elements = ARENA_ARRAY(reader->arena, most + 1, struct element);
    for (const struct xml_node *node = root->first; model->elements && node; node = node->next) {
        for (size_t kind = 0; kind < COUNT_OF(element_names); kind++) {
            if (!dmn_is(node, element_names[kind])) {
                continue;
            }
            struct element *element = &model->elements[model->count++];
            const struct xml_node *variable = dmn_child(node, "variable");
            const char *name = xml_attribute(node, "name");
            element->kind = (enum element_kind)kind;
            element->id = xml_attribute(node, "id");
            element->name = name ? name : "";
            element->node = node;
            element->type = type_of(reader, variable);
        }
    }
    return model->elements ? ERR_NONE : err_failed();
}

static int by_element_id(const void *a, const void *b) {
    const struct element *const *left = a;
    const struct element *const *right = b;
    return strcmp((*left)->id, (*right)->id);
}

/* Ids in order, so that a large model is not searched from end to end for every reference. */
static enum err sort_ids(struct reader *reader, const struct element ***out, size_t *count) {
    const struct decision_model *model = reader->model;
    const struct element **sorted =
        ARENA_ARRAY(reader->arena, model->count + 1, const struct element *);
    for (size_t i = 0; sorted && i < model->count; i++) {
        if (model->elements[i].id) {
            sorted[(*count)++] = &model->elements[i];
        }
    }
    if (!sorted) {
        return err_failed();
    }
    qsort(sorted, *count, sizeof(*sorted), by_element_id);
    for (size_t i = 1; i < *count; i++) {
        if (strcmp(sorted[i - 1]->id, sorted[i]->id) == 0) {
            return err_set(ERR_INVALID, "DMN-14", "Two elements have the same id {1}.",
                           sorted[i]->id, NULL);
        }
    }
    *out = sorted;
    return ERR_NONE;
}

struct ids {
    const struct element **sorted;
    size_t count;
};

static enum err resolve(struct reader *reader, const struct ids *ids, const struct xml_node *node,
                        size_t *out) {
    const char *href = xml_attribute(node, "href");
    const char *hash = href ? strchr(href, '#') : NULL;
    struct element key = {.id = hash ? hash + 1 : href ? href : ""};
    const struct element *pointer = &key;
    const struct element **found =
        bsearch(&pointer, ids->sorted, ids->count, sizeof(*ids->sorted), by_element_id);
    if (!found) {
        return err_set(ERR_INVALID, "DMN-5", "What {1} refers to is not in the file.",
                       href ? href : "-", NULL);
    }
    *out = (size_t)(*found - reader->model->elements);
    return ERR_NONE;
}

static enum err resolve_all(struct reader *reader, const struct ids *ids,
                            const struct xml_node *parent, const char *name, size_t *list,
                            size_t *count) {
    const struct xml_node *node = dmn_child(parent, name);
    enum err err = ERR_NONE;
    for (; err == ERR_NONE && node; node = dmn_from(node->next, name)) {
        err = resolve(reader, ids, node, &list[*count]);
        *count += err == ERR_NONE;
    }
    return err;
}

static size_t child_count(const struct xml_node *node) {
    size_t count = 0;
    for (node = node->first; node; node = node->next) {
        count++;
    }
    return count;
}

static enum err read_requirements(struct reader *reader, const struct ids *ids,
                                  struct element *element) {
    static const char *const wanted[] = {"requiredInput", "requiredDecision", "requiredKnowledge"};
    size_t most = child_count(element->node) + 1;
    element->needs = ARENA_ARRAY(reader->arena, most, size_t);
    element->outputs = ARENA_ARRAY(reader->arena, most, size_t);
    if (!element->needs || !element->outputs) {
        return err_failed();
    }
    enum err err = ERR_NONE;
    if (element->kind == ELEMENT_SERVICE) {
        err = resolve_all(reader, ids, element->node, "inputData", element->needs,
                          &element->need_count);
        if (err == ERR_NONE) {
            err = resolve_all(reader, ids, element->node, "inputDecision", element->needs,
                              &element->need_count);
        }
        return err != ERR_NONE ? err
                               : resolve_all(reader, ids, element->node, "outputDecision",
                                             element->outputs, &element->output_count);
    }
    for (const struct xml_node *node = element->node->first; node; node = node->next) {
        if (!dmn_is(node, "informationRequirement") && !dmn_is(node, "knowledgeRequirement")) {
            continue;
        }
        for (size_t i = 0; err == ERR_NONE && i < COUNT_OF(wanted); i++) {
            const struct xml_node *reference = dmn_child(node, wanted[i]);
            if (reference) {
                err = resolve(reader, ids, reference, &element->needs[element->need_count++]);
            }
        }
    }
    return err;
}

/* state: 0 not seen, 1 on the way, 2 done */
static enum err find_circle(const struct decision_model *model, size_t at, char *state,
                            unsigned depth) {
    const struct element *element = &model->elements[at];
    if (state[at] == 2) {
        return ERR_NONE;
    }
    if (state[at] == 1 || depth > DECISION_DEPTH_MAX) {
        return err_set(ERR_INVALID, "DMN-3",
                       "The requirements of {1} lead back to it, or are too deep.", element->name,
                       NULL);
    }
    state[at] = 1;
    enum err err = ERR_NONE;
    bool service = element->kind == ELEMENT_SERVICE;
    const size_t *next = service ? element->outputs : element->needs;
    size_t count = service ? element->output_count : element->need_count;
    for (size_t i = 0; err == ERR_NONE && i < count; i++) {
        bool itself = next[i] == at && element->kind == ELEMENT_KNOWLEDGE; /* it may call itself */
        err = itself ? ERR_NONE : find_circle(model, next[i], state, depth + 1);
    }
    state[at] = 2;
    return err;
}

static enum err read_logic(struct reader *reader, struct element *element) {
    struct names names = {0};
    for (size_t i = 0; i < element->need_count; i++) {
        names = names_with(reader, names, reader->model->elements[element->needs[i]].name);
    }
    reader->owner = element->name;
    if (element->kind == ELEMENT_KNOWLEDGE) {
        const struct xml_node *logic = dmn_child(element->node, "encapsulatedLogic");
        names = names_with(reader, names, element->name);
        return logic ? expr_read(reader, logic, names, &element->logic)
                     : expr_read_in(reader, element->node, names, &element->logic);
    }
    return expr_read_in(reader, element->node, names, &element->logic);
}

static enum err read_model(struct reader *reader, const struct xml_node *root) {
    struct decision_model *model = reader->model;
    struct ids ids = {0};
    enum err err = collect_members(reader, root);
    if (err == ERR_NONE) {
        err = types_read(reader, root);
    }
    if (err == ERR_NONE) {
        err = collect_elements(reader, root);
    }
    if (err == ERR_NONE) {
        err = sort_ids(reader, &ids.sorted, &ids.count);
    }
    char *state = ARENA_ARRAY(reader->arena, model->count + 1, char);
    err = err == ERR_NONE && !state ? err_failed() : err;
    for (size_t i = 0; err == ERR_NONE && i < model->count; i++) {
        err = read_requirements(reader, &ids, &model->elements[i]);
    }
    for (size_t i = 0; err == ERR_NONE && i < model->count; i++) {
        err = find_circle(model, i, state, 0);
    }
    for (size_t i = 0; err == ERR_NONE && i < model->count; i++) {
        err = read_logic(reader, &model->elements[i]);
    }
    return err == ERR_NONE && arena_failed(reader->arena) ? err_failed() : err;
}

enum err decision_read(struct arena *arena, const void *bytes, size_t length,
                       const struct decision_model **out) {
    const struct xml_document *document;
    enum err err = xml_read(arena, bytes, length, &document);
    if (err != ERR_NONE) {
        return err;
    }
    if (!dmn_is(document->root, "definitions")) {
        return err_set(ERR_INVALID, "DMN-1", "This is not a decision model of DMN 1.1 to 1.5.",
                       NULL);
    }
    const struct xml_node *import = dmn_child(document->root, "import");
    if (import) {
        const char *name = xml_attribute(import, "name");
        return err_set(ERR_INVALID, "DMN-2",
                       "The model imports {1}. Put everything into one file and try again.",
                       name ? name : "-", NULL);
    }
    struct reader reader = {.arena = arena, .model = ARENA_NEW(arena, struct decision_model)};
    if (!reader.model) {
        return err_failed();
    }
    err = read_model(&reader, document->root);
    *out = reader.model;
    return err;
}

const char *decision_name(const struct decision_model *model, size_t index) {
    for (size_t i = 0; i < model->count; i++) {
        const struct element *element = &model->elements[i];
        bool wanted = element->kind == ELEMENT_DECISION || element->kind == ELEMENT_SERVICE;
        if (wanted && index-- == 0) {
            return element->name;
        }
    }
    return NULL;
}
