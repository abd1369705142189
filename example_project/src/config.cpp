// SPDX-License-Identifier: BSD-2-Clause
#include "trailmap/config.hpp"

namespace trailmap {

// Not in the header: the point is that it is compiled into the library.
Version library_version() noexcept {
  return Version{};
}

}  // namespace trailmap
