/* A C file: tags, prototypes, designated initialisers. */
struct point { int x, y; };
typedef struct point point_t;
typedef enum { SMALL, LARGE = 7 } size;
union number { int i; float f; };

/** Moves a point. */
int move(struct point *p, int by);
static int hidden(void);
extern int shared;
int class = 3, *pointer, table[2] = {1, 2};
int variadic(const char *format, ...);

int move(struct point *p, int by) {
  point_t q = {.x = by, .y = 2};
  union number n;
  n.i = LARGE;
again:
  if (q.x) goto again;
  p->x += q.y + class + hidden();
  return variadic("%d", p->x);
}
static int hidden(void) { return shared; }
