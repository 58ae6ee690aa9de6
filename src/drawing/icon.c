/* The signs, each of at most three paths. */
#include "icon.h"

enum paint {
    PAINT_NONE,
    PAINT_OUTLINE, /* a closed shape: filled with face, or with ink when solid */
    PAINT_LINE,    /* a line: in ink, or in face when solid */
    PAINT_BOLD,    /* a thick line, always in ink */
    PAINT_SOLID,   /* a closed shape, always filled with ink */
};

struct part {
    enum paint paint;
    const char *d;
};

enum { PARTS_MAX = 3 };

static const struct part icons[][PARTS_MAX] = {
    [ICON_MESSAGE] = {{PAINT_OUTLINE, "M-9 -6H9V6H-9Z"}, {PAINT_LINE, "M-9 -6L0 1L9 -6"}},
    [ICON_TIMER] = {{PAINT_OUTLINE, "M-9 0A9 9 0 1 1 9 0A9 9 0 1 1 -9 0Z"},
                    {PAINT_LINE, "M1 -6.5L0 0L4.5 1.5"},
                    {PAINT_LINE, "M0 -9V-7.2M0 9V7.2M-9 0H-7.2M9 0H7.2M4.5 -7.8L3.6 -6.2M-4.5 "
                                 "-7.8L-3.6 -6.2M4.5 7.8L3.6 6.2M-4.5 7.8L-3.6 6.2M7.8 -4.5L6.2 "
                                 "-3.6M-7.8 -4.5L-6.2 -3.6M7.8 4.5L6.2 3.6M-7.8 4.5L-6.2 3.6"}},
    [ICON_ERROR] = {{PAINT_OUTLINE, "M-9 8L-3.5 -7.5L2.5 1.5L9 -8L3.8 8L-2.2 -1Z"}},
    [ICON_ESCALATION] = {{PAINT_OUTLINE, "M0 -9L7 8L0 1L-7 8Z"}},
    [ICON_CONDITION] = {{PAINT_OUTLINE, "M-7 -9H7V9H-7Z"},
                        {PAINT_LINE, "M-4.5 -5.5H4.5M-4.5 -1.8H4.5M-4.5 1.8H4.5M-4.5 5.5H4.5"}},
    [ICON_SIGNAL] = {{PAINT_OUTLINE, "M0 -9L9 6.5H-9Z"}},
    [ICON_LINK] = {{PAINT_OUTLINE, "M-9 -3.5H2V-8L9.5 0L2 8V3.5H-9Z"}},
    [ICON_COMPENSATION] = {{PAINT_OUTLINE, "M-0.5 -6V6L-9.5 0ZM8.5 -6V6L-0.5 0Z"}},
    [ICON_CANCEL] = {{PAINT_OUTLINE, "M-8.5 -5.5L-5.5 -8.5L0 -3L5.5 -8.5L8.5 -5.5L3 0L8.5 5.5L5.5 "
                                     "8.5L0 3L-5.5 8.5L-8.5 5.5L-3 0Z"}},
    [ICON_TERMINATE] = {{PAINT_SOLID, "M-10.5 0A10.5 10.5 0 1 1 10.5 0A10.5 10.5 0 1 1 -10.5 0Z"}},
    [ICON_MULTIPLE] = {{PAINT_OUTLINE, "M0 -9.2L8.8 -2.8L5.4 7.4H-5.4L-8.8 -2.8Z"}},
    [ICON_PARALLEL_MULTIPLE] = {{PAINT_OUTLINE,
                                 "M-2.8 -9H2.8V-2.8H9V2.8H2.8V9H-2.8V2.8H-9V-2.8H-2.8Z"}},
    [ICON_USER] = {{PAINT_OUTLINE, "M-8 8.5C-8 2.5 -5.5 0 0 0S8 2.5 8 8.5Z"},
                   {PAINT_OUTLINE, "M-4 -4A4 4 0 1 1 4 -4A4 4 0 1 1 -4 -4Z"}},
    [ICON_MANUAL] =
        {{PAINT_OUTLINE,
          "M-9 -0.5L-3.5 -6.5C-2 -8 0 -6.5 -1 -5L-3 -2.5H7C9 -2.5 9 0.2 7 0.2H8C9.8 0.2 "
          "9.8 2.9 8 2.9H7.5C9.2 2.9 9.2 5.5 7.3 5.5H6.5C8 5.5 8 8 6.3 8H-5L-9 6Z"},
         {PAINT_LINE, "M2.5 0.2H7M2.5 2.9H7.5M2.5 5.5H6.5"}},
    [ICON_SERVICE] = {{PAINT_OUTLINE,
                       "M6 -1.4L8.7 -1.2V1.2L6 1.4L5.3 3.2L7 5.3L5.3 7L3.2 5.3L1.4 6L1.2 8.7H-1.2L"
                       "-1.4 6L-3.2 5.3L-5.3 7L-7 5.3L-5.3 3.2L-6 1.4L-8.7 1.2V-1.2L-6 -1.4L-5.3 "
                       "-3.2L-7 -5.3L-5.3 -7L-3.2 -5.3L-1.4 -6L-1.2 -8.7H1.2L1.4 -6L3.2 -5.3L5.3 "
                       "-7L7 -5.3L5.3 -3.2Z"},
                      {PAINT_OUTLINE, "M-2.8 0A2.8 2.8 0 1 1 2.8 0A2.8 2.8 0 1 1 -2.8 0Z"}},
    [ICON_SCRIPT] = {{PAINT_OUTLINE, "M-3.5 -8.5H8C3 -5 3 -2.5 5.5 0.5S7 6 3.5 8.5H-8C-4 6 -4 3.5 "
                                     "-6 0.5S-8 -5.5 -3.5 -8.5Z"},
                     {PAINT_LINE, "M-4 -4.5H2.5M-3.5 -0.3H3M-2 4H3.8"}},
    [ICON_RULE] = {{PAINT_OUTLINE, "M-9 -7H9V7.5H-9Z"},
                   {PAINT_SOLID, "M-9 -7H9V-3H-9Z"},
                   {PAINT_LINE, "M-9 2.2H9M-3.5 -3V7.5"}},
    [ICON_LOOP] = {{PAINT_LINE, "M-3.4 5.6A6.4 6.4 0 1 1 1.2 6.3M-7.2 6.4L-3.2 5.8L-3.8 1.6"}},
    [ICON_PARALLEL] = {{PAINT_BOLD, "M-5 -6.5V6.5M0 -6.5V6.5M5 -6.5V6.5"}},
    [ICON_SEQUENTIAL] = {{PAINT_BOLD, "M-6.5 -5H6.5M-6.5 0H6.5M-6.5 5H6.5"}},
    [ICON_AD_HOC] = {{PAINT_BOLD, "M-7 2C-5 -4.5 -2 -3 0 0S5 4 7 -2"}},
    [ICON_COLLAPSED] = {{PAINT_OUTLINE, "M-7 -7H7V7H-7Z"}, {PAINT_LINE, "M0 -4.5V4.5M-4.5 0H4.5"}},
    [ICON_X] = {{PAINT_SOLID, "M-8.5 -9.5H-4.5L0 -2.6L4.5 -9.5H8.5L2.2 0L8.5 9.5H4.5L0 2.6L-4.5 "
                              "9.5H-8.5L-2.2 0Z"}},
    [ICON_PLUS] = {{PAINT_SOLID, "M-1.8 -11H1.8V-1.8H11V1.8H1.8V11H-1.8V1.8H-11V-1.8H-1.8Z"}},
    [ICON_O] = {{PAINT_BOLD, "M-9.5 0A9.5 9.5 0 1 1 9.5 0A9.5 9.5 0 1 1 -9.5 0Z"}},
    [ICON_STAR] = {{PAINT_BOLD, "M0 -11V11M-11 0H11M-7.6 -7.6L7.6 7.6M7.6 -7.6L-7.6 7.6"}},
    [ICON_ARROW] = {{PAINT_OUTLINE, "M-7 -2.8H1V-6.5L7.5 0L1 6.5V2.8H-7Z"}},
    [ICON_COLLECTION] = {{PAINT_BOLD, "M-4 -6V6M0 -6V6M4 -6V6"}},
    [ICON_CHECK] = {{PAINT_BOLD, "M-6 0.5L-1.8 5L6 -5"}},
    [ICON_PERSON] = {{PAINT_SOLID, "M-2.2 -5A2.2 2.2 0 1 1 2.2 -5A2.2 2.2 0 1 1 -2.2 -5Z"},
                     {PAINT_BOLD, "M0 -2V2L-3.6 7M0 2L3 4L3.6 7M-4 1.6L-2.8 -1L0 -1.6L3 0.4L5 0"}},
    [ICON_EXCLAMATION] = {{PAINT_BOLD, "M0 -4V1.6M0 4.4V4.9"}},
    [ICON_CROSS] = {{PAINT_BOLD, "M-4 -4L4 4M4 -4L-4 4"}},
    [ICON_NOTE] = {{PAINT_BOLD, "M0 -1V5M0 -4.6V-4.1"}},
    [ICON_ADD] = {{PAINT_BOLD, "M0 -5V5M-5 0H5"}},
    [ICON_REMOVE] = {{PAINT_BOLD, "M-5 0H5"}},
    [ICON_CHANGE] = {{PAINT_BOLD, "M-5 -2.4H5M-5 2.4H5M2.6 -6L-2.6 6"}},
    [ICON_BOLT] = {{PAINT_SOLID, "M2 -7L-4.5 1.2H-0.6L-2 7L4.5 -1.4H0.6Z"}},
};

