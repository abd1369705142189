template <class R> struct Function;
template <class R, class A> struct Function<R(A)> {};
namespace units {
template <class Tag, class Rep> struct Quantity {
  Rep value;
  explicit constexpr operator Rep() const noexcept { return value; }
  template <class Other> operator Quantity<Tag, Other>() const;
  operator  Rep const  * () const;
  operator Function<int(Rep)>() const;
  operator decltype(value)&();
};
template <class Tag, class Rep> template <class Other>
Quantity<Tag, Rep>::operator Quantity<Tag, Other>() const { return {}; }
}
using Text = const char *;
struct Plain { operator Text() const; operator /* c */ unsigned
    long(); };
Plain::operator Text() const { return ""; }
#define CONVERTS(type) operator type() const
template <class T> struct Made { CONVERTS(T); };
double use(units::Quantity<int, double> q) { return static_cast<double>(q) + *q.operator const double *(); }
