/* The rules: RULE(name, id, severity, clause, sentence). {1} is the element's name, else its id;
   {2} is what the rule found. Included by whoever defines RULE, so without a guard. */

/* References and identity */
RULE(ID_TWICE, "BPMN-RF-1", ERROR, "8.3.1",
     TR_NOOP("The id of «{1}» is also the id of another element, on line {2}."))
RULE(REFERENCE_MISSING, "BPMN-RF-2", ERROR, "8.3",
     TR_NOOP("«{1}» does not say its {2}, without which it has no meaning."))
RULE(REFERENCE_NOTHING, "BPMN-RF-3", ERROR, "8.3",
     TR_NOOP("«{1}» refers to something that is not in the file: {2}."))
RULE(REFERENCE_KIND, "BPMN-RF-4", ERROR, "8.3",
     TR_NOOP("«{1}» refers to an element of the wrong kind: {2}."))
RULE(CALL_NOWHERE, "BPMN-RF-5", WARNING, "10.3.6",
     TR_NOOP("The call activity «{1}» does not say what it calls."))
RULE(CALL_OUTSIDE, "BPMN-RF-6", NOTE, "10.3.6",
     TR_NOOP("The call activity «{1}» calls {2}, which is not in this file."))
RULE(CALL_CYCLE, "BPMN-RF-7", ERROR, "10.3.6",
     TR_NOOP("The call activity «{1}» calls a process that calls it again without any way around: "
             "this never ends."))
RULE(NODE_WITHOUT_ID, "BPMN-RF-8", ERROR, "8.3.1",
     TR_NOOP("A {2} has no id, so nothing can refer to it."))
RULE(ENCODING, "BPMN-RF-9", WARNING, "15.1",
     TR_NOOP("The file says that it is UTF-8, but it is not; it was read as windows-1252."))

/* Events */
RULE(START_INCOMING, "BPMN-EV-1", ERROR, "10.5.2",
     TR_NOOP("A sequence flow leads into the start event «{1}»."))
RULE(END_OUTGOING, "BPMN-EV-2", ERROR, "10.5.3",
     TR_NOOP("A sequence flow leaves the end event «{1}»."))
RULE(START_TRIGGER, "BPMN-EV-3", ERROR, "10.5.2",
     TR_NOOP("The start event «{1}» has a trigger that cannot start a process: {2}."))
RULE(INNER_START_TRIGGER, "BPMN-EV-4", ERROR, "10.5.2",
     TR_NOOP("The start event «{1}» is inside a sub-process and must have no trigger, but has one: "
             "{2}."))
RULE(EVENT_SUB_TRIGGER, "BPMN-EV-5", ERROR, "10.5.2",
     TR_NOOP("The start event «{1}» of an event sub-process has a trigger that is not allowed "
             "there: {2}."))
RULE(CATCH_TRIGGER, "BPMN-EV-6", ERROR, "10.5.4",
     TR_NOOP("The intermediate event «{1}» cannot wait for this trigger: {2}."))
RULE(THROW_RESULT, "BPMN-EV-7", ERROR, "10.5.4",
     TR_NOOP("The intermediate event «{1}» cannot throw this: {2}."))
RULE(BOUNDARY_TRIGGER, "BPMN-EV-8", ERROR, "10.5.4",
     TR_NOOP("The boundary event «{1}» cannot have this trigger: {2}."))
RULE(END_RESULT, "BPMN-EV-9", ERROR, "10.5.3",
     TR_NOOP("The end event «{1}» cannot have this result: {2}."))
RULE(CATCH_EMPTY, "BPMN-EV-10", ERROR, "10.5.4",
     TR_NOOP("The intermediate event «{1}» does not say what it waits for."))
RULE(BOUNDARY_EMPTY, "BPMN-EV-11", ERROR, "10.5.4",
     TR_NOOP("The boundary event «{1}» does not say what triggers it."))
RULE(EVENT_SUB_START, "BPMN-EV-12", ERROR, "10.3.5",
     TR_NOOP("The event sub-process «{1}» must have exactly one start event, but has {2}."))
RULE(EVENT_SUB_START_EMPTY, "BPMN-EV-13", ERROR, "10.5.2",
     TR_NOOP("The start event «{1}» of an event sub-process needs a trigger."))
RULE(EVENT_SUB_FLOW, "BPMN-EV-14", ERROR, "10.3.5",
     TR_NOOP("The event sub-process «{1}» must have no incoming or outgoing sequence flow."))
RULE(BOUNDARY_INCOMING, "BPMN-EV-15", ERROR, "10.5.4",
     TR_NOOP("A sequence flow leads into the boundary event «{1}»."))
RULE(BOUNDARY_NO_OUTGOING, "BPMN-EV-16", WARNING, "10.5.4",
     TR_NOOP("No sequence flow leaves the boundary event «{1}»: what happens then is not said."))
