// SPDX-License-Identifier: BSD-2-Clause
#include "trailmap/point.hpp"

#include <ostream>
#include <string>

#include "text.hpp"

namespace trailmap {

bool is_valid(const Point& point) noexcept {
  return abs(point.latitude) <= Degrees(90) && abs(point.longitude) <= Degrees(180);
}

Result<Point> parse_point(std::string_view text) {
  const auto pieces = text::split(text, ',');
  if (pieces.size() < 2 || pieces.size() > 3) {
    return Result<Point>::failure("expected latitude, longitude and perhaps a height");
  }
  double numbers[3] = {};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto number = text::to_number<double>(pieces[i]);
    if (!number) {
      return Result<Point>::failure("not a number: '" + std::string(pieces[i]) + "'");
    }
    numbers[i] = *number;
  }
  Point point{Degrees(numbers[0]), Degrees(numbers[1]), {}};
  if (pieces.size() == 3) {
    point.elevation = Metres(numbers[2]);
  }
  if (!is_valid(point)) {
    return Result<Point>::failure("not on the Earth: '" + std::string(text) + "'");
  }
  return point;
}

std::ostream& operator<<(std::ostream& out, const Point& point) {
  out << text::fixed(point.latitude.value(), 5) << ", " << text::fixed(point.longitude.value(), 5);
  if (point.elevation) {
    out << " (" << to_text(whole(*point.elevation)) << ')';
  }
  return out;
}

}  // namespace trailmap
