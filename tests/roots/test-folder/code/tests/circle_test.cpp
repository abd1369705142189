#include <geo/circle.h>
int main() { return geo::round(geo::Circle{1}) > 3 ? 0 : 1; }
