#include "geo/geo.h"

#include <cmath>

namespace geo {

double norm(Point p) { return std::hypot(p.x, p.y); }
double norm(double x) { return x < 0 ? -x : x; }

double norm(const std::vector<Point> &points) {
  double found = 0;
  for (const Point &p : points)
    found = greater(found, norm(p));
  return found;
}

} // namespace geo
