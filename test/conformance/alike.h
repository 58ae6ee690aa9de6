/* Whether a value is what the suite expects: numbers may differ in the ninth digit after the point,
   because the suite's do. */
#ifndef KHAJU_TEST_ALIKE_H
#define KHAJU_TEST_ALIKE_H

#include <stdbool.h>

#include "feel.h"

bool alike(struct feel_value a, struct feel_value b);

#endif
