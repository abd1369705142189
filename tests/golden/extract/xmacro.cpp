#define COLOR(name, value) name = value,
enum Color {
#include "xmacro_colors.h"
};
#undef COLOR
#define COLOR(name, value) case Color::name: return #name;
const char *text(Color color) {
  switch (color) {
#include "xmacro_colors.h"
  }
  return "";
}
