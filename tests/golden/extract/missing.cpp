#include <not/there.h>
#include "missing_helper.h"
#include MACRO_NAMED
#ifdef NEVER
#include "inactive.h"
#endif
class Known : public Unknown { int f(there::Type t); };
int g() { return helper() + undeclared; }
