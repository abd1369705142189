#include "geo/circle.h"
#include "not/there.h"

int main() {
  geo::Circle circle(2);
  return circle.area() < geo::norm(1.0) ? 0 : 1;
}
