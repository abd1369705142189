struct Library { int size; };
#define REGISTER(name, m) \
  static void init_##name(Library &); \
  static const int made_##name = 1; \
  void init_##name(Library &m)

REGISTER(aten, m) {
  m.size = made_aten;
}
