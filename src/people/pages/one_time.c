#include "one_time.h"

enum err one_time_begin(struct page *page, struct one_time *out) {
    out->arena = page->arena;
    people_one_time_make(out->password);
    return people_policy_load(page->db, &out->policy);
}

enum err one_time_hash(struct one_time *one_time) {
    return people_password_hash(one_time->arena, &one_time->policy, one_time->password,
                                one_time->hash);
}
