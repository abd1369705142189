#include <stdio.h>

typedef unsigned long size_t;
void *malloc(size_t);
char *strcpy(char *, const char *);

int run(char *to, const char *from, double number) {
  int *data = (int *)malloc(sizeof(int));
  strcpy(to, from); // => unbounded-copy
  if (!data)
    goto end; // => goto
  return (int)number;
end:
  return 0;
}
static int counter; // => mutable-global
