/// Outer things.
namespace outer {
/** Inner things. */
namespace inner::deep {
int depth;
}
inline namespace v2 {
struct Version {};
}
namespace {
int hidden;
Version make();
}
}  // namespace outer

namespace alias = outer::inner::deep;
using namespace outer;
using outer::inner::deep::depth;

Version use() { return alias::depth + depth ? Version{} : outer::v2::Version{}; }
