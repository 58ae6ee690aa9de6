/* The picture of a figure, from the rows of its provider. */
#ifndef KHAJU_DOCUMENT_CHART_H
#define KHAJU_DOCUMENT_CHART_H

#include "html.h"
#include "provider.h"

struct html_raw chart_draw(struct arena *arena, const char *title,
                           const struct provider_result *result);

#endif
