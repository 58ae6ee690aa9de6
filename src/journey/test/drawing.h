/*
 * Models for tests, drawn as a line: "s t1=2h1v x e ; s>t1 t1>x x>e:30 x>t1:70".
 *
 * Before the semicolon the nodes; the first letter is the type: s start, e end, q end by terminate,
 * t task, x exclusive, a parallel, o inclusive, k complex, g event-based gateway, c catch event, n
 * and m links that throw and catch (named by the rest), b and d boundary event, which interrupts
 * and which does not ("b1@t1"), y compensation activity, f call of the process named after it
 * ("f1@p2"), "u1[" sub-process and "w1[" event sub-process up to "]". After "=" what is asked: v
 * visits, d documents, h hours on every path, j instances at once, i one after the other, r a loop
 * of at most that many rounds.
 * After the semicolon the flows, with their share; "?": it has a condition, "!": it is the default.
 * "|" begins another process, with the id p2, p3, …
 */
#ifndef KHAJU_JOURNEY_TEST_DRAWING_H
#define KHAJU_JOURNEY_TEST_DRAWING_H

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "extension.h"

static const struct drawing_kind {
    char letter;
    const char *element, *inside;
} drawing_kinds[] = {
    {'s', "startEvent", ""},
    {'e', "endEvent", ""},
    {'q', "endEvent", "<terminateEventDefinition/>"},
    {'t', "task", ""},
    {'x', "exclusiveGateway", ""},
    {'a', "parallelGateway", ""},
    {'o', "inclusiveGateway", ""},
    {'k', "complexGateway", ""},
    {'g', "eventBasedGateway", ""},
    {'c', "intermediateCatchEvent", "<messageEventDefinition/>"},
    {'n', "intermediateThrowEvent", NULL},
    {'m', "intermediateCatchEvent", NULL},
    {'b', "boundaryEvent", "<errorEventDefinition/>"},
    {'d', "boundaryEvent", "<messageEventDefinition/>"},
    {'y', "task", ""},
    {'f', "callActivity", ""},
    {'u', "subProcess", ""},
    {'w', "subProcess", ""},
};

static const struct drawing_kind *drawing_kind(char letter) {
    for (size_t i = 0; i < COUNT_OF(drawing_kinds); i++) {
        if (drawing_kinds[i].letter == letter) {
            return &drawing_kinds[i];
        }
    }
    abort();
}

/* "2h1v" */
static void drawing_asked(struct buf *out, const char *asked, const char *end) {
    struct buf loops;
    buf_init(&loops, 1000);
    buf_str(out, "<extensionElements>");
    while (asked < end) {
        char *after;
        long number = strtol(asked, &after, 10);
        for (long i = 0; i < number && (*after == 'v' || *after == 'd'); i++) {
            buf_str(out, *after == 'v' ? "<k:visit reason='identity'/>" : "<k:document name='x'/>");
        }
        if (*after == 'h') {
            buf_printf(out, "<k:time best='PT%ldH' probable='PT%ldH' worst='PT%ldH'/>", number,
                       number, number);
        } else if (*after == 'r') {
            buf_printf(&loops, "<standardLoopCharacteristics loopMaximum='%ld'/>", number);
        } else if (*after == 'i' || *after == 'j') {
            buf_printf(&loops,
                       "<multiInstanceLoopCharacteristics isSequential='%s'><loopCardinality>%ld"
                       "</loopCardinality></multiInstanceLoopCharacteristics>",
                       *after == 'i' ? "true" : "false", number);
        }
        asked = after + 1;
    }
    buf_str(out, "</extensionElements>");
    buf_str(out, buf_text(&loops));
    buf_finish(&loops);
}

/* The flow of a node that has a "!", whose word is its id. */
static void drawing_default(struct buf *out, const char *line, const char *id, size_t length) {
    for (const char *mark = strchr(line, '!'); mark != NULL; mark = strchr(mark + 1, '!')) {
        const char *word = mark;
        while (word > line && word[-1] != ' ') {
            word--;
        }
        if (strncmp(word, id, length) == 0 && word[length] == '>') {
            buf_printf(out, " default='%.*s'", (int)(mark + 1 - word), word);
        }
    }
}

/* One node; a sub-process is left open. */
static void drawing_node(struct buf *out, const char *line, const char *word, size_t length) {
    const struct drawing_kind *kind = drawing_kind(word[0]);
    size_t id = strcspn(word, "=@[ ;]");
    const char *asked = memchr(word, '=', length);
    const char *at = memchr(word, '@', length);
    buf_printf(out, "<%s id='%.*s'", kind->element, (int)id, word);
    if (at != NULL) {
        int host = (int)strcspn(at + 1, "=[ ;]");
        const char *name = word[0] == 'f' ? "calledElement" : "attachedToRef";
        buf_printf(out, " %s='%.*s'", name, host, at + 1);
    }
    drawing_default(out, line, word, id);
    buf_str(out, word[0] == 'd'   ? " cancelActivity='false'>"
                 : word[0] == 'y' ? " isForCompensation='true'>"
                 : word[0] == 'w' ? " triggeredByEvent='true'>"
                                  : ">");
    if (asked != NULL) {
        const char *end = word + length - (word[length - 1] == '[');
        drawing_asked(out, asked + 1, end);
    }
    if (kind->inside == NULL) {
        buf_printf(out, "<linkEventDefinition name='%.*s'/>", (int)id - 1, word + 1);
    } else {
        buf_str(out, kind->inside);
    }
    if (word[length - 1] != '[') {
        buf_printf(out, "</%s>", kind->element);
    }
}

/* "t1>x:30?" */
static void drawing_flow(struct buf *out, const char *word, size_t length) {
    int source = (int)strcspn(word, ">");
    const char *target = word + source + 1;
    int target_length = (int)strcspn(target, ":?! ;|");
    const char *share = memchr(word, ':', length);
    buf_printf(out, "<sequenceFlow id='%.*s' sourceRef='%.*s' targetRef='%.*s'>", (int)length, word,
               source, word, target_length, target);
    if (share != NULL) {
        buf_printf(out, "<extensionElements><k:share percent='%g'/></extensionElements>",
                   strtod(share + 1, NULL));
    }
    if (memchr(word, '?', length) != NULL) {
        buf_str(out, "<conditionExpression>x</conditionExpression>");
    }
    buf_str(out, "</sequenceFlow>");
}

static const struct bpmn *drawing(struct arena *arena, const char *drawn) {
    const char *line = drawn;
    struct buf out;
    const struct bpmn *bpmn = NULL;
    int process = 1;
    bool flows = false;
    buf_init(&out, 1 << 22);
    buf_str(&out, "<definitions xmlns='" BPMN_URI "' xmlns:k='" KHAJU_URI "'><process id='p1'>");
    while (*line != '\0') {
        size_t length = strcspn(line, " ");
        if (*line == ';' || *line == '|') {
            flows = *line == ';';
            if (!flows) {
                buf_printf(&out, "</process><process id='p%d'>", ++process);
            }
        } else if (*line == ']') {
            buf_str(&out, "</subProcess>");
        } else if (flows && memchr(line, '>', length) != NULL) {
            drawing_flow(&out, line, length);
        } else {
            drawing_node(&out, drawn, line, length);
        }
        line += length;
        line += strspn(line, " ");
    }
    buf_str(&out, "</process></definitions>");
    if (bpmn_read(arena, out.data, out.length, &bpmn) != ERR_NONE) {
        abort();
    }
    buf_finish(&out);
    return bpmn;
}

#endif
