#pragma once
#include <iostream> // => heavy-include
#include <string>
#if 0
#include <regex>
#endif
struct Heavy {
  // goto is no statement here, nor is "goto".
  const char *text = "goto end; reinterpret_cast<int>(x)";
};
