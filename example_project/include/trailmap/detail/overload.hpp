// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief Small helpers that the public headers share.
 * @internal Programs should not include this file.
 */
#pragma once

#include <iterator>
#include <utility>

namespace trailmap::detail {

/**
 * Several lambdas as one overload set, for `std::visit`.
 *
 * @tparam Functions the types of the lambdas, deduced
 */
template <class... Functions>
struct Overload : Functions... {
  using Functions::operator()...;
};

/// Clang 14 needs the guide; newer compilers know it by themselves.
template <class... Functions>
Overload(Functions...) -> Overload<Functions...>;

/// Two iterators as something that a range-based `for` accepts.
template <std::input_iterator Iterator>
class Range {
public:
  constexpr Range(Iterator first, Iterator last) : first_(first), last_(last) {}

  /// All of a container, which must outlive the range.
  template <class Container>
    requires requires(const Container& c) { c.begin(); c.end(); }
  constexpr explicit Range(const Container& all) : first_(all.begin()), last_(all.end()) {}

  [[nodiscard]] constexpr Iterator begin() const { return first_; }
  [[nodiscard]] constexpr Iterator end() const { return last_; }
  [[nodiscard]] constexpr bool empty() const { return first_ == last_; }
  [[nodiscard]] constexpr auto size() const
    requires std::random_access_iterator<Iterator>
  {
    return last_ - first_;
  }

private:
  Iterator first_;
  Iterator last_;
};

template <class Container>
Range(const Container&) -> Range<typename Container::const_iterator>;

}  // namespace trailmap::detail
