/* Private to web: the table of static files that tools/assets.py makes. */
#ifndef KHAJU_WEB_FILES_H
#define KHAJU_WEB_FILES_H

#include "web.h"

extern const struct web_file web_files[];
extern const size_t web_file_count;

#endif
