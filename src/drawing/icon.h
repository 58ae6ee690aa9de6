/* The signs inside shapes and the badges of marks (Private to drawing), as paths around 0,0. */
#ifndef KHAJU_DRAWING_ICON_H
#define KHAJU_DRAWING_ICON_H

#include "svg.h"

enum icon {
    /* triggers of events, 20 wide: table 10.93 */
    ICON_MESSAGE,
    ICON_TIMER,
    ICON_ERROR,
    ICON_ESCALATION,
    ICON_CONDITION,
    ICON_SIGNAL,
    ICON_LINK,
    ICON_COMPENSATION,
    ICON_CANCEL,
    ICON_TERMINATE,
    ICON_MULTIPLE,
    ICON_PARALLEL_MULTIPLE,
    /* kinds of tasks, 18 wide */
    ICON_USER,
    ICON_MANUAL,
    ICON_SERVICE,
    ICON_SCRIPT,
    ICON_RULE,
    /* markers of activities, 14 wide */
    ICON_LOOP,
    ICON_PARALLEL,
    ICON_SEQUENTIAL,
    ICON_AD_HOC,
    ICON_COLLAPSED,
    /* gateways, 20 wide */
    ICON_X,
    ICON_PLUS,
    ICON_O,
    ICON_STAR,
    /* data, 14 wide */
    ICON_ARROW,
    ICON_COLLECTION,
    /* marks, 14 wide */
    ICON_CHECK,
    ICON_PERSON,
    ICON_EXCLAMATION,
    ICON_CROSS,
    ICON_NOTE,
    ICON_ADD,
    ICON_REMOVE,
    ICON_CHANGE,
    ICON_BOLT,
};

/* solid: filled with ink, its inner lines in the colour of faces. scale 1: as wide as said above.
 */
void icon_draw(struct svg *svg, enum icon icon, double x, double y, double scale, bool solid,
               const char *ink, const char *face);

#endif
