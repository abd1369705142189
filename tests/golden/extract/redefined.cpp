// What is defined a second time: an error, and listed once.
namespace twice {
class Edge {
 public:
  int first();
};
class Edge {
 public:
  int second();
};
enum class Color { red };
enum class Color { green };
template <class T> struct Node { T value; };
template <class T> struct Node { T other; };
struct Edge::Inner { int lost; };
struct Holder {
  struct { int x; } unnamed;
  union { int y; float z; };
  enum { some };
};
typedef struct { int w; } Plain;
struct __attribute__((packed)) {
  char c;
} packed;
}  // namespace twice
