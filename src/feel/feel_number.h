/*
 * Numbers of FEEL: IEEE 754-2008 decimal128, 34 digits, half-even (DMN 1.5, clause 10.3.2.3.1).
 * Sixteen bytes, passed by value, never allocated. Only feel_number.c knows Intel's library.
 * A result that is not finite is what FEEL calls null: look with feel_number_finite().
 */
#ifndef KHAJU_FEEL_NUMBER_H
#define KHAJU_FEEL_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct feel_number {
    uint64_t bits[2];
};

enum feel_rounding { /* the library's own numbering does not leave feel_number.c */
                     FEEL_HALF_EVEN,
                     FEEL_DOWN, /* towards zero */
                     FEEL_UP,   /* away from zero */
                     FEEL_HALF_UP,
                     FEEL_HALF_DOWN,
                     FEEL_FLOOR,
                     FEEL_CEILING,
};

enum { FEEL_NUMBER_SCALE_MIN = -6111, FEEL_NUMBER_SCALE_MAX = 6176 };
/* Plain digits of a number of ordinary size; others are written with an exponent. */
enum { FEEL_NUMBER_TEXT_SIZE = 128 };

struct feel_number feel_number_int(int64_t value);
struct feel_number feel_number_real(double value); /* the shortest decimal that reads the same */
/* Digits with an optional sign, point and exponent, and nothing else. */
bool feel_number_parse(const char *text, size_t length, struct feel_number *out);
/* 12.5, -0.001; without zeros at the end of the fraction. */
void feel_number_format(struct feel_number number, char out[FEEL_NUMBER_TEXT_SIZE]);

struct feel_number feel_number_add(struct feel_number a, struct feel_number b);
struct feel_number feel_number_subtract(struct feel_number a, struct feel_number b);
struct feel_number feel_number_multiply(struct feel_number a, struct feel_number b);
struct feel_number feel_number_divide(struct feel_number a, struct feel_number b);
struct feel_number feel_number_power(struct feel_number a, struct feel_number b);
struct feel_number feel_number_modulo(struct feel_number a, struct feel_number b); /* sign of b */
struct feel_number feel_number_negate(struct feel_number a);
struct feel_number feel_number_absolute(struct feel_number a);
struct feel_number feel_number_sqrt(struct feel_number a);
struct feel_number feel_number_exp(struct feel_number a);
struct feel_number feel_number_log(struct feel_number a);
/* To scale digits after the point; a negative scale rounds before it. */
struct feel_number feel_number_round(struct feel_number a, int scale, enum feel_rounding rounding);

bool feel_number_finite(struct feel_number a);
bool feel_number_zero(struct feel_number a);
bool feel_number_negative(struct feel_number a);                     /* below zero; false for -0 */
int feel_number_compare(struct feel_number a, struct feel_number b); /* -1, 0, 1; both finite */
bool feel_number_integer(struct feel_number a);                      /* no fraction */
/* True if it is a whole number that fits. */
bool feel_number_to_int(struct feel_number a, int64_t *out);
double feel_number_to_real(struct feel_number a);

#endif
