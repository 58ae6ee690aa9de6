/* Which drawings a model has. */
#include "drawing_internal.h"

size_t drawing_count(const struct bpmn *bpmn) {
    size_t count = 0;
    for (const struct bpmn_diagram *at = bpmn->diagrams; at != NULL; at = at->next) {
        count++;
    }
    return count;
}

enum err plan_diagram(struct arena *arena, const struct bpmn *bpmn, size_t index,
                      const struct bpmn_diagram **out) {
    for (const struct bpmn_diagram *at = bpmn->diagrams; at != NULL; at = at->next) {
        if (index-- == 0) {
            *out = at;
            return ERR_NONE;
        }
    }
    return err_set(ERR_NOT_FOUND, "DRW-1", "The file has no such diagram.", NULL);
}

const char *drawing_name(const struct bpmn *bpmn, size_t diagram) {
    for (const struct bpmn_diagram *at = bpmn->diagrams; at != NULL; at = at->next) {
        if (diagram-- == 0) {
            return at->name != NULL ? at->name : at->plane == NULL ? NULL : at->plane->name;
        }
    }
    return NULL;
}
