#include "engine.h"
#include "hidden.h"
#include <vector>

int own();

/// Make a circle.
geo::Circle *make(outer::Engine &engine, std::vector<int> &sizes);
