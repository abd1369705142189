#if defined(_WIN32)
#include "windows_only.h"
int windows_only() { return 1; }
#elif FEATURE > 3
int feature() { return 2; }
#else
#ifndef NDEBUG
int portable() { return 3; }
#endif
#endif
#if 0
this is "not code
#endif
int after;
