#include "std.h"

void texts(char *to, const char *from, const char *format) {
  strcpy(to, from); // => unbounded-copy
  strcpy(to, "text");
  sprintf(to, "%s", from); // => unbounded-copy
  printf(format); // => format-string
  printf("%s", format);
  sscanf(from, "%s", to); // => format-string
  sscanf(from, "%9s", to);
}

struct Texts {
  void strcpy(char *, const char *);
  void copy(char *to, const char *from) { strcpy(to, from); }
};

long casts(const char *text, double number) {
  auto *bytes = reinterpret_cast<const unsigned char *>(text); // => reinterpret-cast
  char *changed = const_cast<char *>(text); // => const-cast
  long cut = (long)number; // => c-style-cast
  (void)bytes;
  int other = int(number);
  int size = (sizeof(long)) * 2;
  return static_cast<long>(number) + (cut) + other;
}

struct Held {
  int *number;
  explicit Held(int *n) : number(n) {}
};

int *owns(int *old) {
  int *number = new int(1); // => raw-new
  static int *leaked = new int(2);
  std::unique_ptr<int> owned(new int(3));
  Held held(new int(4));
  delete old; // => raw-delete
  old = nullptr;
  old = new int(5); // => raw-new
  return new int(6); // => raw-new
}
std::unique_ptr<int> owns_well() { // => factory-function
  return std::unique_ptr<int>(new int(7));
}
struct Releases {
  ~Releases() { delete number; } // => raii-owner
  void *operator new(size_t) = delete;
  int *number;
};

struct NoDestructor { // => virtual-destructor
  virtual void f();
};
struct PublicDestructor { // => virtual-destructor
  ~PublicDestructor();
  virtual void f();
};
struct ProtectedDestructor {
  virtual void f();

protected:
  ~ProtectedDestructor();
};
struct VirtualDestructor {
  virtual ~VirtualDestructor();
  virtual void f();
};
struct FinalOne final {
  virtual void f();
};
struct Derived : VirtualDestructor {
  void f() override;
};

int jumps(int n) {
  if (n)
    goto end; // => goto
  ++n;
end:
  return n;
}

int counter; // => mutable-global
static const char *name = "x"; // => mutable-global
const int limit = 3;
const char *const title = "x";
constexpr int many = 3;
const char letters[] = "abc";
extern int elsewhere;
int &alias = counter;
struct Static {
  static int members;
};

void copies(char *to, const char *from, size_t n, size_t m) {
  char buffer[8];
  if (m > sizeof buffer)
    return;
  memcpy(buffer, from, m);
  memcpy(buffer, from, sizeof buffer);
  memcpy(to, from, n); // => unchecked-memcpy
}

void *c_memory(size_t n) {
  void *old = malloc(n); // => malloc
  free(old);             // => malloc
  return nullptr;
}

void runs(const char *command, std::thread &thread) {
  system(command); // => shell-command
  system(nullptr);
  thread.detach(); // => thread-detach
}

void narrows(const std::vector<int> &v, const char *text) {
  int n = v.size(); // => size-narrowing
  unsigned m = strlen(text); // => size-narrowing
  size_t wide = v.size();
  int cast = static_cast<int>(v.size());
  int sum = v.size() + 1;
}
