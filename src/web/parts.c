/* The small parts of pages that take a little thinking; the rest is plain markup, see README.md. */
#include "demo_mark_html.h"
#include "level_html.h"
#include "pagination_html.h"
#include "tabs_html.h"
#include "web.h"

void web_pagination(struct html *out, const char *previous_href, const char *next_href) {
    if (previous_href != NULL || next_href != NULL) {
        pagination_html(out, previous_href, next_href);
    }
}

void web_tabs(struct html *out, const char *label, const struct web_crumb *tabs, size_t count,
              const char *current) {
    tabs_html(out, label, tabs, count, current == NULL ? "" : current);
}

void web_level(struct html *out, int level) {
    level_html(out, level);
}

void web_demo_mark(struct html *out) {
    demo_mark_html(out);
}
