/* for, some and every, and the lists that grow in them. */
#include "feel_internal.h"

#include <string.h>

#include "feel_time.h"
#include "tr.h"

bool feel_builder_add(struct feel_builder *builder, struct feel_value value) {
    if (builder->count == builder->capacity) {
        size_t capacity = builder->capacity * 2 + 4;
        struct feel_value *more = ARENA_ARRAY(builder->arena, capacity, struct feel_value);
        if (!more) {
            return false;
        }
        if (builder->count > 0) {
            memcpy(more, builder->items, builder->count * sizeof(*more));
        }
        builder->items = more;
        builder->capacity = capacity;
    }
    builder->items[builder->count++] = value;
    return true;
}

struct feel_value feel_builder_list(struct feel_builder *builder) {
    return feel_list_of(builder->arena, builder->items, builder->count);
}

/* What an iterator runs over: a list, or steps of one from a number or a date. */
struct domain {
    const struct feel_list *list;
    struct feel_value first;
    int64_t count;
    int step;
};

/* 1..3, 3..1, and of dates. */
static bool span(struct feel_value low, struct feel_value high, struct domain *out) {
    int64_t distance;
    if (low.type == FEEL_NUMBER && high.type == FEEL_NUMBER && feel_number_integer(low.number)) {
        struct feel_number gap = feel_number_subtract(high.number, low.number);
        if (!feel_number_to_int(feel_number_round(gap, 0, FEEL_DOWN), &distance)) {
            return false;
        }
    } else if (low.type == FEEL_DATE && high.type == FEEL_DATE) {
        distance = feel_date_days(high.date) - feel_date_days(low.date);
    } else {
        return false;
    }
    *out = (struct domain){.first = low,
                           .step = distance < 0 ? -1 : 1,
                           .count = (distance < 0 ? -distance : distance) + 1};
    return true;
}

static struct feel_value step_value(const struct domain *domain, int64_t index) {
    index *= domain->step;
    if (domain->first.type == FEEL_NUMBER) {
        return feel_number_value(feel_number_add(domain->first.number, feel_number_int(index)));
    }
    struct feel_date date;
    return feel_date_of_days(feel_date_days(domain->first.date) + index, &date) ? feel_date(date)
                                                                                : feel_null(NULL);
}

static bool range_domain(const struct feel_range *range, struct domain *out) {
    if (range->form != FEEL_INTERVAL || !span(range->low, range->high, out)) {
        return false;
    }
    if (!range->high_closed) {
        out->count--;
    }
    if (!range->low_closed) {
        out->first = step_value(out, 1);
        out->count--;
    }
    return true;
}

static bool find_domain(struct feel_run *run, const struct feel_node *node,
                        const struct feel_frame *frame, struct domain *out) {
    if (node->kind == NODE_SPAN) {
        struct feel_value low = feel_node_value(run, node->children[0], frame);
        struct feel_value high = feel_node_value(run, node->children[1], frame);
        return span(low, high, out);
    }
    struct feel_value value = feel_node_value(run, node, frame);
    switch (value.type) {
    case FEEL_NULL:
        return false;
    case FEEL_LIST:
        *out = (struct domain){.list = value.list, .count = (int64_t)value.list->count};
        return true;
    case FEEL_RANGE:
        return range_domain(value.range, out);
    default:
        *out = (struct domain){.first = value, .count = 1};
        return true;
    }
}

struct loop {
    struct feel_run *run;
    const struct feel_node *node;
    struct feel_builder results; /* of a for */
    bool decided;                /* of some and every */
    bool unknown;
    bool broken; /* a domain is no list, a condition no truth */
};

static void body(struct loop *loop, const struct feel_frame *frame) {
    struct feel_run *run = loop->run;
    const struct feel_node *node = loop->node;
    const struct feel_node *inner = node->children[node->count - 1];
    if (node->kind != NODE_FOR) {
        struct feel_value value = feel_node_value(run, inner, frame);
        loop->unknown = loop->unknown || value.type == FEEL_NULL;
        loop->broken = value.type != FEEL_BOOLEAN && value.type != FEEL_NULL;
        loop->decided = value.type == FEEL_BOOLEAN && value.boolean == (node->kind == NODE_SOME);
        return;
    }
    struct feel_frame on_stack;
    struct feel_frame *partial =
        node->captures ? ARENA_NEW(run->arena, struct feel_frame) : &on_stack;
    if (partial) {
        *partial = (struct feel_frame){
            .outer = frame, .name = {"partial", 7}, .value = feel_builder_list(&loop->results)};
        (void)feel_builder_add(&loop->results, feel_node_value(run, inner, partial));
    }
}

static void iterate(struct loop *loop, size_t index, const struct feel_frame *frame) {
    struct feel_run *run = loop->run;
    const struct feel_node *node = loop->node;
    if (index == node->name_count) {
        body(loop, frame);
        return;
    }
    struct domain domain;
    if (!find_domain(run, node->children[index], frame, &domain)) {
        loop->broken = true;
        return;
    }
    struct feel_frame on_stack;
    for (int64_t i = 0; i < domain.count && !loop->decided && !loop->broken; i++) {
        struct feel_frame *variable =
            node->captures ? ARENA_NEW(run->arena, struct feel_frame) : &on_stack;
        if (!variable || !feel_step(run, 1)) {
            return;
        }
        struct feel_value value = domain.list   ? domain.list->items[i]
                                  : domain.step ? step_value(&domain, i)
                                                : domain.first;
        *variable = (struct feel_frame){.outer = frame, .name = node->names[index], .value = value};
        iterate(loop, index + 1, variable);
    }
}

struct feel_value feel_loop(struct feel_run *run, const struct feel_node *node,
                            const struct feel_frame *frame) {
    struct loop loop = {.run = run, .node = node, .results = {.arena = run->arena}};
    iterate(&loop, 0, frame);
    if (loop.broken) {
        run->position = node->position;
        return feel_because(run, TR_NOOP("There is no list here to go through, or no condition."));
    }
    if (node->kind == NODE_FOR) {
        return feel_builder_list(&loop.results);
    }
    bool some = node->kind == NODE_SOME;
    if (loop.decided) {
        return feel_boolean(some);
    }
    return loop.unknown ? feel_because(run, TR_NOOP("Neither true nor false."))
                        : feel_boolean(!some);
}
