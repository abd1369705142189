/// @file
/// Points and shapes, and what is measured of them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

/// Geometry of the plane.
namespace geo {

/// A point of the plane.
struct Point {
  double x = 0; ///< Distance to the right.
  double y = 0; ///< Distance upwards.
};

/// A side of a line.
enum class Side {
  Left, ///< To the left of it.
  Right ///< To the right of it.
};

/// What has an area.
class Shape {
public:
  virtual ~Shape() = default;
  /// Return the area in square metres.
  virtual double area() const = 0;
  /// Return a corner.
  Point &corner(std::size_t index);
  /// Return a corner of a constant shape.
  const Point &corner(std::size_t index) const;
};

/// A circle.
class Circle : public Shape {
public:
  /// Make a circle of a radius.
  explicit Circle(double radius);
  /// Make a circle around a point.
  Circle(Point centre, double radius);
  double area() const override;
};

/// Return the distance of a point to the origin.
double norm(Point p);
/// Return the absolute value of a number.
double norm(double x);
/// Return the greatest distance.
double norm(const std::vector<Point> &points);

/// Return the greater one.
template <typename T> T greater(T a, T b);
/// Return the greater one of an array.
template <typename T, std::size_t N> T greater(const T (&values)[N]);

/// Return the name of a shape.
std::string name(const Shape &shape);

/// Points in order.
using Path = std::vector<Point>;

/// Not documented by hand or by Breathe.
Side side(const Point &a, const Point &b);

} // namespace geo

/// Return a square.
#define GEO_SQUARE(x) ((x) * (x))
