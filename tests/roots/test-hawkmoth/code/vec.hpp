#pragma once

namespace geo {

/** A point of the plane. */
struct Point {
  /** Distance to the right. */
  double x;
};

/** Return the distance to the origin. */
double norm(Point p);
/** Return the absolute value. */
double norm(double x);

/* Not documented. */
Point turn(Point p);

} // namespace geo
