#include "gone.h"
namespace suite { class List {}; }
using suite::List;
int sorted(int);
TEST(List, Sorts) { sorted(1); }
TEST_CASE("sorts", "[list]") { }
static REGISTER(List, sorted) { }
static REGISTER_AS(sorted, 2);
BENCHMARK(sorted);
BENCHMARK(sorted)->Arg(3);
#define BOTH(f) REGISTER_AS(f, 1); REGISTER(f, f) { }
BOTH(sorted);
class Engine {
  Engine();
  operator int();
  MOCK(int, start, (int), (override));
  DISALLOW(Other);
  Unknown parts;
};
Engine::Engine() { }
struct Part {
  HEAD suite::List list;
  char name[3];
};
struct Lost {
  HEAD
  Unknown* get() const { return 0; }
};
MEMBER_OF(start)(int a) { }
Unknown (max)(int a) { }
template <class T> void read(T);
template <> Unknown read<int>(int a) { }
template <> Unknown read<Gone*>(Gone* a) { }
Unknown left;
Unknown call(Engine);
auto right = sorted(2);
DECORATED(x)
int after() { return 1; }
main() { }
