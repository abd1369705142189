/// Holds values.
template <typename T, int N = 4>
class Box {
 public:
  using value_type = T;
  Box();
  ~Box();
  explicit Box(T first);
  template <typename U>
  void assign(const U &value) { items_[0] = value; value.unknown(); }
  T &at(int index);
  T front() const { return items_[0]; }
  int size = N;

 private:
  T items_[N];
};

template <typename T, int N>
T &Box<T, N>::at(int index) { return items_[index]; }

template <typename T, int N>
Box<T, N>::~Box() {}

template <class T>
T largest(T a, T b) { return a < b ? b : a; }

template <class... Args>
int total(Args... args) { return (args + ...); }

int use() {
  Box<int> box(3);
  box.assign(4);
  box.size = box.front();
  Box<int>::value_type x = largest(box.at(0), 2);
  return largest<long>(x, 3) + total(1, 2);
}
