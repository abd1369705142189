// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief What can go wrong: the exceptions, and `Result` for those who want none.
 */
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "trailmap/config.hpp"

namespace trailmap {

/// The base of everything that the library throws.
class TRAILMAP_API Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
  ~Error() override;

  /// A short word for logs: `"error"`, `"parse"` or `"no-route"`.
  [[nodiscard]] virtual const char* category() const noexcept;
};

/**
 * A file that is not what it claims to be.
 *
 * @par Position
 * Lines are counted from 1. A line of 0 means that the position is not known,
 * for instance because the input ended too early.
 */
class TRAILMAP_API ParseError final : public Error {
public:
  ParseError(const std::string& what, int line);

  [[nodiscard]] const char* category() const noexcept override;
  /// The line of the fault, from 1; 0 when it is not known.
  [[nodiscard]] int line() const noexcept { return line_; }

private:
  int line_;
};

/// Two places that no path connects.
class TRAILMAP_API NoRouteError final : public Error {
public:
  NoRouteError(std::string from, std::string to);

  const char* category() const noexcept override;
  const std::string& from() const noexcept { return from_; }
  const std::string& to() const noexcept { return to_; }

private:
  std::string from_;
  std::string to_;
};

/**
 * A value, or the message why there is none.
 *
 * Functions named `try_...` return it in place of an exception:
 *
 * @code{.cpp}
 * if (auto track = gpx::try_read(text)) {
 *   std::cout << track->length() << '\n';
 * } else {
 *   std::cerr << track.message() << '\n';
 * }
 * @endcode
 *
 * @tparam T the type of the value; `Result<void>` carries success alone
 */
template <class T>
class [[nodiscard]] Result {
public:
  /// A result that succeeded.
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}

  /// A result that failed.
  static Result failure(std::string message) {
    return Result(std::in_place_index<1>, std::move(message));
  }

  [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  /// @name Access to the value
  /// @pre `ok()`
  /// @{
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  /// @}

  /// The value, or @p fallback when there is none.
  [[nodiscard]] T value_or(T fallback) const& {
    return ok() ? std::get<0>(state_) : std::move(fallback);
  }

  /// Why there is no value; empty when there is one.
  [[nodiscard]] std::string message() const {
    return ok() ? std::string() : std::get<1>(state_);
  }

private:
  template <std::size_t I, class... Args>
  explicit Result(std::in_place_index_t<I> index, Args&&... args)
      : state_(index, std::forward<Args>(args)...) {}

  std::variant<T, std::string> state_;
};

/// Success or failure, without a value.
template <>
class [[nodiscard]] Result<void> {
public:
  Result() = default;
  static Result failure(std::string message) {
    Result result;
    result.message_ = std::move(message);
    return result;
  }
  [[nodiscard]] bool ok() const noexcept { return !message_.has_value(); }
  explicit operator bool() const noexcept { return ok(); }
  [[nodiscard]] std::string message() const { return message_.value_or(""); }

private:
  std::optional<std::string> message_;
};

/// A pointer needs no variant: null is the failure, and the message says why.
template <class T>
class [[nodiscard]] Result<T*> {
public:
  Result(T* value) : value_(value) {}
  static Result failure(std::string message) {
    Result result(nullptr);
    result.message_ = std::move(message);
    return result;
  }
  [[nodiscard]] bool ok() const noexcept { return value_ != nullptr; }
  explicit operator bool() const noexcept { return ok(); }
  T& operator*() const { return *value_; }
  T* operator->() const { return value_; }
  [[nodiscard]] const std::string& message() const noexcept { return message_; }

private:
  T* value_;
  std::string message_;
};

}  // namespace trailmap
