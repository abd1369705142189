int apply(int (*f)(int), int x) { return f(x); }
auto twice = [](int x) { return x * 2; };
struct Holder { int run(int n) { auto f = [this, n](auto v) { return v + n + base; }; return f(1); } int base; };
int use() {
  int captured = 1;
  auto inner = [&captured](int y) { struct Local { int z; }; return Local{y}.z + captured; };
  for (int i = 0; i < 3; ++i) captured += inner(i);
  return apply([](int v) { return v; }, twice(captured));
}
struct Pair { int a, b; };
auto [left, right] = Pair{1, 2};
int both() { auto [x, y] = Pair{3, 4}; return left + x + y; }
