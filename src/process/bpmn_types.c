/* The table of element types. */
#include "bpmn_types.h"

#include "compiler.h"

static const struct {
    const char *name;
    uint32_t classes;
} types[] = {
#define BPMN_TYPE_ROW(name, local, classes) {local, classes},
    BPMN_TYPES(BPMN_TYPE_ROW)
#undef BPMN_TYPE_ROW
};

const char *bpmn_type_name(enum bpmn_type type) {
    return types[type].name;
}

uint32_t bpmn_type_classes(enum bpmn_type type) {
    return types[type].classes;
}
