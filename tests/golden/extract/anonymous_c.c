typedef struct value {
  int kind;
  union {
    double number;
    const char *text; /**< of the track */
  } as;
  enum { ON = 1, OFF } state;
} value;
static struct { int x; } origin;
#define PAIR(name) struct { int first, second; } name
PAIR(pair);
double number(value v) { return v.as.number + v.state + origin.x + pair.first; }
