/// A shape with an area.
class Shape {
 public:
  Shape() = default;
  explicit Shape(int sides, const char *name = "none");
  Shape(const Shape &other) = delete;
  virtual ~Shape();

  //! The area in square metres.
  virtual double area() const = 0;
  virtual void grow(int by) noexcept;
  static int count();
  operator bool() const { return sides_ != 0; }

 protected:
  int sides_ = 0;          ///< How many sides.
                           ///< Never negative.
  mutable int cache_;
  static const int limit = 12;
  static inline int made{0};

 private:
  struct Impl;
  Impl *impl_;
};

struct Base { virtual void touch(); };

class Square final : public Shape, protected virtual Base {
 public:
  double area() const override { return side_ * side_; }
  void grow(int by) noexcept final;

 private:
  double side_;
};

struct Shape::Impl { int secret; };

Shape::Shape(int sides, const char *name) : sides_(sides), impl_(nullptr) {}
Shape::~Shape() {}
void Shape::grow(int by) noexcept { sides_ += by; count(); }
int Shape::count() { struct Local { int x; } local{1}; return local.x; }
void Square::grow(int by) noexcept { side_ *= by; Shape::grow(by); area(); }
