/* Models and scripts of the tests in a short notation, and what became of them. */
#ifndef KHAJU_ENGINE_TEST_PLAY_H
#define KHAJU_ENGINE_TEST_PLAY_H

#include "buf.h"
#include "engine.h"

enum { PLAY_MEMORY_MAX = 512 << 20, PLAY_FILE_MAX = 4 << 20 };

/*
 * BPMN from lines: what begins with < is XML as it stands; "a > b > c" are sequence flows a-b and
 * b-c; "a >[FEEL] b" has a condition, "a >* b" is the default of a, which must be there already as
 * "a" with default="a-b" added by hand or as a line "default a b". "task a" is an element of this
 * type and id. The process is called p.
 */
void play_model(const char *lines, size_t length, struct buf *xml);
const struct engine_definition *play_define(struct arena *arena, const char *xml, size_t length);
/* decisions: a DMN file that is in the library too, or NULL. */
const struct engine_definition *play_define_with(struct arena *arena, const char *xml,
                                                 size_t length, const char *decisions);

/* "complete a name +3600 {"x":1}": type, element or -, name or -, seconds later, values. */
struct engine_event play_event(struct arena *arena, const char *line, int64_t now);

/* Ids of what was entered; "|"; ids and waits of tokens, or the status; in the arena. */
const char *play_summary(struct arena *arena, const struct engine_outcome *outcome);

#endif
