/* How elements are called, for those who hear a drawing, and the text that is drawn. */
#include <string.h>

#include "drawing_internal.h"
#include "text.h"
#include "tr.h"

static const char *const types[BPMN_TYPE_COUNT] = {
    [BPMN_PARTICIPANT] = TR_NOOP("Pool"),
    [BPMN_LANE] = TR_NOOP("Lane"),
    [BPMN_MESSAGE] = TR_NOOP("Message"),
    [BPMN_MESSAGE_FLOW] = TR_NOOP("Message flow"),
    [BPMN_SEQUENCE_FLOW] = TR_NOOP("Sequence flow"),
    [BPMN_ASSOCIATION] = TR_NOOP("Association"),
    [BPMN_DATA_INPUT_ASSOCIATION] = TR_NOOP("Data flow"),
    [BPMN_DATA_OUTPUT_ASSOCIATION] = TR_NOOP("Data flow"),
    [BPMN_CONVERSATION_LINK] = TR_NOOP("Conversation link"),
    [BPMN_START_EVENT] = TR_NOOP("Start event"),
    [BPMN_CATCH_EVENT] = TR_NOOP("Intermediate event that waits"),
    [BPMN_BOUNDARY_EVENT] = TR_NOOP("Boundary event"),
    [BPMN_THROW_EVENT] = TR_NOOP("Intermediate event that sends"),
    [BPMN_IMPLICIT_THROW_EVENT] = TR_NOOP("Intermediate event that sends"),
    [BPMN_END_EVENT] = TR_NOOP("End event"),
    [BPMN_TASK] = TR_NOOP("Task"),
    [BPMN_USER_TASK] = TR_NOOP("User task"),
    [BPMN_MANUAL_TASK] = TR_NOOP("Manual task"),
    [BPMN_SERVICE_TASK] = TR_NOOP("Service task"),
    [BPMN_SCRIPT_TASK] = TR_NOOP("Script task"),
    [BPMN_RULE_TASK] = TR_NOOP("Business rule task"),
    [BPMN_SEND_TASK] = TR_NOOP("Send task"),
    [BPMN_RECEIVE_TASK] = TR_NOOP("Receive task"),
    [BPMN_SUB_PROCESS] = TR_NOOP("Sub-process"),
    [BPMN_AD_HOC] = TR_NOOP("Ad-hoc sub-process"),
    [BPMN_TRANSACTION] = TR_NOOP("Transaction"),
    [BPMN_CALL_ACTIVITY] = TR_NOOP("Call activity"),
    [BPMN_CHOREOGRAPHY_TASK] = TR_NOOP("Choreography task"),
    [BPMN_SUB_CHOREOGRAPHY] = TR_NOOP("Sub-choreography"),
    [BPMN_CALL_CHOREOGRAPHY] = TR_NOOP("Called choreography"),
    [BPMN_EXCLUSIVE] = TR_NOOP("Exclusive gateway"),
    [BPMN_INCLUSIVE] = TR_NOOP("Inclusive gateway"),
    [BPMN_PARALLEL] = TR_NOOP("Parallel gateway"),
    [BPMN_COMPLEX] = TR_NOOP("Complex gateway"),
    [BPMN_EVENT_BASED] = TR_NOOP("Event-based gateway"),
    [BPMN_DATA_OBJECT] = TR_NOOP("Data object"),
    [BPMN_DATA_OBJECT_REFERENCE] = TR_NOOP("Data object"),
    [BPMN_DATA_STORE] = TR_NOOP("Data store"),
    [BPMN_DATA_STORE_REFERENCE] = TR_NOOP("Data store"),
    [BPMN_DATA_INPUT] = TR_NOOP("Data input"),
    [BPMN_DATA_OUTPUT] = TR_NOOP("Data output"),
    [BPMN_TEXT_ANNOTATION] = TR_NOOP("Note of the author"),
    [BPMN_GROUP] = TR_NOOP("Group"),
    [BPMN_CONVERSATION] = TR_NOOP("Conversation"),
    [BPMN_SUB_CONVERSATION] = TR_NOOP("Sub-conversation"),
    [BPMN_CALL_CONVERSATION] = TR_NOOP("Called conversation"),
};

static const char *const triggers[BPMN_TYPE_COUNT] = {
    [BPMN_ON_MESSAGE] = TR_NOOP("message"),
    [BPMN_ON_TIMER] = TR_NOOP("timer"),
    [BPMN_ON_SIGNAL] = TR_NOOP("signal"),
    [BPMN_ON_ERROR] = TR_NOOP("error"),
    [BPMN_ON_ESCALATION] = TR_NOOP("escalation"),
    [BPMN_ON_CONDITION] = TR_NOOP("condition"),
    [BPMN_ON_LINK] = TR_NOOP("link"),
    [BPMN_ON_COMPENSATION] = TR_NOOP("compensation"),
    [BPMN_ON_CANCEL] = TR_NOOP("cancellation"),
    [BPMN_ON_TERMINATE] = TR_NOOP("termination"),
};

const char *word_of_type(const struct bpmn_element *element) {
    const char *word = element == NULL ? NULL : types[element->type];
    return word == NULL ? tr("Element") : tr(word);
}

