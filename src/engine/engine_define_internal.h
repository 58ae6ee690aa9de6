/* What the files that compile a definition share. */
#ifndef KHAJU_ENGINE_DEFINE_INTERNAL_H
#define KHAJU_ENGINE_DEFINE_INTERNAL_H

#include "engine_internal.h"

struct engine_builder {
    struct arena *arena;
    struct engine_definition *definition;
    const struct bpmn *model; /* that is being compiled */
    struct feel_scope scope;  /* the names its expressions may speak of */
    bool no_memory;           /* outside of the arena */
};

/* Compiles an expression; NULL if text is NULL or blank. What cannot be read is an
   incident when a token gets there, and a complaint of the checker before. language may be NULL:
   that of the file. */
const struct engine_expression *engine_compile(struct engine_builder *builder, const char *language,
                                               const char *text);
/* The text and language of an expression element (10.4.2); NULL: it is not there. */
const struct engine_expression *engine_compile_child(struct engine_builder *builder,
                                                     const struct xml_node *parent,
                                                     const char *name);

void engine_define_triggers(struct engine_builder *builder, struct engine_node *node);
void engine_define_data(struct engine_builder *builder, struct engine_node *node);
void engine_define_level_data(struct engine_builder *builder, struct engine_level *level);
void engine_define_loop(struct engine_builder *builder, struct engine_node *node);
void engine_define_task(struct engine_builder *builder, struct engine_node *node);
/* The name of the data a child such as sourceRef refers to; its own text if it refers to none. */
const char *engine_named_by(struct engine_builder *builder, const struct xml_node *parent,
                            const char *child_name);
/* event is a BPMN_IS_TRIGGER. */
void engine_define_trigger(struct engine_builder *builder, const struct engine_node *node,
                           const struct bpmn_element *event, struct engine_trigger *out);
/* The level of a process or sub-process; NULL: there is none. */
struct engine_level *engine_level_of(const struct engine_definition *definition,
                                     const struct bpmn_scope *scope);
struct engine_level *engine_process_level(const struct engine_definition *definition,
                                          const char *id);
/* When all levels are there. */
void engine_link_levels(struct engine_builder *builder);
/* The node of a model's element in its level; NULL: it is none of it. */
struct engine_node *engine_node_in(const struct engine_level *level,
                                   const struct bpmn_element *element);

#endif
