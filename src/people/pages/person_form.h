/* The form of an account, for adding and for changing one. */
#ifndef KHAJU_PEOPLE_PERSON_FORM_H
#define KHAJU_PEOPLE_PERSON_FORM_H

#include "page.h"

/* An empty form with the agencies there are; adding asks for a user name, changing does not. */
enum err person_form_create(struct page *page, bool adding, struct form **out) WARN_UNUSED;
/* Fills it from an account. */
void person_form_fill(struct form *form, const struct people_account *account);
/* What was typed; strings live as long as the request. */
enum err person_form_take(struct page *page, struct form *form,
                          struct people_account_save *out) WARN_UNUSED;

#endif
