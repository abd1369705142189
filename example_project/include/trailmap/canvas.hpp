// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Pictures made of characters, for terminals and log files.
 */
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trailmap/config.hpp"
#include "trailmap/elevation.hpp"
#include "trailmap/track.hpp"

namespace trailmap {

/// Colours of the terminal; the values are those of the escape sequences.
enum class Colour : std::uint8_t { none = 0, red = 31, green = 32, yellow = 33, blue = 34 };

/// One character of a picture.
struct Cell {
  char character = ' ';
  Colour colour = Colour::none;
};

/// Whether a stream gets colours.
enum class ColourMode {
  never,
  automatic,  ///< when standard output is a terminal
  always,
};

/**
 * A grid of characters. Column 0, row 0 is at the top left.
 *
 * Drawing outside the grid is allowed and does nothing.
 */
class TRAILMAP_API Canvas {
public:
  /// What suits a terminal.
  static constexpr std::size_t default_columns = 72;
  static constexpr std::size_t default_rows = 16;

  Canvas(std::size_t columns, std::size_t rows) : columns_(columns), cells_(columns * rows) {}

  [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
  [[nodiscard]] std::size_t rows() const noexcept {
    return columns_ == 0 ? 0 : cells_.size() / columns_;
  }

  /// The cell in a column of a row. @pre both are inside
  [[nodiscard]] Cell& operator()(std::size_t column, std::size_t row);
  [[nodiscard]] const Cell& operator()(std::size_t column, std::size_t row) const;

  void put(std::ptrdiff_t column, std::ptrdiff_t row, char character, Colour = Colour::none);
  void put(std::ptrdiff_t column, std::ptrdiff_t row, std::string_view text, Colour = Colour::none);
  void line(std::ptrdiff_t x0, std::ptrdiff_t y0, std::ptrdiff_t x1, std::ptrdiff_t y1, char c);

  /// The picture as text; trailing blanks of a line are dropped.
  [[nodiscard]] std::string str(ColourMode mode = ColourMode::never) const;

private:
  std::size_t columns_;
  std::vector<Cell> cells_;
};

TRAILMAP_API std::ostream& operator<<(std::ostream& out, const Canvas& canvas);

/**
 * @brief Something that can be drawn.
 *
 * @tparam Derived a class with `void paint(Canvas&) const`. No virtual call is
 *         needed, since the type of what is drawn is always known.
 */
template <class Derived>
class Drawable {
public:
  /// Draws on a canvas that is there already.
  void draw_on(Canvas& canvas) const { self().paint(canvas); }

  /// Draws on a new canvas of the given size.
  [[nodiscard]] Canvas draw(std::size_t columns = Canvas::default_columns,
                            std::size_t rows = Canvas::default_rows) const {
    Canvas canvas(columns, rows);
    draw_on(canvas);
    return canvas;
  }

protected:
  ~Drawable() = default;

private:
  [[nodiscard]] const Derived& self() const noexcept { return static_cast<const Derived&>(*this); }
};

/// The heights of a walk as a curve, with the range of heights at its left.
class TRAILMAP_API ProfilePlot final : public Drawable<ProfilePlot> {
public:
  explicit ProfilePlot(ElevationProfile profile) : profile_(std::move(profile)) {}
  void paint(Canvas& canvas) const;

private:
  ElevationProfile profile_;
};

/// A track from above: `S` for its start, `G` for its goal.
class TRAILMAP_API TrackSketch final : public Drawable<TrackSketch> {
public:
  explicit TrackSketch(Track track) : track_(std::move(track)) {}
  void paint(Canvas& canvas) const;

private:
  Track track_;
};

}  // namespace trailmap
