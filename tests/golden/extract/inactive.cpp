/// Always.
#define ACTIVE 1
#if defined(_WIN32)
/// The separator of folders.
#define SEPARATOR '\\'
#  define JOIN(a, b, ...) a SEPARATOR \
      b
#  if FEATURE
#define EMPTY
#  endif
int windows();
#else
#define SEPARATOR '/'
#endif
#if 0
"#define TEXT
/* #define COMMENT */
#define  SPACED( x )   x  // after
#endif
char use = SEPARATOR;
