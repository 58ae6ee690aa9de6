/* A one-time password that an administrator hands over; hashed off the server's threads. */
#ifndef KHAJU_PEOPLE_ONE_TIME_H
#define KHAJU_PEOPLE_ONE_TIME_H

#include "page.h"

struct one_time {
    struct people_policy policy;
    struct arena *arena;
    char password[PEOPLE_ONE_TIME_SIZE];
    char hash[PEOPLE_HASH_SIZE];
};

/* Makes the password. */
enum err one_time_begin(struct page *page, struct one_time *out) WARN_UNUSED;
/* Slow on purpose: for page_brief. */
enum err one_time_hash(struct one_time *one_time) WARN_UNUSED;

#endif
