// SPDX-License-Identifier: BSD-2-Clause
#include <exception>

#include "check.hpp"

int main() {
  for (const check::Test& test : check::tests()) {
    const int before = check::failures();
    try {
      test.function();
    } catch (const std::exception& error) {
      check::report(test.name, 0, "threw: ", error.what());
    }
    std::cout << (check::failures() == before ? "ok      " : "FAILED  ") << test.name << '\n';
  }
  std::cout << check::tests().size() << " tests, " << check::failures() << " failures\n";
  return check::failures() == 0 ? 0 : 1;
}
