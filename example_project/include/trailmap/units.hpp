// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Quantities with a dimension: metres do not mix with seconds.
 *
 * A quantity is one number and a tag. It costs nothing at run time, and adding a
 * length to a time does not compile:
 *
 * ```cpp
 * using namespace trailmap::literals;
 * auto pace = 3.5_km / 1_h;     // a Speed
 * auto wrong = 3.5_km + 1_h;    // error: no such operator
 * ```
 *
 * The base units are metre, second, degree of arc and metre per second.
 */
#pragma once

#include <compare>
#include <concepts>
#include <numbers>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>

#include "trailmap/config.hpp"

namespace trailmap {

/// A number: any arithmetic type but `bool`.
template <class T>
concept Arithmetic = std::is_arithmetic_v<T> && !std::same_as<std::remove_cv_t<T>, bool>;

/// Tags that tell the dimensions apart. They are never instantiated.
namespace dimension {
struct Length;  ///< base unit: metre
struct Time;    ///< base unit: second
struct Angle;   ///< base unit: degree of arc
struct Speed;   ///< base unit: metre per second
}  // namespace dimension

/// The symbol of a dimension's base unit; `"?"` for tags made by users.
template <class Dimension>
inline constexpr std::string_view unit_symbol = "?";

template <>
inline constexpr std::string_view unit_symbol<dimension::Length> = "m";
template <>
inline constexpr std::string_view unit_symbol<dimension::Time> = "s";
template <>
inline constexpr std::string_view unit_symbol<dimension::Angle> = "deg";
template <>
inline constexpr std::string_view unit_symbol<dimension::Speed> = "m/s";

/**
 * @brief A number with a dimension.
 *
 * @tparam Dimension one of the tags in trailmap::dimension
 * @tparam Rep       the number that holds the value, in base units
 *
 * @note The constructor is explicit. `Metres height = 12;` would hide the unit
 *       that the reader wants to see; write `Metres height{12}` or `12_m`.
 */
template <class Dimension, Arithmetic Rep = double>
class Quantity {
public:
  using dimension_type = Dimension;
  using rep = Rep;

  constexpr Quantity() noexcept = default;
  constexpr explicit Quantity(Rep value) noexcept : value_(value) {}

  /// Takes a quantity of the same dimension that counts with another type.
  template <Arithmetic Other>
    requires(!std::same_as<Other, Rep> && std::convertible_to<Other, Rep>)
  constexpr Quantity(Quantity<Dimension, Other> other) noexcept
      : value_(static_cast<Rep>(other.value())) {}

  /// The value in base units.
  [[nodiscard]] constexpr Rep value() const noexcept { return value_; }
  /// The value in base units, for a cast.
  constexpr explicit operator Rep() const noexcept { return value_; }

  constexpr Quantity& operator+=(Quantity other) noexcept {
    value_ += other.value_;
    return *this;
  }
  constexpr Quantity& operator-=(Quantity other) noexcept {
    value_ -= other.value_;
    return *this;
  }
  constexpr Quantity& operator*=(Rep factor) noexcept {
    value_ *= factor;
    return *this;
  }
  constexpr Quantity operator-() const noexcept { return Quantity(-value_); }

  friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;

private:
  Rep value_{};
};

using Metres = Quantity<dimension::Length>;           ///< a length or height
using Seconds = Quantity<dimension::Time>;            ///< a duration
using Degrees = Quantity<dimension::Angle>;           ///< an angle, not reduced
using MetresPerSecond = Quantity<dimension::Speed>;   ///< a speed
using WholeMetres = Quantity<dimension::Length, int>; ///< for tables and labels

/// A quantity of any representation whose dimension is @p Dimension.
template <class Q, class Dimension>
concept QuantityOf = std::same_as<Q, Quantity<Dimension, typename Q::rep>>;

/// @name Arithmetic of quantities
/// @{

/// The sum of two quantities of one dimension.
template <class D, class R>
constexpr Quantity<D, R> operator+(Quantity<D, R> a, Quantity<D, R> b) noexcept {
  return a += b;
}
/// The difference of two quantities of one dimension.
template <class D, class R>
constexpr Quantity<D, R> operator-(Quantity<D, R> a, Quantity<D, R> b) noexcept {
  return a -= b;
}
template <class D, class R>
constexpr Quantity<D, R> operator*(Quantity<D, R> a, std::type_identity_t<R> factor) noexcept {
  return a *= factor;
}
template <class D, class R>
constexpr Quantity<D, R> operator*(std::type_identity_t<R> factor, Quantity<D, R> a) noexcept {
  return a *= factor;
}
/// The ratio of two quantities of one dimension: a plain number.
template <class D, std::floating_point R>
constexpr R operator/(Quantity<D, R> a, Quantity<D, R> b) noexcept {
  return a.value() / b.value();
}
/// Length by time gives speed.
constexpr MetresPerSecond operator/(Metres way, Seconds time) noexcept {
  return MetresPerSecond(way.value() / time.value());
}
/// Length by speed gives time.
constexpr Seconds operator/(Metres way, MetresPerSecond speed) noexcept {
  return Seconds(way.value() / speed.value());
}
/// @}

/// The quantity without its sign.
template <class D, class R>
[[nodiscard]] constexpr Quantity<D, R> abs(Quantity<D, R> q) noexcept {
  return q.value() < R{} ? -q : q;
}

/// Rounds to whole metres, half a metre upwards.
[[nodiscard]] constexpr WholeMetres whole(Metres length) noexcept {
  const double shifted = length.value() + 0.5;
  const int floor = static_cast<int>(shifted) - (shifted < 0 ? 1 : 0);
  return WholeMetres(floor);
}

/// Degrees to radians, the unit that `<cmath>` wants.
[[nodiscard]] constexpr double radians(Degrees angle) noexcept {
  return angle.value() * std::numbers::pi / 180.0;
}
/// Radians to degrees.
[[nodiscard]] constexpr Degrees from_radians(double angle) noexcept {
  return Degrees(angle * 180.0 / std::numbers::pi);
}

/// Writes the number and the unit: `12.5 m`.
template <class D, class R>
std::ostream& operator<<(std::ostream& out, Quantity<D, R> quantity) {
  return out << quantity.value() << ' ' << unit_symbol<D>;
}

/**
 * A text for people: `850 m`, `12.4 km`, `1 h 05 min`.
 *
 * Lengths change to kilometres at 1 km. Heights should not: give them as
 * `whole(height)`, which stays in metres.
 *
 * There is no general definition: a quantity without a text of its own is a
 * mistake that the linker finds.
 *
 * @return the text, in English notation whatever the locale
 */
template <class Q>
std::string to_text(Q quantity);

template <>
TRAILMAP_API std::string to_text<Metres>(Metres length);
template <>
TRAILMAP_API std::string to_text<WholeMetres>(WholeMetres length);
template <>
TRAILMAP_API std::string to_text<Seconds>(Seconds time);

/// Literals for units. `using namespace trailmap::literals;` brings them all.
inline namespace literals {

// Two of each, since a literal without a point is an integer.
consteval Metres operator""_m(long double value) { return Metres(static_cast<double>(value)); }
consteval Metres operator""_m(unsigned long long value) {
  return Metres(static_cast<double>(value));
}
consteval Metres operator""_km(long double value) {
  return Metres(static_cast<double>(value) * 1000.0);
}
consteval Metres operator""_km(unsigned long long value) {
  return Metres(static_cast<double>(value) * 1000.0);
}
consteval Seconds operator""_min(unsigned long long value) {
  return Seconds(static_cast<double>(value) * 60.0);
}
consteval Seconds operator""_h(unsigned long long value) {
  return Seconds(static_cast<double>(value) * 3600.0);
}
consteval Degrees operator""_deg(long double value) { return Degrees(static_cast<double>(value)); }

}  // namespace literals

}  // namespace trailmap
