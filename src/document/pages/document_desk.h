/* The table of providers as the authors' page shows it. */
#ifndef KHAJU_DOCUMENT_DESK_H
#define KHAJU_DOCUMENT_DESK_H

#include "document_version.h"
#include "provider.h"

#endif
