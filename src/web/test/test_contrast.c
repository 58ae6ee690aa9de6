/* Every pair of colours that carries text, measured as WCAG 2.2 does: 4.5 for text (AA), 3 for
   what is only seen (borders of fields, bars). */
#include "web_palette.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

struct pair {
    const char *what, *front, *back;
    double least;
};

static const struct pair pairs[] = {
    {"text", KH_INK, KH_PAPER, 7},
    {"quiet text", KH_QUIET, KH_PAPER, 7},
    {"quiet text on pale", KH_QUIET, KH_PALE, 4.5},
    {"link", KH_LINK, KH_PAPER, 4.5},
    {"link on pale", KH_LINK, KH_PALE, 4.5},
    {"link under the pointer", KH_LINK_HOVER, KH_PAPER, 4.5},
    {"visited link", KH_LINK_VISITED, KH_PAPER, 4.5},
    {"error", KH_ERROR, KH_PAPER, 4.5},
    {"button", KH_PAPER, KH_SUCCESS, 4.5},
    {"main act", KH_INK, KH_AMBER, 7},
    {"focus", KH_INK, KH_FOCUS, 7},
    {"header", KH_PAPER, KH_DEEP, 7},
    {"small words of the header", KH_ON_DARK, KH_DEEP, 7},
    {"hero, top", KH_ON_DARK, KH_HERO_TOP, 4.5},
    {"hero, bottom", KH_ON_DARK, KH_TURQUOISE, 4.5},
    {"figures", KH_TURQUOISE, KH_PAPER, 4.5},
    {"mark in the header", KH_AMBER, KH_DEEP, 3},
    {"bar", KH_TURQUOISE, KH_UNKNOWN, 3},
    {"unknown", KH_INK, KH_UNKNOWN, 7},
    {"quiet on unknown", KH_QUIET, KH_UNKNOWN, 4.5},
    {"level 0", KH_INK, KH_LEVEL_0, 4.5},
    {"level 1", KH_INK, KH_LEVEL_1, 4.5},
    {"level 2", KH_INK, KH_LEVEL_2, 4.5},
    {"level 3", KH_INK, KH_LEVEL_3, 4.5},
    {"level 4", KH_INK, KH_LEVEL_4, 4.5},
    {"level 5", KH_INK, KH_LEVEL_5, 4.5},
    {"level 6", KH_INK, KH_LEVEL_6, 4.5},
};

static double luminance(const char *colour) {
    unsigned red, green, blue;
    assert_int_equal(sscanf(colour, "#%2x%2x%2x", &red, &green, &blue), 3);
    const double parts[] = {red / 255.0, green / 255.0, blue / 255.0};
    double linear[3];
    for (int i = 0; i < 3; i++) {
        linear[i] = parts[i] <= 0.04045 ? parts[i] / 12.92 : pow((parts[i] + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

static double contrast(const char *a, const char *b) {
    double one = luminance(a);
    double two = luminance(b);
    return (fmax(one, two) + 0.05) / (fmin(one, two) + 0.05);
}

static void contrast__is_measured_right(void **state) {
    assert_true(fabs(contrast("#000000", "#ffffff") - 21) < 0.001);
    assert_true(fabs(contrast("#777777", "#ffffff") - 4.478) < 0.01);
}

static void contrast__every_pair_can_be_read(void **state) {
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        double found = contrast(pairs[i].front, pairs[i].back);
        if (found < pairs[i].least) {
            fail_msg("%s: %s on %s has %.2f, at least %.1f", pairs[i].what, pairs[i].front,
                     pairs[i].back, found, pairs[i].least);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast__is_measured_right),
        cmocka_unit_test(contrast__every_pair_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
