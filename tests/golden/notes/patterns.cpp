#include "std.h"

template <class T> struct Base {};
template <class T> struct Outer {};
struct Self : Base<Self> {}; // => crtp
struct Nested : Base<Outer<Nested>> {};
struct Plain : Base<int> {};

template <class B> struct Trait : B {};
template <class B> struct Adds : B { // => mixin
  int added;
};
template <class B> struct Inside : B::Base {};
template <class B> struct Given : Base<B> {};

struct Shape { // => abstract-interface
  virtual ~Shape() = default;
  virtual void draw() const = 0;
  static int count();
};
struct HasData {
  virtual ~HasData();
  virtual void draw() const = 0;
  int data;
};
struct HasBody {
  virtual ~HasBody();
  virtual void draw() const = 0;
  virtual void more() {}
};

class Hidden {
  class Parts;
  std::unique_ptr<Parts> parts; // => pimpl
};
class HiddenToo {
  struct Impl;
  Impl *impl; // => pimpl
};
class List {
  struct Node;
  Node *first;
};
class Shown {
  struct Impl {};
  Impl *impl;
};

struct Owner {
  ~Owner() {
    delete data; // => raii-owner
  }
  int *data;
};
struct NoOwner {
  ~NoOwner() {
    int *data = nullptr;
    delete data;
  }
  int *kept;
};

struct OneVisitor { // => visitor
  virtual ~OneVisitor();
  virtual void visitA(int) {}
  virtual void visitB(int) {}
};
struct Guest {
  void visitA(int);
  void visitB(int);
};
void visits(int v) {
  std::visit(v, v); // => visitor
}

struct Callback {
  std::function<void()> call; // => type-erasure
  void (*plain)();
};
class Any { // => type-erasure
  struct Concept { // => abstract-interface
    virtual ~Concept() = default;
    virtual void run() = 0;
  };
  template <class T> struct Model : Concept {
    void run() override {}
  };
};

class Only {
public:
  static Only &get() { // => singleton
    static Only only;
    return only;
  }
  static Only &other() {
    static int count;
    return get();
  }
};

std::unique_ptr<Shown> make_shown() { // => factory-function
  return std::make_unique<Shown>();
}
std::unique_ptr<Shown> make_with_new() { // => factory-function
  return std::unique_ptr<Shown>(new Shown);
}
std::unique_ptr<Shown> hand_on() { return make_shown(); }

struct MoveOnly { // => move-only
  MoveOnly(const MoveOnly &) = delete;
  MoveOnly(MoveOnly &&) = default;
};
struct NeverMoved {
  NeverMoved(const NeverMoved &) = delete;
  NeverMoved(NeverMoved &&) = delete;
};
struct Copied {
  Copied(const Copied &) = default;
  Copied(Copied &&) = default;
};

struct Value { // => operator-set
  bool operator==(Value) const;
  bool operator!=(Value) const;
  bool operator<(Value) const;
};
struct TwoOperators {
  bool operator==(TwoOperators) const;
  bool operator!=(TwoOperators) const;
};

template <class L, class R> struct Sum {};
template <class L, class R> Sum<L, R> operator+(const L &, const R &); // => expression-template
template <class T, class U> struct Pair {};
template <class T, class U>
Pair<T, U> operator+(const Pair<T, U> &, const Pair<T, U> &);

template <class T> struct Matrix {
  template <class U> Sum<T, U> operator+(const Base<U> &) const; // => expression-template
  template <class U> Matrix operator-(const Base<U> &) const;
};
template <class T> struct Vector {
  template <class U> friend const Sum<U, T> operator*(const Base<U> &, const Vector &) { return {}; } // => expression-template
};
template <class T, class U>
typename Pair<T, U>::type operator-(const Matrix<T> &, const Matrix<U> &);
template <class T, class U>
Unknown<T, U> operator-(const Matrix<T> &, const Vector<U> &); // => expression-template

template <class T, class = std::enable_if_t<sizeof(T) == 1>> void small(T); // => constraint
template <class T>
  requires(sizeof(T) == 2) // => constraint
void two(T);

#define REGISTER_THING(name) static int registered_##name
#define COUNT_THING(name) static const int counted_##name = 0
REGISTER_THING(one); // => registration-macro
COUNT_THING(one);
void registers() { REGISTER_THING(local); }

#define EACH_COLOUR(F) F(red) F(green) F(blue) // => x-macro
#define TWICE(F) F(1) + F(2) + F(3)

thread_local int mine; // => thread-local
thread_local Base<int[3]> named{}; // => thread-local
std::atomic<int> shared; // => atomic
struct Guarded {
  std::mutex lock; // => mutex
  std::atomic<int> hits; // => atomic
  int plain;
};
