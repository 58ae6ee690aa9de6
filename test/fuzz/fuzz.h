/* What a fuzz harness is: one function, called with one input. */
#ifndef KHAJU_TEST_FUZZ_H
#define KHAJU_TEST_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* The name is libFuzzer's. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise that must hold for every input; stays in all builds. */
#define FUZZ_PROMISE(condition) \
    do { \
        if (!(condition)) { \
            (void)fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #condition); \
            abort(); \
        } \
    } while (0)

#endif
