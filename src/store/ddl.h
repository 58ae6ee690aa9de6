/* Translates the portable SQL of a migration for one engine. */
#ifndef KHAJU_STORE_DDL_H
#define KHAJU_STORE_DDL_H

#include "buf.h"
#include "store.h"

/*
 * In CREATE TABLE and ALTER TABLE: BIGINT → INTEGER, DOUBLE PRECISION → REAL and STRICT on SQLite;
 * BLOB → BYTEA and TEXT → TEXT COLLATE "C" (byte order, as on SQLite) on PostgreSQL.
 * Lines between "-- sqlite:" or "-- postgres:" and "-- both:" are for one engine only.
 */
enum err store_ddl(const char *sql, enum store_engine engine, struct buf *out) WARN_UNUSED;

#endif
