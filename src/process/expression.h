/*
 * Expressions of a model (ISO/IEC 19510, 8.4.6 and 10.4.2): in which language they are written, and
 * the names of data they may speak of. The language is FEEL: said by its URI, by "feel", or not
 * said at all (the standard's own default is XPath, which files name without ever using it).
 */
#ifndef KHAJU_PROCESS_EXPRESSION_H
#define KHAJU_PROCESS_EXPRESSION_H

#include "bpmn.h"
#include "feel.h"

enum { EXPRESSION_NAMES_MAX = 4000 };

/* language: of the expression; NULL or blank: that of the file. */
bool expression_is_feel(const struct bpmn *bpmn, const char *language);
/* Whether the expression or the file says so itself. */
bool expression_says_feel(const struct bpmn *bpmn, const char *language);
/* Without white space around it, and without the "=" before it or the ${ } around it that other
   modelers write. NULL on ERR_MEMORY. */
const char *expression_text(struct arena *arena, const char *text);
/* The names of data and mappings that hold spaces or signs, as many as fit. */
void expression_scope(struct arena *arena, const struct bpmn *bpmn, struct feel_scope *out);
/* The name of an item-aware element: of the object it refers to, its own, else its id. */
const char *expression_data_name(const struct bpmn *bpmn, const struct bpmn_element *data);

#endif
