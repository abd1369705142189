/// @file
/// Circles. And what they need.
#ifndef GEO_CIRCLE_H
#define GEO_CIRCLE_H
namespace geo {
/// A circle.
struct Circle {
    double radius;
    /// Its area.
    double area() const;
};
double round(const Circle &circle);
}
#endif
