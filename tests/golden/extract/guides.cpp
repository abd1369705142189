template <class T> struct Box { Box(T); template <class U> Box(U *, int); T value; };
/// From a text.
Box(const char *) -> Box<int>;
template <class U> Box(U *, int) -> Box<U>;
int use() { Box b(3); Box c("text"); return b.value + c.value; }
