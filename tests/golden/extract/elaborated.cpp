struct First;
class Second; enum class Opaque : int; enum Small : char;
namespace n { struct Third *pointer; struct Fourth; }
struct Owner { friend struct Befriended; friend class Second; struct Nested; class Hidden *hidden; };
template <class T> struct Template;
template <> struct Template<int>;
template struct Template<long>;
extern template struct Template<short>;
template <class T> struct Template {};
void take(struct Taken t, enum Small s);
#define FORWARD(name) struct name;
FORWARD(Made)
First *first(struct First f);
