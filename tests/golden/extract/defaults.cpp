template <class T> struct Wrap { T value; };
struct Pace { double speed = 4.2; int rest{1}; };
struct Route {
  double time(const Pace& pace = {}) const;
  double best(Pace pace = Pace{4.0, 2}, int count = int{}) const;
  void each(int (*visit)(int) = [](int x) { return x + 1; });
  Route(Wrap<Pace> wrap = {Pace{}}, int = {}) : wrap_{wrap} {}
  Wrap<Pace> wrap_{{1, 2}};
  struct { int a; } inner;
};
void log([[maybe_unused]] int stream, [[maybe_unused]] const char* text);
void one( [[maybe_unused]] int x) noexcept { }
#define UNUSED [[maybe_unused]]
#define IN
void two(UNUSED int x, UNUSED int* y, IN int z);
int three(int x [[maybe_unused]], Wrap<int> w = Wrap<int>{3});
template <int N = int{4}, class T = Wrap<int>> int four(T t = {}, int n = N);
