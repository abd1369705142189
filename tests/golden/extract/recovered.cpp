#include "engine.h"
/// Starts it.
/// @return 0
int Engine::start() const noexcept { return run(); }
/** The engine. */
Engine::Engine(int power, Box b) : power_{power}, box_(b), list_{1, 2}, Base<int>{} { start(); }
Engine::Engine(Engine&& other) noexcept
  : power_(std::move(other.power_)),
    fn_([](int x) { return x; }) {}
Engine::~Engine() { stop(); }
Engine::Engine() = default;
bool Engine::operator()(int a) const { return a; }
std::ostream& Engine::operator<<(int x) { return out; }
Engine& Engine::operator=(const Engine& other) & { return *this; }
Engine::operator bool() const { return true; }
Engine::operator std::vector<int>() const { return {}; }
void* Engine::operator new(std::size_t size) { return 0; }
bool Engine::operator<(const Engine& o) const { return a < b; }
Thing Engine::operator->() { return p; }
int Engine::operator[](int i) { return i; }
template <class T> int Box<T>::get() const { return 1; }
template <class T, int N = (3 > 2)>
template <class U>
auto Box<T>::put(U&& u) -> std::vector<T>& { return u; }
template <class T> requires std::integral<T> void Box<T>::only() requires (sizeof(T) > 2) { }
template <class T> requires requires(T t) { t.x(); } void Box<T>::need() { }
int Engine::tried() try { return 1; } catch (...) { return 0; } catch (int) { }
Engine::Engine(long x) try : power_(x) { } catch (...) { }
TEST(Suite, Name) { int a; }
TEST_F(a::b, c) { }
namespace a::b {
inline namespace c {
namespace {
void Hidden::look(int (*f)(int) = [](int x) { return x; }) { }
}
static const char* Deep::Er::name(const char* s) { return "}{"; }
}
}
extern "C" {
int Engine::c_one() { return 1; }
}
extern "C" int Engine::c_two() { return 1; }
#if 0
int Engine::never() { return 1; }
#else
[[nodiscard]] constexpr int Engine::always(int a, int b) const { return a; }
#endif
int Engine::count = 3;
std::vector<int> Engine::list{1, 2};
int Engine::kept_decl(int x);
virtual void Engine::wrong() override { }
Engine::Kind Engine::kind() { return Kind{}; }
int ::global() { return 1; }
int ::top::global() { return 1; }
Foo<Bar>::Foo(int) { }
Foo<Bar>::~Foo() { }
Q_DECLARE(Engine)
void Engine::after_macro() { }
int Engine::lambda(int x = []{ return Engine::start(); }()) { return x; }
void Engine::noex() noexcept(noexcept(f())) { }
struct Known { void in(); struct Nested { Nested(); }; };
void Known::in() {}
void Known::unknown() {}
decltype(auto) Engine::auto_() { return 1; }
int (*Engine::returns_pointer(int x))(long) { return 0; }
std::map<int, std::vector<int>> Engine::table(std::map<int, int> m) { return {}; }
enum class E { A, B };
class Other : public Engine { void f() { if (x) { Engine::start(); } } };
auto v = Engine::make(1) + [] { return 2; }();
EXPORT void Engine::exported() { }
EXPORT(x) void Engine::exported2() { }
void Engine::Engine2::operator delete[](void* p) { }
Engine::operator decltype(nullptr)() { return nullptr; }
