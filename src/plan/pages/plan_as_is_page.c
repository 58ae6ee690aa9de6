/* The present state: levels by agency and stage of the official form, and by county. */
#include "plan_as_is_html.h"
#include "plan_as_is_view.h"
#include "plan_view.h"

static struct html_raw heat_chart(struct arena *arena, const struct plan_heat *heat) {
    size_t count = heat->count;
    const char **names = ARENA_ARRAY(arena, count + 1, const char *);
    struct web_heat_cell *cells =
        ARENA_ARRAY(arena, count * PLAN_STAGE_COLUMNS + 1, struct web_heat_cell);
    const char *columns[PLAN_STAGE_COLUMNS] = {tr("Information"), tr("Request"), tr("Processing"),
                                               tr("Delivery")};
    for (size_t i = 0; names != NULL && cells != NULL && i < count; i++) {
        const struct plan_heat_row *row = &heat->rows[i];
        names[i] = row->agency_name;
        for (int k = 0; k < PLAN_STAGE_COLUMNS; k++) {
            cells[i * PLAN_STAGE_COLUMNS + (size_t)k] = (struct web_heat_cell){
                .known = row->cells[k].median.known,
                .level = (int)row->cells[k].median.value,
                .href = arena_printf(arena, "/plan/agencies/%s", row->agency_id)};
        }
    }
    if (arena_failed(arena)) {
        return (struct html_raw){""};
    }
    return web_chart_heat(arena, tr("Maturity by agency and stage"),
                          tr("The middle level of the services of each agency, for each of the "
                             "four stages of the official form."),
                          names, count, columns, PLAN_STAGE_COLUMNS, cells);
}

static struct html_raw county_map(struct arena *arena, const struct plan_county_list *counties) {
    struct web_bubble *bubbles = ARENA_ARRAY(arena, counties->count + 1, struct web_bubble);
    size_t count = 0;
    for (size_t i = 0; bubbles != NULL && i < counties->count; i++) {
        const struct plan_county_row *row = &counties->rows[i];
        if (!row->county.latitude.known || !row->county.longitude.known) {
            continue;
        }
        struct maybe_int people = row->county.population;
        bubbles[count++] = (struct web_bubble){
            .label = row->county.name,
            .href = arena_printf(arena, "/plan/counties/%s", row->county.id),
            .latitude = row->county.latitude.value,
            .longitude = row->county.longitude.value,
            .size = people.known ? (double)people.value : 0.0,
            .size_text = people.known ? tr_fmt(arena, "{1} people", people.value)
                                      : tr("population not reported"),
            .known = people.known,
            .level = row->median.known ? (int)row->median.value : -1};
    }
    if (arena_failed(arena)) {
        return (struct html_raw){""};
    }
    return web_chart_map(arena, tr("Counties of the province"),
                         tr("The area of a bubble is the population; its colour the middle level "
                            "of the services offered there."),
                         bubbles, count);
}

static enum err export_csv(struct page *page, const struct plan_heat *heat) {
    struct plan_csv csv;
    plan_csv_begin(&csv);
    plan_csv_row(&csv, tr("Agency"), tr("Services"), tr("Level"), tr("Information"), tr("Request"),
                 tr("Processing"), tr("Delivery"), NULL);
    for (size_t i = 0; i < heat->count; i++) {
        const struct plan_heat_row *row = &heat->rows[i];
        const char *levels[PLAN_STAGE_COLUMNS];
        for (int k = 0; k < PLAN_STAGE_COLUMNS; k++) {
            levels[k] = plan_level_text(page->arena, row->cells[k].median, false);
        }
        plan_csv_row(&csv, row->agency_name, tr_fmt(page->arena, "{1}", row->services),
                     plan_level_text(page->arena, row->median, false), levels[0], levels[1],
                     levels[2], levels[3], NULL);
    }
    return plan_csv_reply(page, &csv, "as-is.csv");
}

static enum err draw(struct page *page) {
    struct plan_overview overview;
    struct plan_as_is_view view;
    enum err err = plan_overview(page->db, page->arena, NULL, plan_page_today(page), &overview);
    if (err == ERR_NONE) {
        err = plan_heat(page->db, page->arena, &view.heat);
    }
    if (err == ERR_NONE && plan_wants_csv(page)) {
        return export_csv(page, &view.heat);
    }
    if (err == ERR_NONE) {
        err = plan_counties(page->db, page->arena, &view.counties);
    }
    if (err != ERR_NONE) {
        return err;
    }
    view.overview = &overview;
    view.levels = plan_levels_chart(page->arena, &overview);
    view.heat_chart = heat_chart(page->arena, &view.heat);
    view.map = county_map(page->arena, &view.counties);
    struct html *out = plan_page_begin(page, tr("Present state"), "/plan/as-is");
    plan_as_is_html(out, &view, plan_list_href(page, "format", "csv"));
    return page_end(page);
}

// The present state: distribution of levels, agencies by stage, the counties.
PAGE(GET, "/plan/as-is", plan_as_is_page, CAN(plan_read))
enum err plan_as_is_page(struct page *page) {
    return plan_page_fresh(page, draw);
}
