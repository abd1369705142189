/// Pi of any precision.
template <class T> constexpr T pi = T(3.14159);
template <> constexpr int pi<int> = 3;
template <class T> inline constexpr bool is_pointer = false;
template <class T> inline constexpr bool is_pointer<T *> = true;
struct Holder { template <class T> static int slot; };
template <class T> int Holder::slot = 1;
double use() { return pi<double> + pi<int> + is_pointer<int *> + Holder::slot<int>; }
