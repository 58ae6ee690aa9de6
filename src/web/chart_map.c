/* A bubble map of a province by the centroids of its counties: equirectangular, with the
   longitude shortened by the cosine of the middle latitude, so that distances look right. Labels
   are placed largest first, where they cover neither a bubble nor another label; a county whose
   label finds no place is still named on hover, by screen readers, and in the table beside. */
#include "chart_map_html.h"
#include "tr.h"
#include "web_chart_internal.h"
#include "web_palette.h"
#include <math.h>
#include <stdlib.h>

enum { MAP_LABEL_SIZE = 13 };
static const double map_width = 420;
static const double map_margin_x = 44;
static const double map_margin_y = 30;
static const double map_radius_most = 26;
static const double map_radius_least = 4;

struct map_box {
    double left, top, right, bottom;
};

struct map {
    const struct web_bubble *from;
    struct chart_bubble *bubbles;
    struct map_box *labels;
    size_t count, label_count;
    double height;
};

static void map_project(struct map *map) {
    double south = 90, north = -90, west = 180, east = -180;
    for (size_t i = 0; i < map->count; i++) {
        south = fmin(south, map->from[i].latitude);
        north = fmax(north, map->from[i].latitude);
        west = fmin(west, map->from[i].longitude);
        east = fmax(east, map->from[i].longitude);
    }
    double shorten = cos((south + north) / 2 * acos(-1.0) / 180);
    double wide = fmax((east - west) * shorten, 0.01);
    double scale = (map_width - 2 * map_margin_x) / wide;
    /* a province much taller than wide must not become a tower */
    scale = fmin(scale, (1.4 * map_width) / fmax(north - south, 0.01));
    double left = (map_width - (east - west) * shorten * scale) / 2;
    for (size_t i = 0; i < map->count; i++) {
        map->bubbles[i].x = left + (map->from[i].longitude - west) * shorten * scale;
        map->bubbles[i].y = map_margin_y + (north - map->from[i].latitude) * scale;
    }
    map->height = map->count == 0 ? 1 : 2 * map_margin_y + (north - south) * scale;
}

static void map_dress(struct arena *arena, struct map *map) {
    double most = 0;
    for (size_t i = 0; i < map->count; i++) {
        most = map->from[i].known ? fmax(most, map->from[i].size) : most;
    }
    for (size_t i = 0; i < map->count; i++) {
        const struct web_bubble *from = &map->from[i];
        struct chart_bubble *to = &map->bubbles[i];
        bool sized = from->known && most > 0 && from->size > 0;
        const char *said = from->known && from->size_text != NULL ? from->size_text
                           : from->known                          ? ""
                                                                  : tr("not reported");
        to->href = from->href;
        to->tip = arena_printf(arena, "%s: %s", chart_rtl(arena, from->label), said);
        to->radius = sized ? fmax(map_radius_most * sqrt(from->size / most), map_radius_least)
                           : map_radius_least;
        to->fill = from->level >= 0 ? chart_fill(from->known, from->level)
                   : from->known    ? KH_TILE
                                    : KH_UNKNOWN;
        to->dashes = from->known ? "none" : "3 3";
    }
}

static bool map_boxes_meet(const struct map_box *a, const struct map_box *b) {
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static bool map_label_fits(const struct map *map, const struct map_box *box) {
    if (box->left < 0 || box->right > map_width || box->top < 0 || box->bottom > map->height) {
        return false;
    }
    for (size_t i = 0; i < map->label_count; i++) {
        if (map_boxes_meet(box, &map->labels[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < map->count; i++) {
        const struct chart_bubble *other = &map->bubbles[i];
        struct map_box around = {other->x - other->radius, other->y - other->radius,
                                 other->x + other->radius, other->y + other->radius};
        if (map_boxes_meet(box, &around)) {
            return false;
        }
    }
    return true;
}

/* Tries below, above, right and left of the bubble, in this order. */
static void map_label_place(struct arena *arena, struct map *map, size_t index) {
    struct chart_bubble *bubble = &map->bubbles[index];
    double half = chart_text_width(map->from[index].label, MAP_LABEL_SIZE) / 2 + 1;
    double away = bubble->radius + 2;
    const double places[4][2] = {{bubble->x, bubble->y + away + 8},
                                 {bubble->x, bubble->y - away - 8},
                                 {bubble->x + away + half, bubble->y},
                                 {bubble->x - away - half, bubble->y}};
    for (size_t i = 0; i < 4; i++) {
        struct map_box box = {places[i][0] - half, places[i][1] - 8, places[i][0] + half,
                              places[i][1] + 8};
        if (map_label_fits(map, &box)) {
            map->labels[map->label_count++] = box;
            bubble->label = chart_rtl(arena, map->from[index].label);
            bubble->label_x = places[i][0];
            bubble->label_y = places[i][1] + 4;
            return;
        }
    }
}

static int map_larger_first(const void *a, const void *b) {
    const struct web_bubble *first = a;
    const struct web_bubble *second = b;
    double one = first->known ? first->size : -1;
    double two = second->known ? second->size : -1;
    return (one < two) - (one > two);
}

struct html_raw web_chart_map(struct arena *arena, const char *title, const char *description,
                              const struct web_bubble *bubbles, size_t count) {
    struct web_bubble *sorted = ARENA_ARRAY(arena, count + 1, struct web_bubble);
    struct map map = {
        .from = sorted,
        .bubbles = ARENA_ARRAY(arena, count + 1, struct chart_bubble),
        .labels = ARENA_ARRAY(arena, count + 1, struct map_box),
        .count = 0,
    };
    struct chart_head head = {title, description, "img", 1};
    if (sorted == NULL || map.bubbles == NULL || map.labels == NULL) {
        return (struct html_raw){""};
    }
    for (size_t i = 0; i < count; i++) {
        if (isfinite(bubbles[i].latitude) && isfinite(bubbles[i].longitude)) {
            sorted[map.count++] = bubbles[i];
            head.role = bubbles[i].href != NULL ? "group" : head.role;
        }
    }
    /* large bubbles are drawn first, so that small ones stay in sight */
    qsort(sorted, map.count, sizeof(sorted[0]), map_larger_first);
    map_project(&map);
    map_dress(arena, &map);
    for (size_t i = 0; i < map.count; i++) {
        map_label_place(arena, &map, i);
    }
    head.height = map.height;
    struct html out;
    chart_html_init(&out, arena);
    chart_map_html(&out, &head, map_width, map.bubbles, map.count);
    return chart_markup(&out);
}
