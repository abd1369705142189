// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Recorded walks: points in the order in which somebody passed them.
 */
#pragma once

#include <concepts>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "trailmap/config.hpp"
#include "trailmap/geometry.hpp"
#include "trailmap/point.hpp"

namespace trailmap {

/// One point of a track and the moment when it was passed.
struct TrackPoint {
  Point place;
  std::optional<Seconds> time;  ///< since 1970-01-01T00:00:00Z, when known

  [[nodiscard]] const Point& location() const noexcept { return place; }

  friend bool operator==(const TrackPoint&, const TrackPoint&) = default;
};

/// A condition on the points of a track.
template <class P>
concept PointPredicate = std::predicate<P, const TrackPoint&>;

/**
 * @brief A recorded walk.
 *
 * A track is a container of points with a name. It keeps what the receiver
 * wrote, in its order; the functions that clean it up return a new track:
 *
 * - simplified() drops points that hardly bend the line;
 * - filtered() drops the points that a predicate refuses;
 * - reversed() walks the other way.
 *
 * @par Complexity
 * `length()` and `bounds()` look at every point each time. Keep the answer when you
 * need it often.
 *
 * @invariant A point stays where it was put until the track is changed.
 * @see @ref ElevationProfile for everything about heights, and
 *      @ref gpx::read() for tracks from files
 */
class TRAILMAP_API Track {
public:
  using value_type = TrackPoint;
  using iterator = std::vector<TrackPoint>::iterator;
  using const_iterator = std::vector<TrackPoint>::const_iterator;
  using size_type = std::size_t;

  /// @name Construction
  /// @{
  Track() = default;
  explicit Track(std::string name) : name_(std::move(name)) {}
  Track(std::initializer_list<Point> points);

  /// Copies points, or anything from which a track point can be made.
  template <std::input_iterator Iterator>
  Track(std::string name, Iterator first, Iterator last);
  /// @}

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  void rename(std::string name) { name_ = std::move(name); }

  /// @name Elements
  /// @{
  [[nodiscard]] bool empty() const noexcept { return points_.empty(); }
  [[nodiscard]] size_type size() const noexcept { return points_.size(); }
  /// The point at an index. @pre `index < size()`
  [[nodiscard]] TrackPoint& operator[](size_type index) { return points_[index]; }
  [[nodiscard]] const TrackPoint& operator[](size_type index) const { return points_[index]; }
  /**
   * The point at an index, checked.
   * @throws std::out_of_range when @p index is not below size()
   */
  [[nodiscard]] const TrackPoint& at(size_type index) const { return points_.at(index); }
  iterator begin() noexcept { return points_.begin(); }
  iterator end() noexcept { return points_.end(); }
  const_iterator begin() const noexcept { return points_.begin(); }
  const_iterator end() const noexcept { return points_.end(); }
  /// @}

  /// @name Growing
  /// @{
  void append(const TrackPoint& point);
  /// @overload
  void append(const Point& place);
  /// @overload
  void append(const Track& other);
  Track& operator+=(const Track& other);
  /// @}

  /// The way from the first point to the last, along all others.
  [[nodiscard]] Metres length() const noexcept;

  /// @copybrief length()
  /// @deprecated Use length(), which says the same in one word.
  [[deprecated("use length()")]] Metres total_length() const noexcept { return length(); }

  /**
   * The time from the first point to the last.
   *
   * @return nothing when one of the two has no time
   */
  [[nodiscard]] std::optional<Seconds> duration() const noexcept;

  /// The smallest box around the track.
  [[nodiscard]] Box bounds() const noexcept;

  /// The same points from the last to the first, without times.
  [[nodiscard]] Track reversed() const;

  /**
   * Drops points that hardly change the line (Ramer, Douglas and Peucker).
   *
   * First and last point stay. No dropped point is farther from the new line
   * than the tolerance.
   *
   * @param tolerance the distance that does not matter; 5 to 10 m suit walkers
   * @return a track with the same name
   * @pre `tolerance` is not negative
   */
  [[nodiscard]] Track simplified(Metres tolerance) const;

  /// The track without the points that @p keep refuses.
  /// @tparam Predicate called once for each point, in order
  template <PointPredicate Predicate>
  [[nodiscard]] Track filtered(Predicate keep) const;

  /**
   * Cuts the track where a predicate on two neighbours says so.
   *
   * @code
   * auto days = track.split([](const TrackPoint& a, const TrackPoint& b) {
   *   return a.time && b.time && *b.time - *a.time > 6_h;
   * });
   * @endcode
   *
   * @param cut called with each pair of neighbours
   * @return the parts in order; none of them is empty
   */
  template <std::predicate<const TrackPoint&, const TrackPoint&> Cut>
  [[nodiscard]] std::vector<Track> split(Cut cut) const;

  friend bool operator==(const Track&, const Track&) = default;
  friend void swap(Track& a, Track& b) noexcept {
    a.name_.swap(b.name_);
    a.points_.swap(b.points_);
  }

private:
  std::string name_;
  std::vector<TrackPoint> points_;
};

/// Both tracks one after the other, under the name of the first.
[[nodiscard]] TRAILMAP_API Track operator+(Track first, const Track& second);

}  // namespace trailmap

#include "trailmap/track.ipp"
