constexpr int answer = 42;
const char *const name = "a fairly long text that is surely longer than eighty characters, is it not so?";
constinit static int start = 3;
extern const int elsewhere;
consteval int square(int x) { return x * x; }
constexpr int cube(int x) { return x * square(3); }
thread_local int per_thread;
inline constexpr double pi{3.14};
volatile int port;
int not_constant = 7, second_one = answer;
static_assert(cube(1) > 0, "message");