RULE(
    COMPENSATION_OUTGOING, "BPMN-EV-17", ERROR, "10.7",
    TR_NOOP("A sequence flow leaves the compensation event «{1}»; it needs an association with the "
            "activity that compensates."))
RULE(COMPENSATION_NO_HANDLER, "BPMN-EV-18", WARNING, "10.7",
     TR_NOOP("No association leads from the compensation event «{1}» to an activity that "
             "compensates."))
RULE(CANCEL_BOUNDARY, "BPMN-EV-19", ERROR, "10.5.5",
     TR_NOOP("The cancel event «{1}» is attached to something that is not a transaction."))
RULE(CANCEL_END, "BPMN-EV-20", ERROR, "10.5.5",
     TR_NOOP("The cancel end event «{1}» is not inside a transaction."))
RULE(MUST_INTERRUPT, "BPMN-EV-21", ERROR, "10.5.4",
     TR_NOOP("The event «{1}» must interrupt: {2} has no other form."))
RULE(LINK_NO_TARGET, "BPMN-EV-22", ERROR, "10.5.5",
     TR_NOOP("The link «{1}» leads nowhere: no catching link {2} on the same level."))
RULE(LINK_NO_SOURCE, "BPMN-EV-23", ERROR, "10.5.5",
     TR_NOOP("Nothing leads to the link «{1}»: no throwing link {2} on the same level."))
RULE(LINK_TWICE, "BPMN-EV-24", ERROR, "10.5.5",
     TR_NOOP("The link «{1}» has a second target on the same level with the same name: {2}."))
RULE(LINK_FLOW, "BPMN-EV-25", ERROR, "10.5.5",
     TR_NOOP("The link event «{1}» has a sequence flow on the side where the link itself is."))
RULE(LINK_NAMELESS, "BPMN-EV-26", ERROR, "10.5.5",
     TR_NOOP("The link event «{1}» has no name, so it cannot find its other half."))
RULE(TIMER_MANY, "BPMN-EV-27", ERROR, "10.5.5",
     TR_NOOP("The timer of «{1}» has more than one of date, duration and cycle."))
RULE(TIMER_EMPTY, "BPMN-EV-28", WARNING, "10.5.5",
     TR_NOOP("The timer of «{1}» says no date, duration or cycle, but the process is executable."))
RULE(CONDITION_EMPTY, "BPMN-EV-29", WARNING, "10.5.5",
     TR_NOOP("The conditional event «{1}» has no condition, but the process is executable."))
RULE(MULTIPLE_ONE, "BPMN-EV-30", WARNING, "10.5.2",
     TR_NOOP("The event «{1}» is marked as parallel multiple, but has fewer than two triggers."))
RULE(ERROR_UNCAUGHT, "BPMN-EV-31", WARNING, "10.5.6",
     TR_NOOP("The error that «{1}» throws is caught nowhere around it."))
RULE(MANY_NONE_STARTS, "BPMN-EV-32", ERROR, "10.3.5",
     TR_NOOP("The sub-process «{1}» has {2} start events, so it is not known where it begins."))
RULE(COMPENSATION_TARGET, "BPMN-EV-33", WARNING, "10.7",
     TR_NOOP("«{1}» asks to compensate {2}, for which no compensation is drawn."))

/* Gateways */
RULE(CONVERGING, "BPMN-GW-1", ERROR, "10.6.1",
     TR_NOOP("The gateway «{1}» is called converging, but more than one sequence flow leaves it."))
RULE(DIVERGING, "BPMN-GW-2", ERROR, "10.6.1",
     TR_NOOP("The gateway «{1}» is called diverging, but more than one sequence flow leads into "
             "it."))
RULE(GATEWAY_USELESS, "BPMN-GW-3", WARNING, "10.6.1",
     TR_NOOP("The gateway «{1}» neither joins nor splits."))
RULE(DEFAULT_NOT_OWN, "BPMN-GW-4", ERROR, "8.4.13",
     TR_NOOP("The default flow of «{1}» does not leave it: {2}."))
RULE(DEFAULT_NOT_ALLOWED, "BPMN-GW-5", ERROR, "10.6",
     TR_NOOP("«{1}» has a default flow, which only exclusive, inclusive and complex gateways and "
             "activities may have."))
RULE(DEFAULT_CONDITION, "BPMN-GW-6", WARNING, "8.4.13",
     TR_NOOP("The default flow {2} of «{1}» has a condition, which is never looked at."))
RULE(UNCONDITIONAL, "BPMN-GW-7", WARNING, "10.6.2",
     TR_NOOP("The flow {2} leaves the gateway «{1}» without a condition and is not its default."))
RULE(EVENT_GATEWAY_ONE, "BPMN-GW-8", ERROR, "10.6.6",
     TR_NOOP("The event-based gateway «{1}» needs at least two outgoing sequence flows."))
