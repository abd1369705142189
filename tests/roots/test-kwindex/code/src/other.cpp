#include "geo/circle.h"

namespace other {

/// The same name as one of geo.
double norm(float x) { return geo::norm(x); }

struct Circle {};

} // namespace other
