// What the system has for the kernels, each 1 or 0. -DEST_HAS_…=0 does without: Scripts/portable builds that.
#ifndef EST_SYSTEM_H
#define EST_SYSTEM_H

// POSIX threads. WASI has the header, but in most of its forms no threads.
#ifndef EST_HAS_THREADS
#if defined(_WIN32) || defined(__wasi__) || !__has_include(<pthread.h>)
#define EST_HAS_THREADS 0
#else
#define EST_HAS_THREADS 1
#endif
#endif

// madvise.
#ifndef EST_HAS_PAGES
#if defined(_WIN32) || defined(__wasi__) || !__has_include(<sys/mman.h>)
#define EST_HAS_PAGES 0
#else
#define EST_HAS_PAGES 1
#endif
#endif

// Functions for the vectors of some x86-64 processors, and a way to ask which one this is. On Windows the compiler's
// answer is in a library that is not linked.
#ifndef EST_HAS_VARIANTS
#if defined(__x86_64__) && !defined(_WIN32) && __has_attribute(target) && __has_builtin(__builtin_cpu_supports)
#define EST_HAS_VARIANTS 1
#else
#define EST_HAS_VARIANTS 0
#endif
#endif

#endif