RULE(
    EVENT_GATEWAY_TARGET, "BPMN-GW-9", ERROR, "10.6.6",
    TR_NOOP("After the event-based gateway «{1}» stands something that does not wait for an event: "
            "{2}."))
RULE(EVENT_GATEWAY_MIX, "BPMN-GW-10", ERROR, "10.6.6",
     TR_NOOP("After the event-based gateway «{1}» stand message events and receive tasks; only one "
             "of the two kinds is allowed."))
RULE(EVENT_GATEWAY_OTHER, "BPMN-GW-11", ERROR, "10.6.6",
     TR_NOOP("{2} stands after the event-based gateway «{1}» and has another incoming sequence "
             "flow."))
RULE(EVENT_GATEWAY_BOUNDARY, "BPMN-GW-12", ERROR, "10.6.6",
     TR_NOOP("The receive task {2} stands after the event-based gateway «{1}» and has a boundary "
             "event."))
RULE(EVENT_GATEWAY_START, "BPMN-GW-13", ERROR, "10.6.6",
     TR_NOOP("The event-based gateway «{1}» starts the process, but a sequence flow leads into "
             "it."))
RULE(
    EVENT_GATEWAY_PARALLEL, "BPMN-GW-14", ERROR, "10.6.6",
    TR_NOOP("The event-based gateway «{1}» is parallel, which only one that starts the process may "
            "be."))
RULE(GATEWAY_DEAD_END, "BPMN-GW-15", ERROR, "10.6.1",
     TR_NOOP("No sequence flow leaves the gateway «{1}»."))

/* Flows, lanes, participants */
RULE(FLOW_LEVEL, "BPMN-FL-1", ERROR, "7.6.1",
     TR_NOOP("The sequence flow «{1}» crosses the border of a sub-process."))
RULE(FLOW_POOL, "BPMN-FL-2", ERROR, "7.6.1",
     TR_NOOP("The sequence flow «{1}» leads into another process; use a message flow."))
RULE(FLOW_CONDITION, "BPMN-FL-3", ERROR, "8.4.13",
     TR_NOOP("The sequence flow «{1}» has a condition, but leaves {2}, which decides nothing."))
RULE(FLOW_CONDITION_ALONE, "BPMN-FL-4", WARNING, "8.4.13",
     TR_NOOP(
         "The conditional flow «{1}» is the only one that leaves {2}: if the condition is false, "
         "nothing goes on."))
RULE(COMPENSATION_FLOW, "BPMN-FL-5", ERROR, "10.7",
     TR_NOOP("«{1}» is for compensation and must have no incoming or outgoing sequence flow."))
RULE(MESSAGE_SAME_POOL, "BPMN-FL-6", ERROR, "9.4",
     TR_NOOP("Both ends of the message flow «{1}» are in the same participant."))
RULE(MESSAGE_SOURCE, "BPMN-FL-7", ERROR, "7.6.2",
     TR_NOOP("The message flow «{1}» begins at something that cannot send a message: {2}."))
RULE(MESSAGE_TARGET, "BPMN-FL-8", ERROR, "7.6.2",
     TR_NOOP("The message flow «{1}» ends at something that cannot receive a message: {2}."))
RULE(FLOW_LISTS, "BPMN-FL-9", WARNING, "8.4.7",
     TR_NOOP("«{1}» lists a sequence flow as its own that does not touch it there: {2}."))
RULE(NO_INCOMING, "BPMN-FL-10", WARNING, "10.5.2",
     TR_NOOP("No sequence flow leads to «{1}», though the level has a start event."))
RULE(NO_OUTGOING, "BPMN-FL-11", WARNING, "10.5.3",
     TR_NOOP("No sequence flow leaves «{1}», though the level has an end event."))
RULE(NO_END, "BPMN-FL-12", WARNING, "10.5.3", TR_NOOP("«{1}» has a start event but no end event."))
RULE(NO_START, "BPMN-FL-13", WARNING, "10.5.2",
     TR_NOOP("«{1}» has an end event but no start event."))
RULE(LANE_TWICE, "BPMN-FL-14", WARNING, "10.8",
     TR_NOOP("«{1}» stands in two lanes of the same set; the second is {2}."))
RULE(LANE_OTHER, "BPMN-FL-15", ERROR, "10.8",
     TR_NOOP("The lane «{1}» holds something of another process: {2}."))
RULE(PROCESS_TWICE, "BPMN-FL-16", WARNING, "9.3",
     TR_NOOP("The participant «{1}» has the same process as the participant {2}."))

/* Activities */
RULE(
    MULTI_UNBOUNDED, "BPMN-AC-1", WARNING, "10.3.8",
    TR_NOOP("The multi-instance activity «{1}» does not say how often: it needs a cardinality or a "
            "collection."))
