/* Private to the pages of the form: the view is put together in desk_edit_view.c. */
#ifndef KHAJU_REGISTRY_DESK_EDIT_H
#define KHAJU_REGISTRY_DESK_EDIT_H

#include "desk_edit_view.h"

/* Each fills its part of the view; section, service and form are there already. */
enum err desk_edit_items(struct arena *arena, const struct profile *profile,
                         struct desk_edit_view *view) WARN_UNUSED;
enum err desk_edit_damages(struct arena *arena, const struct form *form,
                           struct desk_edit_view *view) WARN_UNUSED;
enum err desk_edit_tabs(struct arena *arena, struct desk_edit_view *view) WARN_UNUSED;

#endif
