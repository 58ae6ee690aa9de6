/* What the template of the editor is given. */
#ifndef KHAJU_LIBRARY_EDITOR_VIEW_H
#define KHAJU_LIBRARY_EDITOR_VIEW_H

#include "library_page.h"
#include "vocabulary.h"

struct library_editor_view {
    const char *title, *action, *csrf;
    enum library_kind kind;
    const struct form *form;
    const struct library_model *model; /* NULL: a new one */
    const char *xml;                   /* address of what is edited; "" for a new one */
    const char *file;                  /* name of the file that is sent */
};

#endif
