/*
 * The elements of BPMN 2.0.2 (ISO/IEC 19510) that the model knows by name, in one table: what
 * stands in the file, and the classes it belongs to. An element that is not here is kept in the XML
 * tree and has no meaning of its own.
 */
#ifndef KHAJU_PROCESS_BPMN_TYPES_H
#define KHAJU_PROCESS_BPMN_TYPES_H

#include <stdint.h>

/* Classes; a type may be in several. */
enum {
    BPMN_IS_ROOT = 1 << 0,         /* stands directly in definitions, and is referred to */
    BPMN_IS_TASK = 1 << 1,         /* 10.3.3 */
    BPMN_IS_SUB_PROCESS = 1 << 2,  /* 10.3.5, ad-hoc and transactions too */
    BPMN_IS_CALL = 1 << 3,         /* 10.3.6 */
    BPMN_IS_GATEWAY = 1 << 4,      /* 10.6 */
    BPMN_IS_CATCH = 1 << 5,        /* start, intermediate catch, boundary events */
    BPMN_IS_THROW = 1 << 6,        /* intermediate throw and end events */
    BPMN_IS_CHOREOGRAPHY = 1 << 7, /* activities of a choreography, 11.5 */
    BPMN_IS_CONTAINER = 1 << 8,    /* holds flow elements of its own */
    BPMN_IS_CALLABLE = 1 << 9,     /* may be called by a call activity */
    BPMN_IS_TRIGGER = 1 << 10,     /* event definitions, 10.5.5 */
    BPMN_IS_DATA = 1 << 11,        /* item-aware elements, 10.4.1 */
    BPMN_IS_LINE = 1 << 12,        /* flows and associations */
    BPMN_IS_LOOP = 1 << 13,        /* loop characteristics, 10.3.8 */
    BPMN_IS_ARTIFACT = 1 << 14,    /* text annotation, group */
    BPMN_IS_PARTICIPANT = 1 << 15,
    BPMN_IS_EVENT = BPMN_IS_CATCH | BPMN_IS_THROW,
    BPMN_IS_ACTIVITY = BPMN_IS_TASK | BPMN_IS_SUB_PROCESS | BPMN_IS_CALL,
    BPMN_IS_NODE = BPMN_IS_ACTIVITY | BPMN_IS_GATEWAY | BPMN_IS_EVENT | BPMN_IS_CHOREOGRAPHY,
};

