#pragma once
#include "also_missing.h"
inline int helper() { return 1; }