void icon_draw(struct svg *svg, enum icon icon, double x, double y, double scale, bool solid,
               const char *ink, const char *face) {
    svg_begin(svg, "g");
    svg_attribute_begin(svg, "transform");
    svg_piece(svg, "translate(");
    svg_value(svg, x);
    svg_value(svg, y);
    svg_piece(svg, ") scale(");
    svg_value(svg, scale);
    svg_piece(svg, ")");
    svg_attribute_end(svg);
    svg_number(svg, "stroke-width", 1.2 / scale);
    svg_attribute(svg, "stroke", ink);
    for (size_t i = 0; i < PARTS_MAX && icons[icon][i].paint != PAINT_NONE; i++) {
        const struct part *part = &icons[icon][i];
        bool line = part->paint == PAINT_LINE || part->paint == PAINT_BOLD;
        svg_begin(svg, "path");
        svg_attribute(svg, "d", part->d);
        svg_attribute(svg, "fill",
                      line                                  ? "none"
                      : part->paint == PAINT_SOLID || solid ? ink
                                                            : face);
        if (part->paint == PAINT_LINE && solid) {
            svg_attribute(svg, "stroke", face);
        }
        if (part->paint == PAINT_BOLD) {
            svg_number(svg, "stroke-width", 2.4);
        }
        svg_end(svg);
    }
    svg_end(svg);
}
