/* The only place for compiler attributes: C11 elsewhere. */
#ifndef KHAJU_CORE_COMPILER_H
#define KHAJU_CORE_COMPILER_H

#define WARN_UNUSED __attribute__((warn_unused_result))
#define SENTINEL __attribute__((sentinel))
#define FORMAT_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define UNUSED __attribute__((unused))
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
