#include <stdio.h>

/** Write a line. */
int geo_log(FILE *file, const char *text) { return fprintf(file, "%s\n", text); }
