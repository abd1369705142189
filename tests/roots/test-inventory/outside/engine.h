#pragma once

namespace outer {
inline namespace v2 {
class Engine {};
} // namespace v2
} // namespace outer
