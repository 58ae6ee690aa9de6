/* The rules about our own elements (extension.h): a part of check_rules.h. */
RULE(VISIT_NO_REASON, "BPMN-EX-1", WARNING, "8.3.3",
     TR_NOOP("«{1}» needs a visit of the citizen, but does not say for what reason."))
RULE(VISIT_NO_CLAUSE, "BPMN-EX-2", WARNING, "8.3.3",
     TR_NOOP("«{1}» needs a visit of the citizen, but no clause is named that demands it."))
RULE(SHARE_RANGE, "BPMN-EX-3", ERROR, "8.3.3",
     TR_NOOP("The share of the sequence flow «{1}» is not a number from 0 to 100: {2}."))
RULE(SHARE_SUM, "BPMN-EX-4", WARNING, "8.3.3",
     TR_NOOP("The shares of the flows that leave «{1}» add up to {2} instead of 100."))
RULE(TIME_TEXT, "BPMN-EX-5", ERROR, "8.3.3",
     TR_NOOP("The time of «{1}» is not a duration as ISO 8601 writes it, like PT2H or P3D: {2}."))
RULE(TIME_ORDER, "BPMN-EX-6", ERROR, "8.3.3",
     TR_NOOP("The times of «{1}» must not become shorter from best to probable to worst; see {2}."))
RULE(EXTENSION_PLACE, "BPMN-EX-7", WARNING, "8.3.3",
     TR_NOOP("This has no meaning at «{1}», which is an element of another kind: {2}."))
RULE(EXTENSION_LACKS, "BPMN-EX-8", ERROR, "8.3.3",
     TR_NOOP("What Khaju is told about «{1}» lacks something that must be there: {2}."))
RULE(EXTENSION_UNKNOWN, "BPMN-EX-9", WARNING, "8.3.3",
     TR_NOOP("Khaju does not know this element, which «{1}» has in its namespace: {2}."))
