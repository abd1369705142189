namespace ns {
struct Whole {
  int field;
#include "fragment_members.h"
};
}
int use(ns::Whole w) { return w.from_fragment(); }
