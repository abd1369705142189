#include <geo/circle.h>
#include <math.h>
namespace geo {
double Circle::area() const { return 3.14 * radius * radius; }
double round(const Circle &circle) { return circle.area(); }
}
