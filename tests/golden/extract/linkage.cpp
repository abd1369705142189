extern "C" {
/// Called from C.
int c_function(int x);
struct c_struct { int field; };
}
extern "C" int single(void);
extern "C++" { void back(); }
namespace api { extern "C" void nested(struct c_struct *s); }
static int internal() { return c_function(single()); }
namespace { struct Hidden { int f(); }; }
int Hidden::f() { return internal(); }
