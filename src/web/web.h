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

struct web_crumb {
    const char *label;
    const char *href;
};

/* What the layout needs to know; made by page. */
struct web_layout {
    const char *title;
    const char *description;
    const char *section;
    const char *subtitle; /* under the name: province, or the desk */
    const struct web_crumb *crumbs;
    size_t crumb_count;
    const struct web_crumb *nav; /* entries; section names are the hrefs' first segment */
    size_t nav_count;
    const char *notice;      /* NULL: none */
    const char *person_name; /* NULL: signed out */
    bool demo;               /* their account is one of the demonstration */
    const char *csrf_token;
    bool wide;
    bool bare; /* the page brings its own width containers (a hero) */
};
void web_layout_begin(struct html *out, const struct web_layout *layout);
void web_layout_end(struct html *out, const struct web_layout *layout);
/* Is this entry of the navigation the section the page belongs to? */
bool web_layout_current(const struct web_layout *layout, size_t index);

/* Keyset pagination: "previous" and "next" links; NULL hides one. */
void web_pagination(struct html *out, const char *previous_href, const char *next_href);

/* Sub navigation of a desk; the entry whose href is `current` is marked. */
void web_tabs(struct html *out, const char *label, const struct web_crumb *tabs, size_t count,
              const char *current);
/* «سطح ۳»: the tag of a maturity level 0..6; anything else is «گزارش نشده». */
void web_level(struct html *out, int level);
/* «عدد نمایشی»: stands beside every figure that comes from demonstration data. */
void web_demo_mark(struct html *out);

/*
 * Charts: inline SVG with title and description, direct labels and links; colours and sizes are
 * attributes, so that they look the same in a PDF. The page puts the table beside or below.
 * A value that is not known is drawn as not known, never as zero.
 */
struct web_bar {
    const char *label;
    const char *href; /* NULL: no link */
    double value;
    const char *value_text; /* as it is to be read; NULL: the number */
    bool known;
};
struct html_raw web_chart_bars(struct arena *arena, const char *title, const char *description,
                               const struct web_bar *bars, size_t count);

struct web_heat_cell {
    bool known;
    int level;        /* 0..6 */
    const char *text; /* NULL: the level */
    const char *href;
};
struct html_raw web_chart_heat(struct arena *arena, const char *title, const char *description,
                               const char *const *rows, size_t row_count,
                               const char *const *columns, size_t column_count,
                               const struct web_heat_cell *cells /* row major */);

enum { WEB_LEVELS = 7 };
/* How many things stand at each maturity level: one stacked bar for each row. */
struct web_levels {
    const char *label;
    const char *href;
    int64_t counts[WEB_LEVELS];
    int64_t unknown;
};
struct html_raw web_chart_levels(struct arena *arena, const char *title, const char *description,
                                 const struct web_levels *rows, size_t count);

struct web_bubble {
    const char *label;
    const char *href;
    double latitude, longitude;
    double size; /* the bubble's area */
    const char *size_text;
    bool known;
    int level; /* 0..6 colours it; -1: no level */
};
struct html_raw web_chart_map(struct arena *arena, const char *title, const char *description,
                              const struct web_bubble *bubbles, size_t count);

/* Appends the same markup with the text of its charts as WeasyPrint can set it: joined letters in
   visual order. Only for PDFs; see chart_print.c. */
enum err web_charts_for_print(const char *markup, struct buf *out) WARN_UNUSED;

/* A QR code of a text of at most 2,331 bytes (version 40, level M); empty when it does not fit. */
struct html_raw web_qr(struct arena *arena, const char *label, const char *text);

/* Markdown (CommonMark, no raw HTML) to safe markup; headings carry ids made of their words. */
struct html_raw web_markdown(struct arena *arena, const char *markdown);

/* Static files, in the program, under addresses that carry their content's hash, cached for ever.
   Their table goes to http as it is (http_options.assets). */
struct web_file {
    const char *name; /* khaju.css */
    const char *path; /* /assets/khaju.0123456789ab.css */
    const char *type;
    const unsigned char *data;
    size_t size;
    const unsigned char *gzip; /* NULL: not worth it */
    size_t gzip_size;
};
const struct web_file *web_file(const char *path);       /* NULL: no such file */
const struct web_file *web_file_named(const char *name); /* also for PDFs: "vazirmatn-bold.ttf" */
/* All of them, for http_options.assets. */
const struct web_file *web_file_list(size_t *count_out);
/* Its address: web_asset("khaju.css"). */
const char *web_asset(const char *name);

#endif
