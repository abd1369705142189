struct Vec {
  int x;
  Vec &operator+=(const Vec &other) { x += other.x; return *this; }
  int &operator[](int index);
  int operator()(int a, int b) const;
  Vec &operator++();
  Vec operator++(int);
  bool operator==(const Vec &) const = default;
  auto operator<=>(const Vec &) const;
  explicit operator bool() const;
  operator const int *() const;
  void *operator new(decltype(sizeof 0) size);
  void operator delete(void *place);
  Vec *operator->();
};
Vec operator+(Vec a, const Vec &b) { return a += b; }
Vec operator-(const Vec &a);
unsigned long long operator""_km(unsigned long long value);

int use(Vec v) {
  Vec w = v + v;
  w += -v;
  ++w;
  int y = w[0] + w(1, 2) + w->x + (v == w);
  v.operator+=(w);
  return y + static_cast<int>(3_km);
}