const char *word_of_trigger(enum bpmn_type type) {
    return triggers[type] == NULL ? "" : tr(triggers[type]);
}

const char *word_number(struct arena *arena, size_t number) {
    const char *text = text_equal(tr_language(), "fa") ? text_number(arena, (int64_t)number)
                                                       : arena_printf(arena, "%zu", number);
    return text == NULL ? "" : text;
}

static const char *group_label(const struct scene *scene, const struct bpmn_element *group) {
    const struct bpmn_element *value =
        bpmn_refer(scene->bpmn, group->xml, xml_attribute(group->xml, "categoryValueRef"));
    return value == NULL ? NULL : xml_attribute(value->xml, "value");
}

/* «name» and below it [state]. */
static const char *data_label(const struct scene *scene, const struct bpmn_element *data) {
    const char *attribute =
        data->type == BPMN_DATA_STORE_REFERENCE ? "dataStoreRef" : "dataObjectRef";
    const struct bpmn_element *object =
        bpmn_refer(scene->bpmn, data->xml, xml_attribute(data->xml, attribute));
    const char *name = data->name == NULL && object != NULL ? object->name : data->name;
    const struct xml_node *state = bpmn_child(data->xml, "dataState");
    const char *said = state == NULL ? NULL : xml_attribute(state, "name");
    bool named = said != NULL && name != NULL && strstr(name, said) != NULL;
    return text_is_blank(said) || named
               ? name
               : arena_printf(scene->arena, "%s\n[%s]", name == NULL ? "" : name, said);
}

const char *word_label(const struct scene *scene, const struct bpmn_element *element) {
    if (element == NULL) {
        return NULL;
    }
    if (element->type == BPMN_TEXT_ANNOTATION) {
        const struct xml_node *text = bpmn_child(element->xml, "text");
        const char *said = text == NULL ? NULL : xml_text(scene->arena, text);
        return text_is_blank(said) ? NULL : said;
    }
    if (element->type == BPMN_GROUP) {
        return group_label(scene, element);
    }
    if (bpmn_is(element, BPMN_IS_DATA)) {
        return data_label(scene, element);
    }
    return element->name;
}

/* Type, and of an event what triggers it. */
static const char *kind_of(const struct scene *scene, const struct bpmn_element *element) {
    const char *kind = word_of_type(element);
    if (element == NULL || !bpmn_is(element, BPMN_IS_EVENT)) {
        return kind;
    }
    const struct bpmn_node *node = (const struct bpmn_node *)element;
    for (size_t i = 0; i < node->trigger_count && i < 3 && kind != NULL; i++) {
        kind = arena_printf(scene->arena, "%s (%s)", kind,
                            word_of_trigger(node->triggers[i]->element.type));
    }
    return kind;
}

const char *word_with_ends(struct arena *arena, const char *title, const char *from,
                           const char *to) {
    from = word_shortened(arena, from);
    to = word_shortened(arena, to);
    return from == NULL || to == NULL || title == NULL
               ? NULL
               : tr_fmt(arena, "{1}, from «{2}» to «{3}»", title, from, to);
}

const char *word_with_marks(struct arena *arena, const char *title, const struct item *item) {
    for (const struct marked *at = item->marks; at != NULL && title != NULL; at = at->next) {
        const char *said = word_mark(arena, &at->mark);
        title = said == NULL ? NULL : arena_printf(arena, "%s – %s", title, said);
    }
    return title == NULL ? "" : title;
}

/* From where to where, of what has two ends in the model. */
static const char *with_ends(const struct scene *scene, const struct bpmn_element *element,
                             const char *title) {
    const struct bpmn_element *ends[2];
    static const char *const attributes[] = {"sourceRef", "targetRef"};
    for (size_t i = 0; i < 2; i++) {
        ends[i] = bpmn_refer(scene->bpmn, element->xml, xml_attribute(element->xml, attributes[i]));
        if (ends[i] == NULL) {
            return title;
        }
    }
    const char *from = word_label(scene, ends[0]);
    const char *to = word_label(scene, ends[1]);
    return word_with_ends(scene->arena, title, from == NULL ? word_of_type(ends[0]) : from,
                          to == NULL ? word_of_type(ends[1]) : to);
}

const char *word_shortened(struct arena *arena, const char *text) {
    enum { TITLE_BYTES_MAX = 2000 };
    size_t length = strnlen(text, TITLE_BYTES_MAX);
    while (text[length] != '\0' && length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
        length--;
    }
    return arena_strndup(arena, text, length);
}

const char *word_title(const struct scene *scene, const struct item *item) {
    struct arena *arena = scene->arena;
    const struct bpmn_element *element = item->element;
    const char *title = kind_of(scene, element);
    const char *label = word_label(scene, element);
    if (label != NULL && title != NULL) {
        title = arena_printf(arena, "%s: %s", title, word_shortened(arena, label));
    }
    if (element != NULL && bpmn_is(element, BPMN_IS_LINE)) {
        title = with_ends(scene, element, title);
    }
    return word_with_marks(arena, title, item);
}

const char *word_id(struct arena *arena, const char *id) {
    char *copy = arena_strdup(arena, id);
    for (char *at = copy; at != NULL && *at != '\0'; at++) {
        *at = (unsigned char)*at <= ' ' ? '_' : *at;
    }
    return copy;
}
