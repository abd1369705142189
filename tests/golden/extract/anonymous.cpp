struct Outer {
  union {
    int whole;
    float real;
  };
  struct { int x, y; } place;
  unsigned ready : 1;
  unsigned : 3;
  unsigned level : 4 = 2;
};
static union { int first; char second; };
struct { int solo; } single;
int use(Outer o) { return o.whole + o.place.x + o.ready + first + single.solo; }