#define BPMN_TYPES(TYPE) \
    TYPE(DEFINITIONS, "definitions", 0) \
    TYPE(IMPORT, "import", 0) \
    TYPE(PROCESS, "process", BPMN_IS_ROOT | BPMN_IS_CONTAINER | BPMN_IS_CALLABLE) \
    TYPE(COLLABORATION, "collaboration", BPMN_IS_ROOT) \
    TYPE(CHOREOGRAPHY, "choreography", BPMN_IS_ROOT | BPMN_IS_CONTAINER) \
    TYPE(GLOBAL_CHOREOGRAPHY_TASK, "globalChoreographyTask", BPMN_IS_ROOT) \
    TYPE(GLOBAL_CONVERSATION, "globalConversation", BPMN_IS_ROOT) \
    TYPE(CONVERSATION, "conversation", BPMN_IS_ARTIFACT) \
    TYPE(SUB_CONVERSATION, "subConversation", BPMN_IS_ARTIFACT) \
    TYPE(CALL_CONVERSATION, "callConversation", BPMN_IS_ARTIFACT) \
    TYPE(CONVERSATION_LINK, "conversationLink", BPMN_IS_LINE) \
    TYPE(GLOBAL_TASK, "globalTask", BPMN_IS_ROOT | BPMN_IS_CALLABLE) \
    TYPE(GLOBAL_USER_TASK, "globalUserTask", BPMN_IS_ROOT | BPMN_IS_CALLABLE) \
    TYPE(GLOBAL_MANUAL_TASK, "globalManualTask", BPMN_IS_ROOT | BPMN_IS_CALLABLE) \
    TYPE(GLOBAL_SCRIPT_TASK, "globalScriptTask", BPMN_IS_ROOT | BPMN_IS_CALLABLE) \
    TYPE(GLOBAL_RULE_TASK, "globalBusinessRuleTask", BPMN_IS_ROOT | BPMN_IS_CALLABLE) \
    TYPE(MESSAGE, "message", BPMN_IS_ROOT) \
    TYPE(SIGNAL, "signal", BPMN_IS_ROOT) \
    TYPE(ERROR, "error", BPMN_IS_ROOT) \
    TYPE(ESCALATION, "escalation", BPMN_IS_ROOT) \
    TYPE(ITEM_DEFINITION, "itemDefinition", BPMN_IS_ROOT) \
    TYPE(DATA_STORE, "dataStore", BPMN_IS_ROOT | BPMN_IS_DATA) \
    TYPE(INTERFACE, "interface", BPMN_IS_ROOT) \
    TYPE(OPERATION, "operation", 0) \
    TYPE(RESOURCE, "resource", BPMN_IS_ROOT) \
    TYPE(RESOURCE_ROLE, "resourceRole", 0) \
    TYPE(PERFORMER, "performer", 0) \
    TYPE(HUMAN_PERFORMER, "humanPerformer", 0) \
    TYPE(POTENTIAL_OWNER, "potentialOwner", 0) \
    TYPE(CATEGORY, "category", BPMN_IS_ROOT) \
    TYPE(CATEGORY_VALUE, "categoryValue", 0) \
    TYPE(PARTICIPANT, "participant", BPMN_IS_PARTICIPANT) \
    TYPE(MESSAGE_FLOW, "messageFlow", BPMN_IS_LINE) \
    TYPE(LANE_SET, "laneSet", 0) \
    TYPE(CHILD_LANE_SET, "childLaneSet", 0) \
    TYPE(LANE, "lane", 0) \
    TYPE(START_EVENT, "startEvent", BPMN_IS_CATCH) \
    TYPE(CATCH_EVENT, "intermediateCatchEvent", BPMN_IS_CATCH) \
    TYPE(BOUNDARY_EVENT, "boundaryEvent", BPMN_IS_CATCH) \
    TYPE(THROW_EVENT, "intermediateThrowEvent", BPMN_IS_THROW) \
    TYPE(IMPLICIT_THROW_EVENT, "implicitThrowEvent", BPMN_IS_THROW) \
    TYPE(END_EVENT, "endEvent", BPMN_IS_THROW) \
    TYPE(TASK, "task", BPMN_IS_TASK) \
    TYPE(USER_TASK, "userTask", BPMN_IS_TASK) \
    TYPE(MANUAL_TASK, "manualTask", BPMN_IS_TASK) \
    TYPE(SERVICE_TASK, "serviceTask", BPMN_IS_TASK) \
    TYPE(SCRIPT_TASK, "scriptTask", BPMN_IS_TASK) \
    TYPE(RULE_TASK, "businessRuleTask", BPMN_IS_TASK) \
    TYPE(SEND_TASK, "sendTask", BPMN_IS_TASK) \
    TYPE(RECEIVE_TASK, "receiveTask", BPMN_IS_TASK) \
    TYPE(SUB_PROCESS, "subProcess", BPMN_IS_SUB_PROCESS | BPMN_IS_CONTAINER) \
    TYPE(AD_HOC, "adHocSubProcess", BPMN_IS_SUB_PROCESS | BPMN_IS_CONTAINER) \
    TYPE(TRANSACTION, "transaction", BPMN_IS_SUB_PROCESS | BPMN_IS_CONTAINER) \
    TYPE(CALL_ACTIVITY, "callActivity", BPMN_IS_CALL) \
    TYPE(CHOREOGRAPHY_TASK, "choreographyTask", BPMN_IS_CHOREOGRAPHY) \
    TYPE(SUB_CHOREOGRAPHY, "subChoreography", BPMN_IS_CHOREOGRAPHY | BPMN_IS_CONTAINER) \
    TYPE(CALL_CHOREOGRAPHY, "callChoreography", BPMN_IS_CHOREOGRAPHY) \
    TYPE(EXCLUSIVE, "exclusiveGateway", BPMN_IS_GATEWAY) \
    TYPE(INCLUSIVE, "inclusiveGateway", BPMN_IS_GATEWAY) \
    TYPE(PARALLEL, "parallelGateway", BPMN_IS_GATEWAY) \
    TYPE(COMPLEX, "complexGateway", BPMN_IS_GATEWAY) \
    TYPE(EVENT_BASED, "eventBasedGateway", BPMN_IS_GATEWAY) \
    TYPE(SEQUENCE_FLOW, "sequenceFlow", BPMN_IS_LINE) \
    TYPE(ON_MESSAGE, "messageEventDefinition", BPMN_IS_TRIGGER) \
    TYPE(ON_TIMER, "timerEventDefinition", BPMN_IS_TRIGGER) \
    TYPE(ON_SIGNAL, "signalEventDefinition", BPMN_IS_TRIGGER) \
    TYPE(ON_ERROR, "errorEventDefinition", BPMN_IS_TRIGGER) \
    TYPE(ON_ESCALATION, "escalationEventDefinition", BPMN_IS_TRIGGER) \
    TYPE(ON_CONDITION, "conditionalEventDefinition", BPMN_IS_TRIGGER) \
    TYPE(ON_LINK, "linkEventDefinition", BPMN_IS_TRIGGER) \
    TYPE(ON_COMPENSATION, "compensateEventDefinition", BPMN_IS_TRIGGER) \
    TYPE(ON_CANCEL, "cancelEventDefinition", BPMN_IS_TRIGGER) \
    TYPE(ON_TERMINATE, "terminateEventDefinition", BPMN_IS_TRIGGER) \
    TYPE(STANDARD_LOOP, "standardLoopCharacteristics", BPMN_IS_LOOP) \
    TYPE(MULTI_INSTANCE, "multiInstanceLoopCharacteristics", BPMN_IS_LOOP) \
    TYPE(DATA_OBJECT, "dataObject", BPMN_IS_DATA) \
    TYPE(DATA_OBJECT_REFERENCE, "dataObjectReference", BPMN_IS_DATA) \
    TYPE(DATA_STORE_REFERENCE, "dataStoreReference", BPMN_IS_DATA) \
    TYPE(DATA_INPUT, "dataInput", BPMN_IS_DATA) \
    TYPE(DATA_OUTPUT, "dataOutput", BPMN_IS_DATA) \
    TYPE(INPUT_ITEM, "inputDataItem", BPMN_IS_DATA) \
    TYPE(OUTPUT_ITEM, "outputDataItem", BPMN_IS_DATA) \
    TYPE(PROPERTY, "property", BPMN_IS_DATA) \
    TYPE(IO_SPECIFICATION, "ioSpecification", 0) \
    TYPE(INPUT_SET, "inputSet", 0) \
    TYPE(OUTPUT_SET, "outputSet", 0) \
    TYPE(DATA_INPUT_ASSOCIATION, "dataInputAssociation", BPMN_IS_LINE) \
    TYPE(DATA_OUTPUT_ASSOCIATION, "dataOutputAssociation", BPMN_IS_LINE) \
    TYPE(ASSOCIATION, "association", BPMN_IS_LINE) \
    TYPE(TEXT_ANNOTATION, "textAnnotation", BPMN_IS_ARTIFACT) \
    TYPE(GROUP, "group", BPMN_IS_ARTIFACT)

enum bpmn_type {
#define BPMN_TYPE_ENUM(name, local, classes) BPMN_##name,
    BPMN_TYPES(BPMN_TYPE_ENUM)
#undef BPMN_TYPE_ENUM
        BPMN_TYPE_COUNT
};

const char *bpmn_type_name(enum bpmn_type type); /* "startEvent" */
uint32_t bpmn_type_classes(enum bpmn_type type);

#endif
