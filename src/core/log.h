/*
 * Structured log on standard error, one line an event: time, level, event name, key=value pairs
 * (logfmt). Values are quoted and bounded; no personal data, no secrets.
 */
#ifndef KHAJU_CORE_LOG_H
#define KHAJU_CORE_LOG_H

#include "compiler.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };
/* What is written at least. Until it is called: KHAJU_LOG (debug, info, warn, error), else info. */
void log_set_level(enum log_level least);
/* log_event(LOG_INFO, "import.done", "file", name, "rows", "185", NULL): pairs of strings. */
void log_event(enum log_level level, const char *event, ...) SENTINEL;

#endif
