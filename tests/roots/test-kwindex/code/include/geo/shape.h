/// @file
/// Shapes of the plane: the base class and what is common to all.
#pragma once

namespace geo {

/// A point of the plane.
struct Point {
  double x = 0; ///< Distance to the right.
  double y = 0; ///< Distance upwards.
};

/// What has an area. See @ref Circle for an example.
class Shape {
public:
  virtual ~Shape() = default;
  /// Return the area in square metres.
  ///
  /// @return never below zero
  virtual double area() const = 0;

protected:
  Point origin_;
};

/// Return the distance of a point to the origin.
double norm(Point p);
/// Return the absolute value of a number.
double norm(double x);

bool operator<(const Point &a, const Point &b);

#define GEO_PI 3.14159
#define GEO_SQUARE(x) ((x) * (x))

} // namespace geo
