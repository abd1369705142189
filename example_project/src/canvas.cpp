// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Drawing with characters.
 */
#include "trailmap/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ostream>

#include "platform.hpp"
#include "trailmap/log.hpp"

namespace trailmap {

namespace {

constexpr std::size_t label_width = 7;

bool wants_colour(ColourMode mode) noexcept {
  switch (mode) {
    case ColourMode::never: return false;
    case ColourMode::always: return TRAILMAP_WITH_COLOUR != 0;
    case ColourMode::automatic: break;
  }
  return platform::is_colour_terminal(stdout);
}

// Steeper than one in five is red, steeper than one in ten yellow.
Colour colour_of(double grade) noexcept {
  const double steep = std::abs(grade);
  if (steep > 0.2) {
    return Colour::red;
  }
  return steep > 0.1 ? Colour::yellow : Colour::green;
}

std::string escape_sequence(Colour colour) {
  return "\x1b[" + std::to_string(static_cast<int>(colour)) + "m";
}

}  // namespace

Cell& Canvas::operator()(std::size_t column, std::size_t row) {
  TRAILMAP_EXPECT(column < columns() && row < rows());
  return cells_[row * columns_ + column];
}

const Cell& Canvas::operator()(std::size_t column, std::size_t row) const {
  TRAILMAP_EXPECT(column < columns() && row < rows());
  return cells_[row * columns_ + column];
}

void Canvas::put(std::ptrdiff_t column, std::ptrdiff_t row, char character, Colour colour) {
  const auto x = static_cast<std::size_t>(column);  // a negative one becomes huge
  const auto y = static_cast<std::size_t>(row);
  if (x < columns() && y < rows()) {
    (*this)(x, y) = {character, colour};
  }
}

void Canvas::put(std::ptrdiff_t column, std::ptrdiff_t row, std::string_view text, Colour colour) {
  for (const char c : text) {
    put(column++, row, c, colour);
  }
}

// Bresenham's line.
void Canvas::line(std::ptrdiff_t x0, std::ptrdiff_t y0, std::ptrdiff_t x1, std::ptrdiff_t y1,
                  char c) {
  const std::ptrdiff_t dx = std::abs(x1 - x0);
  const std::ptrdiff_t dy = -std::abs(y1 - y0);
  const std::ptrdiff_t step_x = x0 < x1 ? 1 : -1;
  const std::ptrdiff_t step_y = y0 < y1 ? 1 : -1;
  for (std::ptrdiff_t error = dx + dy;;) {
    put(x0, y0, c);
    if (x0 == x1 && y0 == y1) {
      return;
    }
    const std::ptrdiff_t twice = 2 * error;
    if (twice >= dy) {
      error += dy;
      x0 += step_x;
    }
    if (twice <= dx) {
      error += dx;
      y0 += step_y;
    }
  }
}

std::string Canvas::str(ColourMode mode) const {
  const bool colours = wants_colour(mode);
  std::string text;
  for (std::size_t row = 0; row < rows(); ++row) {
    Colour current = Colour::none;
    std::size_t width = columns();
    while (width > 0 && (*this)(width - 1, row).character == ' ') {
      --width;
    }
    for (std::size_t column = 0; column < width; ++column) {
      const Cell& cell = (*this)(column, row);
      if (colours && cell.colour != current) {
        current = cell.colour;
        text += escape_sequence(current);
      }
      text += cell.character;
    }
    if (current != Colour::none) {
      text += escape_sequence(Colour::none);
    }
    text += '\n';
  }
  return text;
}

std::ostream& operator<<(std::ostream& out, const Canvas& canvas) {
  return out << canvas.str();
}

void ProfilePlot::paint(Canvas& canvas) const {
  if (profile_.empty() || canvas.columns() <= label_width + 1 || canvas.rows() < 2) {
    return;
  }
  const Metres low = profile_.lowest().height;
  const Metres high = profile_.highest().height;
  const Metres range = std::max(high - low, Metres{1});
  const Metres length = profile_.samples().back().way;
  const std::size_t width = canvas.columns() - label_width;
  const auto bottom = static_cast<double>(canvas.rows() - 1);
  const Metres run = length * (1.0 / static_cast<double>(width - 1));

  Metres before = profile_(Metres{0});
  for (std::size_t i = 0; i < width; ++i) {
    const Metres height = profile_(run * static_cast<double>(i));
    const double grade = run > Metres{0} ? (height - before) / run : 0.0;
    const auto top = std::lround(bottom - (height - low) / range * bottom);
    const auto column = static_cast<std::ptrdiff_t>(label_width + i);
    canvas.put(column, top, '*', colour_of(grade));
    for (auto row = top + 1; row <= std::lround(bottom); ++row) {
      canvas.put(column, row, '.');
    }
    before = height;
  }
  canvas.put(0, 0, to_text(whole(high)));
  canvas.put(0, std::lround(bottom), to_text(whole(low)));
}

void TrackSketch::paint(Canvas& canvas) const {
  const Box box = track_.bounds();
  if (box.empty() || canvas.columns() < 2 || canvas.rows() < 2) {
    return;
  }
  const auto scale = [](Degrees value, Degrees low, Degrees high, std::size_t cells) {
    const Degrees range = std::max(high - low, Degrees{1e-9});
    return std::lround((value - low) / range * static_cast<double>(cells - 1));
  };
  const auto column = [&](const Point& p) {
    return scale(p.longitude, box.south_west().longitude, box.north_east().longitude,
                 canvas.columns());
  };
  const auto row = [&](const Point& p) {
    return static_cast<long>(canvas.rows()) - 1 -
           scale(p.latitude, box.south_west().latitude, box.north_east().latitude, canvas.rows());
  };
  for (std::size_t i = 1; i < track_.size(); ++i) {
    const Point& a = track_[i - 1].place;
    const Point& b = track_[i].place;
    canvas.line(column(a), row(a), column(b), row(b), '+');
  }
  const Point& goal = track_[track_.size() - 1].place;
  canvas.put(column(goal), row(goal), 'G', Colour::red);
  canvas.put(column(track_[0].place), row(track_[0].place), 'S', Colour::green);
}

}  // namespace trailmap
