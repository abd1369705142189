template <class T> struct Traits { static int rank() { return 0; } T *pointer; };
/// Of integers.
template <> struct Traits<int> { static int rank(); };
template <class T> struct Traits<T *> { static int rank() { return 2; } };
int Traits<int>::rank() { return 1; }

template <class T> int size_of(T) { return 1; }
template <> int size_of<char>(char) { return 2; }

template struct Traits<long>;
extern template struct Traits<short>;

int use(Traits<int> a, Traits<int *> b, Traits<long> c) {
  c.pointer = nullptr;
  return a.rank() + b.rank() + c.rank() + size_of('x') + size_of(1);
}
