/* The only place for compiler attributes: C11 elsewhere. */
#ifndef KHAJU_CORE_COMPILER_H
#define KHAJU_CORE_COMPILER_H

#define WARN_UNUSED __attribute__((warn_unused_result))
#define SENTINEL __attribute__((sentinel))
#define FORMAT_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define UNUSED __attribute__((unused))
/* 1 when built with -fsanitize=address (gcc says so by a macro, clang by a feature). */
#if defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_SANITIZER 1
#endif
#endif
#ifndef HAS_ADDRESS_SANITIZER
#define HAS_ADDRESS_SANITIZER 0
#endif

/* Of a set of bits: the number of its lowest one (the set must not be empty), and how many it has.
 */
#define LOWEST_BIT(set) ((size_t)__builtin_ctzll(set))
#define BIT_COUNT(set) ((size_t)__builtin_popcountll(set))

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
