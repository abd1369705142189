// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief A test framework of sixty lines.
 *
 * @code
 * TEST(lengths_add_up) {
 *   CHECK_EQUAL(1_km + 500_m, 1500_m);
 * }
 * @endcode
 *
 * A test registers itself before `main` runs. A failed check is reported and
 * counted, and the test goes on.
 */
#pragma once

#include <cmath>
#include <iostream>
#include <string>
#include <vector>

namespace check {

struct Test {
  const char* name;
  void (*function)();
};

inline std::vector<Test>& tests() {
  static std::vector<Test> all;
  return all;
}

inline int& failures() {
  static int count = 0;
  return count;
}

/// Adds a test to the list when it is constructed.
struct Registrar {
  Registrar(const char* name, void (*function)()) { tests().push_back({name, function}); }
};

template <class... Parts>
void report(const char* file, int line, const Parts&... parts) {
  ++failures();
  ((std::cerr << file << ':' << line << ": ") << ... << parts) << '\n';
}

template <class A, class B>
void equal(const A& a, const B& b, const char* text, const char* file, int line) {
  if (!(a == b)) {
    report(file, line, text, ": ", a, " is not ", b);
  }
}

}  // namespace check

/// Defines a test and registers it.
#define TEST(name)                                                    \
  static void test_##name();                                          \
  static const check::Registrar registrar_##name(#name, test_##name); \
  static void test_##name()

/// Reports an expression that is false. Variadic, since templates have commas.
#define CHECK(...)                                                        \
  ((__VA_ARGS__) ? static_cast<void>(0)                                   \
                 : check::report(__FILE__, __LINE__, "failed: " #__VA_ARGS__))

#define CHECK_EQUAL(a, b) check::equal((a), (b), #a, __FILE__, __LINE__)
#define CHECK_NEAR(a, b, tolerance) CHECK(std::abs((a) - (b)) <= (tolerance))

/// Reports an expression that does not throw the exception.
#define CHECK_THROWS(Exception, ...)                                         \
  do {                                                                       \
    bool thrown = false;                                                     \
    try {                                                                    \
      static_cast<void>(__VA_ARGS__);                                        \
    } catch (const Exception&) {                                             \
      thrown = true;                                                         \
    }                                                                        \
    if (!thrown) {                                                           \
      check::report(__FILE__, __LINE__, "no " #Exception ": " #__VA_ARGS__); \
    }                                                                        \
  } while (false)
