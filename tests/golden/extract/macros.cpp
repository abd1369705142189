#define API __attribute__((visibility("default")))
#define INLINE inline API
#define NODISCARD [[nodiscard]]
#define EMPTY
#define LIMIT 42  // trailing
/// Larger of two.
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define LOG(format, ...) log_(format, __VA_ARGS__)
#define LONG_ONE \
  (LIMIT +       \
   1)
#define MAKE(name) struct name { int name##_id; }; int get_##name();
#define MAKE_CONST namespace made { int inside; }

class API Exported {
  NODISCARD API int check() const;
  INLINE int fast() { return LIMIT; }
};
API
/// After the macro.
int api_function(int a);
EMPTY int empty_function();
MAKE(Widget)
MAKE_CONST

int log_(const char *format, ...);
int use(Widget w) {
  LOG("%d", MAX(w.Widget_id, LONG_ONE));
#ifdef LIMIT
  return LIMIT + get_Widget();
#endif
}
