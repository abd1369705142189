template <class T, class U> constexpr bool same = false;
template <class T> constexpr bool same<T, T> = true;

/// Can be added.
template <class T>
concept Addable = requires(T a, T b) {
  { a + b };
  requires sizeof(T) > 1;
};

template <class T>
concept Small = Addable<T> && (sizeof(T) < 8 || same<T, long>);

template <Addable T>
T add(T a, T b) requires Small<T> { return a + b; }

template <class T>
  requires Small<T> && requires(T t) { t.size(); }
struct Wrapper { T value; };

Small auto twice(Small auto x) { return add(x, x); }
int use() { return twice(4); }
