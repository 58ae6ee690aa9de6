/* The page of one model, drawn again by those who were refused there; sending a file. */
#ifndef KHAJU_LIBRARY_SHOW_PAGE_H
#define KHAJU_LIBRARY_SHOW_PAGE_H

#include "library_page.h"

/* refused: why publishing was refused, translated; or NULL. */
enum err library_show_draw(struct page *page, const char *refused);
/* As a download under this name. */
enum err library_send(struct page *page, const char *name, const char *type, const void *bytes,
                      size_t size);

/* Handlers that the API offers too. */
enum err library_version_file(struct page *page);
enum err library_version_svg(struct page *page);

#endif
