/*
 * What an agency notes on a process for Khaju, in extensionElements (8.3.3), namespace KHAJU_URI:
 *
 *   <khaju:visit reason="identity" clause="…"/>  an activity: the citizen must come in person
 *   <khaju:document name="…"/>                   an activity: a document is asked of the citizen
 *   <khaju:time best="PT10M" probable="P1D" worst="P10D"/>  an activity, catch event: how long
 *   <khaju:agency code="…" name="…"/>            participant, lane, process, activity: who acts
 *   <khaju:share percent="30"/>                  a sequence flow: how often it is taken
 *   <khaju:input name="x" value="FEEL"/>, <khaju:output …/>  an activity: data in and out
 *   <khaju:decision name="…"/>                   a business rule task: a decision of the library
 *
 * Lookups in the tree of the file, nothing more: a value that cannot be read is as if it were not
 * there, and a complaint of the checker (BPMN-EX-…). Pure; what is returned lives in the arena or
 * in the tree.
 */
#ifndef KHAJU_PROCESS_EXTENSION_H
#define KHAJU_PROCESS_EXTENSION_H

#include "bpmn.h"

#define KHAJU_URI "urn:khaju:process:1"

enum {
    EXTENSION_TEXT_MAX = 1000,    /* bytes of a text that people read; longer ones are cut */
    EXTENSION_SHARE_ALL = 1000000 /* 100 percent */
};

struct bpmn_time { /* in seconds; -1: not stated, or not to be read */
    int64_t best, probable, worst;
};

/* The first of our elements with this name in the extensionElements of an element of the file, or
   NULL; bpmn_next_same() gives the next. */
const struct xml_node *bpmn_extension(const struct xml_node *xml, const char *name);
/* Any of our elements, whatever its name; NULL at the end. */
const struct xml_node *bpmn_extension_first(const struct xml_node *xml);
const struct xml_node *bpmn_extension_next(const struct xml_node *extension);

/* An attribute for people to read: one line, trimmed, no controls, not longer than
   EXTENSION_TEXT_MAX. NULL: not there or blank, or there is no memory, which err_last() says. */
const char *bpmn_extension_text(struct arena *arena, const struct xml_node *extension,
                                const char *attribute);

/* How long an element takes. false: it has no <khaju:time>. */
bool bpmn_time(const struct xml_node *xml, struct bpmn_time *out);
/* How often a sequence flow is taken, in millionths; -1: not stated, or not to be read. */
int32_t bpmn_share(const struct xml_node *xml);

/* An ISO 8601 duration in seconds: years to seconds or weeks, without a sign, fractions of a
   second rounded down. Without a calendar a month is 30 days and a year 365. False if it is none,
   or longer than a thousand years. */
bool bpmn_duration(const char *text, int64_t *seconds);

#endif
