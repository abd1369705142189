struct Point { int x; };
/// A point by another name.
using Spot = Point;
typedef Point *Handle, Array[3];
typedef int (*Callback)(Point, int);
using Fn = void (*)(Spot);
template <class T> struct List {};
template <class T> using Row = List<T>;
using Points = List<Point>;
typedef struct { int a; } Bare;
typedef struct Node { struct Node *next; } Node;

Points use(Handle h, Callback c, Row<int> r, Bare b) { c(*h, b.a); return {}; }
