/* Who is told that a service changed. The room above is not known here: it plugs itself in. */
#include "registry_internal.h"

static registry_listener *listener_or_null;

void registry_set_listener(registry_listener *listener) {
    listener_or_null = listener;
}

enum err registry_changed(struct store_db *db, const char *service_id) {
    return listener_or_null == NULL ? ERR_NONE : listener_or_null(db, service_id);
}
