/*
 * The UI kit: layout, components, charts. Pages call these; nobody else writes markup.
 * Look: govuk-frontend made right-to-left, Vazirmatn, see assets/.
 */
#ifndef KHAJU_WEB_H
#define KHAJU_WEB_H

#include <stdbool.h>
#include <stddef.h>
#include "form.h"
#include "html.h"

struct web_crumb { const char *label; const char *href; };

/* What the layout needs to know; made by page. */
struct web_layout {
    const char *title;
    const char *description;
    const char *section;
    const char *subtitle;          /* under the name: province, or the desk */
    const struct web_crumb *crumbs;
    size_t crumb_count;
    const struct web_crumb *nav;   /* entries; section names are the hrefs' first segment */
    size_t nav_count;
    const char *notice;            /* NULL: none */
    const char *person_name;       /* NULL: signed out */
    const char *csrf_token;
    bool wide;
    bool bare;                     /* the page brings its own width containers (a hero) */
};
void web_layout_begin(struct html *out, const struct web_layout *layout);
void web_layout_end(struct html *out, const struct web_layout *layout);
/* Is this entry of the navigation the section the page belongs to? */
bool web_layout_current(const struct web_layout *layout, size_t index);

/* Keyset pagination: "previous" and "next" links; NULL hides one. */
void web_pagination(struct html *out, const char *previous_href, const char *next_href);

/* A table with caption; on a phone each row becomes a list. Cells are already-typed columns. */
/* (templates write tables directly with class kh-table and data-label attributes) */

/* Charts: accessible inline SVG with title and description, direct labels, the table beside. */
struct web_bar {
    const char *label;
    const char *href;
    double value;
    const char *value_text;
    bool known;
};
struct html_raw web_chart_bars(struct arena *arena, const char *title, const char *description,
                               const struct web_bar *bars, size_t count);
struct web_heat_cell { bool known; int level; /* 0..6 */ const char *text; const char *href; };
struct html_raw web_chart_heat(struct arena *arena, const char *title, const char *description,
                               const char *const *rows, size_t row_count,
                               const char *const *columns, size_t column_count,
                               const struct web_heat_cell *cells /* row major */);
struct web_bubble { const char *label; const char *href; double latitude, longitude, size;
                    const char *size_text; bool known; int level; };
struct html_raw web_chart_map(struct arena *arena, const char *title, const char *description,
                              const struct web_bubble *bubbles, size_t count);

/* Markdown (CommonMark, no raw HTML) to safe markup. */
struct html_raw web_markdown(struct arena *arena, const char *markdown);

/* Static files, in the program, under addresses that carry their content's hash: cached for ever. */
struct web_file {
    const char *name;              /* khaju.css */
    const char *path;              /* /assets/khaju.0123456789ab.css */
    const char *type;
    const unsigned char *data;
    size_t size;
    const unsigned char *gzip;     /* NULL: not worth it */
    size_t gzip_size;
};
const struct web_file *web_file(const char *path);         /* NULL: no such file */
const struct web_file *web_file_named(const char *name);   /* also for PDFs: "vazirmatn-bold.ttf" */
/* Its address: web_asset("khaju.css"). */
const char *web_asset(const char *name);

#endif
