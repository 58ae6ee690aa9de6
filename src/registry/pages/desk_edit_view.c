/* The parts of a section's page that are not the form's own: order, sources, warnings, tabs. */
#include "desk_edit.h"

#include <string.h>
#include "calendar.h"

const char *desk_source_text(struct arena *arena, const struct profile *profile,
                             enum profile_field field) {
    const struct profile_source *source = profile_source(profile, field);
    if (source == NULL) {
        return NULL;
    }
    if (source->origin == ORIGIN_ENTERED) {
        return tr_fmt(arena, "Entered by {1} on {2}", source->publisher,
                      calendar_format(arena, source->entered_at, false));
    }
    const char *origin = vocabulary_label(VOCABULARY_ORIGIN, (int)source->origin);
    const char *text = source->publisher[0] == '\0'
                           ? origin
                           : tr_fmt(arena, "{1}: {2}", origin, source->publisher);
    return source->vintage[0] == '\0' ? text : tr_fmt(arena, "{1} ({2})", text, source->vintage);
}

const char *desk_damage_text(enum identifier_state state) {
    switch (state) {
    case IDENTIFIER_NOT_DIGITS:
        return tr("It has characters that are not digits.");
    case IDENTIFIER_LENGTH:
        return tr("An identifier has 11 digits.");
    case IDENTIFIER_SCRAMBLED:
        return tr("Its groups of digits seem to have changed places, as happens when numbers are "
                  "copied between right-to-left texts.");
    case IDENTIFIER_UNLIKELY:
        return tr("No agency has such a number. Compare it with the original form.");
    default:
        return NULL;
    }
}

enum err desk_edit_damages(struct arena *arena, const struct form *form,
                           struct desk_edit_view *view) {
    static const enum profile_field fields[] = {FIELD_code, FIELD_parent_code};
    struct desk_damage *damages = ARENA_ARRAY(arena, COUNT_OF(fields), struct desk_damage);
    view->damages = damages;
    if (damages == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const struct profile_field_info *info = &profile_fields[fields[i]];
        struct identifier identifier = value_read_identifier(form_value(form, info->name));
        const char *what = desk_damage_text(identifier.state);
        if (view->section->shown[fields[i]] && what != NULL) {
            damages[view->damage_count++] = (struct desk_damage){
                info->name, tr(info->label), what, arena_strdup(arena, identifier.repair)};
        }
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}

enum err desk_edit_items(struct arena *arena, const struct profile *profile,
                         struct desk_edit_view *view) {
    const struct desk_section *section = view->section;
    struct desk_item *items = ARENA_ARRAY(arena, section->count + 2, struct desk_item);
    bool channels = false;
    bool criteria = false;
    view->items = items;
    if (items == NULL) {
        return err_failed();
    }
    for (size_t i = 0; i < section->count; i++) {
        const char *name = section->fields[i].name;
        struct desk_item *item = &items[view->item_count];
        if (strncmp(name, "channels_", 9) == 0) {
            *item = (struct desk_item){DESK_CHANNELS, NULL,
                                       desk_source_text(arena, profile, FIELD_channels)};
            view->item_count += channels ? 0 : 1;
            channels = true;
        } else if (strncmp(name, "criteria_", 9) == 0) {
            *item = (struct desk_item){DESK_CRITERIA, NULL,
                                       desk_source_text(arena, profile, FIELD_criteria)};
            view->item_count += criteria ? 0 : 1;
            criteria = true;
        } else {
            *item = (struct desk_item){DESK_WIDGET, name, NULL};
            view->item_count++;
        }
    }
    return ERR_NONE;
}

enum err desk_edit_tabs(struct arena *arena, struct desk_edit_view *view) {
    struct web_crumb *tabs = ARENA_ARRAY(arena, SECTION_COUNT, struct web_crumb);
    view->tabs = tabs;
    for (int i = 0; tabs != NULL && i < SECTION_COUNT; i++) {
        enum profile_section section = (enum profile_section)i;
        if (section != view->section->section &&
            !desk_section_applies(&view->service->profile, section)) {
            continue;
        }
        const char *href = arena_printf(arena, "/desk/services/%s/edit/%s", view->service->row.id,
                                        desk_section_slug(section));
        tabs[view->tab_count++] = (struct web_crumb){profile_section_label(section), href};
        view->tab = section == view->section->section ? href : view->tab;
    }
    return arena_failed(arena) ? err_failed() : ERR_NONE;
}
