/* What the files of this room share and nobody else sees. */
#ifndef KHAJU_LIBRARY_INTERNAL_H
#define KHAJU_LIBRARY_INTERNAL_H

const char *library_or_empty(const char *text);

#endif