RULE(MULTI_BOTH, "BPMN-AC-2", WARNING, "10.3.8",
     TR_NOOP("The multi-instance activity «{1}» says both a cardinality and a collection."))
RULE(MULTI_BEHAVIOR, "BPMN-AC-3", WARNING, "10.3.8",
     TR_NOOP("The multi-instance activity «{1}» throws an event after instances, but does not say "
             "which: {2}."))
RULE(RECEIVE_START, "BPMN-AC-4", ERROR, "10.3.3",
     TR_NOOP("The receive task «{1}» starts the process, but a sequence flow leads into it."))
RULE(AD_HOC_EVENTS, "BPMN-AC-5", ERROR, "10.3.5",
     TR_NOOP("The ad-hoc sub-process «{1}» must have no start or end event, but has {2}."))
RULE(AD_HOC_EMPTY, "BPMN-AC-6", ERROR, "10.3.5",
     TR_NOOP("The ad-hoc sub-process «{1}» has no activity."))
RULE(SCRIPT_EMPTY, "BPMN-AC-7", WARNING, "10.3.3",
     TR_NOOP("The script task «{1}» has no script, but the process is executable."))
RULE(LOOP_ENDLESS, "BPMN-AC-8", WARNING, "10.3.8",
     TR_NOOP("The loop of «{1}» has neither a condition nor a maximum: it never ends."))

RULE(QUANTITY, "BPMN-AC-9", ERROR, "10.3.1",
     TR_NOOP("The activity «{1}» has an attribute that must be a number of at least 1: {2}."))

/* Data */
RULE(DATA_SCOPE, "BPMN-DT-1", ERROR, "10.4.1",
     TR_NOOP("«{1}» uses {2}, which cannot be seen from here: it belongs to another level."))
RULE(IO_SETS, "BPMN-DT-2", ERROR, "10.4.1",
     TR_NOOP("The inputs and outputs of «{1}» need at least one input set and one output set."))
RULE(IO_NOT_OWN, "BPMN-DT-3", ERROR, "10.4.1",
     TR_NOOP("A set of «{1}» names an input or output that is not its own: {2}."))
RULE(IO_UNUSED, "BPMN-DT-4", WARNING, "10.4.1",
     TR_NOOP("{2} of «{1}» is in no set, so it is never used."))
RULE(MULTI_COLLECTION, "BPMN-DT-5", WARNING, "10.3.8",
     TR_NOOP("The multi-instance activity «{1}» goes through {2}, which is not marked as a "
             "collection."))

/* Diagrams */
RULE(DRAWN_NOTHING, "BPMN-DI-1", WARNING, "12.2",
     TR_NOOP("The diagram draws something that is not in the model: {2}."))
RULE(EDGE_SHORT, "BPMN-DI-2", ERROR, "12.2",
     TR_NOOP("The line that draws «{1}» needs at least two points."))
RULE(SHAPE_BOUNDS, "BPMN-DI-3", ERROR, "12.2",
     TR_NOOP("The shape that draws «{1}» has no place, or its size is below zero."))
RULE(DRAWN_TWICE, "BPMN-DI-4", WARNING, "12.2",
     TR_NOOP("«{1}» is drawn twice in the same diagram."))

/* Soundness */
RULE(DEADLOCK, "BPMN-SN-1", WARNING, "13.4",
     TR_NOOP("The process can stop here for ever: «{1}» waits for a branch that no longer comes."))
RULE(DEAD, "BPMN-SN-2", ERROR, "13.2", TR_NOOP("«{1}» can never be reached."))
RULE(NEVER_ENDS, "BPMN-SN-3", ERROR, "13.5.6",
     TR_NOOP("Once the process is at «{1}», it can never end."))
RULE(NOT_PROVEN, "BPMN-SN-4", NOTE, "13.2",
     TR_NOOP("Whether «{1}» always ends could not be proven: it has a complex gateway, starts that "
             "meet in a join, or too many branches at the same time."))
RULE(MANY_TOKENS, "BPMN-SN-5", WARNING, "13.2",
     TR_NOOP("«{1}» can be started again before it is done, because parallel branches meet without "
             "a join."))

/* Expressions */
RULE(EXPRESSION, "BPMN-XP-1", ERROR, "8.4.6",
     TR_NOOP("«{1}» cannot be executed: this is no expression of FEEL: {2}"))
RULE(EXPRESSION_UNSAID, "BPMN-XP-3", WARNING, "8.4.6",
     TR_NOOP("«{1}» could not be executed: its language is not said, and this is no expression of "
             "FEEL: {2}"))
RULE(EXPRESSION_LANGUAGE, "BPMN-XP-2", WARNING, "8.4.6",
     TR_NOOP("«{1}» cannot be executed: its expression is not in FEEL, but in {2}."))

#include "check_rules_extension.h"
