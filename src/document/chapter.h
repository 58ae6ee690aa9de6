/*
 * Chapters: the texts the program brings (data/document) and what IT management made of them.
 */
#ifndef KHAJU_DOCUMENT_CHAPTER_H
#define KHAJU_DOCUMENT_CHAPTER_H

#include "document.h"

enum { CHAPTERS_MAX = 40 };

/* All chapters in order, as they stand now. */
enum err chapter_list(struct store_db *db, struct arena *arena,
                      struct document_chapter_list *out) WARN_UNUSED;
/* The texts as the program brought them; no database. */
enum err chapter_defaults(struct arena *arena, struct document_chapter_list *out) WARN_UNUSED;

#endif
