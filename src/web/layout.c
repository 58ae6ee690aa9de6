/* The frame of every page, and the small parts that stand around lists. */
#include "layout_html.h"

#include "web.h"
#include <string.h>

void web_layout_begin(struct html *out, const struct web_layout *layout) {
    layout_html_begin(out, layout);
}

void web_layout_end(struct html *out, const struct web_layout *layout) {
    layout_html_end(out, layout);
}

bool web_layout_current(const struct web_layout *layout, size_t index) {
    const char *href = layout->nav[index].href;
    if (layout->section == NULL || href[0] != '/') {
        return false;
    }
    size_t length = strcspn(href + 1, "/?#");
    return length == strlen(layout->section) && strncmp(href + 1, layout->section, length) == 0;
}
