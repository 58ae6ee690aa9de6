/* How probable each way is. */
#include "extension.h"
#include "level.h"

/* What the file says about an option, 0 to 1; below 0: nothing. A boundary event and a start are as
   probable as the only flow that leaves them. */
static double stated(const struct level *level, const struct level_option *option) {
    const struct bpmn_flow *flow = option->flow;
    if (flow == NULL && option->to < level->end) {
        const struct bpmn_node *node = level->vertices[option->to].node;
        bool boundary = node->element.type == BPMN_BOUNDARY_EVENT;
        flow = node->outgoing_count == 1 && (option->from == 0 || boundary) ? node->outgoing : NULL;
    }
    return flow == NULL ? -1 : (double)bpmn_share(flow->element.xml) / EXTENSION_SHARE_ALL;
}

/* Exactly one of the flows is taken. */
static void share_choice(const struct level *level, struct level_option *options, uint32_t count) {
    double sum = 0;
    size_t silent = 0;
    size_t all = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (options[i].kind == OPTION_FLOW) {
            double share = stated(level, &options[i]);
            options[i].share = share;
            sum += share > 0 ? share : 0;
            silent += share < 0;
            all++;
        }
    }
    double rest = silent > 0 && sum < 1 ? (1 - sum) / (double)silent : 0;
    double whole = silent > 0 && sum < 1 ? 1 : sum;
    for (uint32_t i = 0; i < count; i++) {
        if (options[i].kind == OPTION_FLOW) {
            double share = options[i].share < 0 ? rest : options[i].share;
            options[i].share = whole > 0 ? share / whole : 1 / (double)all;
        }
    }
}

/* Each of the flows for itself; those without a condition always. */
static void share_branches(const struct level *level, const struct level_vertex *vertex,
                           struct level_option *options) {
    const struct bpmn_node *node = vertex->node;
    bool all = node == NULL || node->element.type == BPMN_PARALLEL ||
               node->element.type == BPMN_EVENT_BASED;
    bool gateway = node != NULL && bpmn_is(&node->element, BPMN_IS_GATEWAY);
    struct level_option *fallback = NULL;
    double none = 1; /* how probable it is that none is taken */
    for (uint32_t i = 0; i < vertex->count; i++) {
        struct level_option *option = &options[i];
        if (option->kind != OPTION_FLOW) {
            continue;
        }
        bool otherwise = option->flow != NULL && option->flow == node->default_flow;
        bool condition = option->flow != NULL && option->flow->condition != NULL;
        double share = stated(level, option);
        option->certain = all || (!gateway && !condition && !otherwise);
        option->share = option->certain ? 1 : share >= 0 ? share : 1 / (double)node->outgoing_count;
        if (otherwise && !option->certain && share < 0) {
            fallback = option;
        } else {
            none *= 1 - option->share;
        }
    }
    if (fallback != NULL) {
        fallback->share = none;
    }
}

/* Those that interrupt exclude each other; without a share they are not expected. */
static void share_boundaries(const struct level *level, const struct level_vertex *vertex,
                             struct level_option *options) {
    double sum = 0;
    for (uint32_t i = 0; i < vertex->count; i++) {
        if (options[i].kind == OPTION_EXCEPTION || options[i].kind == OPTION_BESIDE) {
            double share = stated(level, &options[i]);
            options[i].share = share > 0 ? share : 0;
            sum += options[i].kind == OPTION_EXCEPTION ? options[i].share : 0;
        }
    }
    for (uint32_t i = 0; i < vertex->count && sum > 1; i++) {
        if (options[i].kind == OPTION_EXCEPTION) {
            options[i].share /= sum;
        }
    }
}

void level_share(struct level *level) {
    for (uint32_t i = 0; i < level->end; i++) {
        const struct level_vertex *vertex = &level->vertices[i];
        struct level_option *options = &level->options[vertex->first];
        if (vertex->branches) {
            share_branches(level, vertex, options);
        } else {
            share_choice(level, options, vertex->count);
        }
        share_boundaries(level, vertex, options);
    }
}
