/// Plain colours.
enum Color { Red, Green = 5, Blue };
enum class Mode : unsigned char {
  Off,       ///< Nothing runs.
  On = 0x10, /**< All runs. */
  /// Only at night.
  Auto
};
enum { Anonymous = -1, Other };
enum class Opaque : short;
enum Big : unsigned long long { Huge = 0xFFFFFFFFFFFFFFFF };
struct Holder { enum Inner { A, B }; Inner inner; };

int use(Color c, Mode m) {
  using enum Mode;
  return c == Green && m == Mode::On ? Blue : m == Auto ? Holder::B : Anonymous;
}
