// Line breaks inside a declaration leave no mark in its signature.
template < typename T, typename U >
concept Same = __is_same(T, U) && __is_same(U, T);

static int wrapped(
    const int &first,
    int second
);

template <
    typename Value,
    int Size
>
struct Array {
    Value values[ Size ];
    Value at( int place ) const ;
};

constexpr bool both = __is_same(int, int), other = __is_same(int, long);
bool compared = 1 < 2;
