// Circles <and> "other" round & things.
#include "geo/circle.h"

namespace geo {

Circle::Circle(double radius) : radius_(radius) {}

double Circle::area() const { return GEO_PI * GEO_SQUARE(radius_); }

double norm(Point p) { return p.x + p.y; }
double norm(double x) { return x < 0 ? -x : x; }

bool operator<(const Point &a, const Point &b) { return norm(a) < norm(b); }

} // namespace geo
