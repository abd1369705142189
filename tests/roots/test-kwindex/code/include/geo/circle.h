#ifndef GEO_CIRCLE_H
#define GEO_CIRCLE_H
#include "geo/shape.h"

namespace geo {

/// A circle around a point.
class Circle : public Shape {
public:
  /// Make a circle of a radius.
  explicit Circle(double radius);
  double area() const override;

private:
  double radius_;
};

enum class Side { Left, Right };

} // namespace geo

#endif // GEO_CIRCLE_H
