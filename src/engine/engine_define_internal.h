/* What the files that compile a definition share. */
#ifndef KHAJU_ENGINE_DEFINE_INTERNAL_H
#define KHAJU_ENGINE_DEFINE_INTERNAL_H

#include "engine_internal.h"

struct engine_builder {
    struct arena *arena;
    struct engine_definition *definition;
    const struct bpmn *model; /* that is being compiled */
    struct feel_scope scope;  /* the names its expressions may speak of */
    ENGINE_ARRAY(struct engine_fault) faults;
};

/* Compiles an expression of an element; NULL if text is NULL or blank. What cannot be read is a
   fault of the definition. language may be NULL: that of the file. */
const struct engine_expression *engine_compile(struct engine_builder *builder,
                                               const struct bpmn_element *element,
                                               const char *language, const char *text);
/* The text and language of an expression element (10.4.2); NULL: it is not there. */
const struct engine_expression *engine_compile_child(struct engine_builder *builder,
                                                     const struct bpmn_element *element,
                                                     const struct xml_node *parent,
                                                     const char *name);
bool engine_is_feel(const struct engine_builder *builder, const char *language);
/* The names of data, mappings and messages of the file. */
void engine_collect_names(struct engine_builder *builder);

void engine_define_triggers(struct engine_builder *builder, struct engine_node *node);
void engine_define_data(struct engine_builder *builder, struct engine_node *node);
void engine_define_level_data(struct engine_builder *builder, struct engine_level *level);
void engine_define_loop(struct engine_builder *builder, struct engine_node *node);
void engine_define_task(struct engine_builder *builder, struct engine_node *node);
/* The name of an item-aware element: what it refers to, its name, else its id. */
const char *engine_data_name(const struct bpmn *model, const struct bpmn_element *data);
/* Finds the node of a model's element in any level; NULL: it is none. */
struct engine_node *engine_node_of(const struct engine_definition *definition,
                                   const struct bpmn_element *element);

#endif
