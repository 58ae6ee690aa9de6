/*
 * What tests of every room stand on: a freshly migrated store that is thrown away afterwards.
 *
 * On SQLite a file in a temporary folder; when KHAJU_TEST_POSTGRES=postgresql://… is set, a
 * database of its own in that cluster (test/with-postgres starts one). meson runs every test that
 * may use a store on each engine, by KHAJU_TEST_ENGINE=sqlite or =postgres; a test of PostgreSQL
 * without a cluster counts as skipped.
 */
#ifndef KHAJU_TEST_RIG_H
#define KHAJU_TEST_RIG_H

#include "store.h"
#include <stdbool.h>

enum { RIG_URL_MAX = 512 };

/* Opens a store with every migration applied; fails the program with a message if it cannot. */
void rig_open(struct store **out);
/* Closes it and removes its file or its database. */
void rig_close(struct store *store);

/* An empty database, not migrated, not opened; rig_drop() removes it. */
void rig_make(enum store_engine engine, char url_out[RIG_URL_MAX]);
void rig_drop(const char *url);
/* Is there a PostgreSQL to test on? */
bool rig_has_postgres(void);
/* The engine that rig_open uses. */
enum store_engine rig_engine(void);
/* A temporary folder of this process, removed when it ends. */
const char *rig_folder(void);

#endif
