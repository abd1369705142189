#include <vendor/gl.h>

/// A shape.
struct Shape {
  virtual double area() const = 0;  ///< In square metres.
};

#ifdef WITH_GL
void draw(const Shape& shape);
#endif

struct Square : Shape {
  double area() const override { return side * side; }
  double side = 1;
};
