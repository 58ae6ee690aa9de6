/* Words for the slugs and small numbers that statements give back; see column_word. */
#ifndef KHAJU_DOCUMENT_WORDS_H
#define KHAJU_DOCUMENT_WORDS_H

#include "provider.h"

column_word words_stage;  /* -1: not assessed */
column_word words_reason; /* of a visit */
column_word words_queue;
column_word words_origin;
column_word words_fact;     /* what a citizen is owed to know */
column_word words_kind;     /* of an imported file */
column_word words_verified; /* 0, 1: of a paraphrase */
column_word words_expected; /* 0, 1: of an agency */
column_word words_province; /* the governor's office → the province */
column_word words_clause;   /* «Art. 8» → «ماده ۸» */

column_word words_digits; /* text with its digits in Persian */
column_word words_cause;
column_word words_criterion;
column_word words_demonstration; /* 0, 1: of a reported figure */
column_word words_day;           /* days since 1970 → a date */
column_word words_requirement_kind;
column_word words_requirement_state;
column_word words_yes;  /* 0, 1 */
column_word words_role; /* of a process in the library */
column_word words_deadline_value;

#endif
