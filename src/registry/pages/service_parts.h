/* The parts of a service page, each a template of its own. */
#ifndef KHAJU_REGISTRY_SERVICE_PARTS_H
#define KHAJU_REGISTRY_SERVICE_PARTS_H

#include "service_fees_html.h"
#include "service_items_html.h"
#include "service_key_html.h"
#include "service_levels_html.h"
#include "service_source_html.h"
#include "service_sources_html.h"
#include "service_text_html.h"
#include "service_visits_html.h"

#endif
