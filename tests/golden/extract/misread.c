#include "gone.h"
EXPORT const Def *find(Pool *pool) { return pool_find(pool); }
EXPORT bool has(const Message *message) { return 1; }
EXPORT bool flag(void);
Unknown counter GUARDED_BY(mutex);
Unknown good;
struct Message {
  Base PRIVATE(base);
  Unknown map GUARDED_BY(mutex);
  int (*callback)(int);
};
int use(void) { return good + counter + sizeof(bool); }
