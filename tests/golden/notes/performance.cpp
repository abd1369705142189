#include "std.h"

struct Large {
  long words[8];
  long first() const;
  void change();
};
struct Small {
  long words[2];
};

long reads(Large large) { return large.first(); } // => large-parameter
void greets(std::string name) { printf(name.c_str(), 1); } // => large-parameter
long by_reference(const Large &large) { return large.first(); }
long small_one(Small small) { return small.words[0]; }
void changes(Large large) { large.change(); }
void keeps(std::string name) {
  static std::string kept;
  kept = std::move(name);
}
void declared_only(Large large);
void captured(Large large) {
  auto later = [large] { return large.first(); };
}
void fills(std::string &text);
void shows(const std::string &text);
void filled(std::string text) { fills(text); }
void shown(std::string text) { shows(text); } // => large-parameter
std::string returned(std::string text) { return text; }
struct Named {
  explicit Named(std::string n) : name(n) {} // => large-parameter
  std::string name;
};
void bound(std::string text) {
  auto &other = text;
  other.clear();
}
struct Handler {
  virtual ~Handler();
  virtual long handle(Large large) { return large.first(); }
  long run() const;
};
struct Last final : Handler {
  long handle(Large large) override { return 1; }
};

void copies(const std::vector<std::string> &names, const std::vector<int> &ids) {
  for (auto name : names) // => range-copy
    printf("%s", name.c_str());
  for (const std::string name : names) { // => range-copy
    printf("%s", name.c_str());
  }
  for (const auto &name : names)
    printf("%s", name.c_str());
  for (auto id : ids)
    printf("%d", id);
  for (auto name : names)
    name.clear();
}

int *allocates(int n) {
  int *last = nullptr;
  for (int i = 0; i < n; ++i) {
    last = new int(i); // => allocation-in-loop, raw-new
  }
  while (n) {
    if (n == 3)
      return new int(3); // => raw-new
    auto one = std::make_unique<int>(n--); // => allocation-in-loop
  }
  for (int i = 0; i < n; ++i) {
    auto later = [] { return std::make_unique<int>(1); };
  }
  return last;
}

void grows(const std::vector<int> &given, int n) {
  std::vector<int> one;
  for (int i = 0; i < n; ++i)
    one.push_back(i); // => push-back-without-reserve
  std::vector<int> two;
  for (int x : given) {
    two.push_back(x); // => push-back-without-reserve
  }
  std::vector<int> three;
  three.reserve(given.size());
  for (int x : given)
    three.push_back(x);
  std::vector<int> four;
  for (int x : given) {
    if (x)
      four.push_back(x);
  }
  std::vector<int> five;
  for (; n; --n)
    five.push_back(n);
}

void flushes() {
  std::cout << std::endl; // => endl
  int endl = 1;
}

void calls(Handler *handler, Last *last, int n) {
  for (int i = 0; i < n; ++i) {
    Large large{};
    handler->handle(large); // => virtual-call-in-loop
    handler->run();
    last->handle(large);
  }
  handler->handle(Large{});
}

std::string joins(const std::vector<std::string> &parts) {
  std::string all;
  for (const auto &part : parts) {
    all = all + part; // => concatenation-in-loop
    all += part + part; // => concatenation-in-loop
    all += part;
    std::string pair = part + part;
  }
  return all + all;
}

struct Moves {
  Moves(Moves &&); // => throwing-move
  Moves &operator=(Moves &&); // => throwing-move
  Moves(const Moves &);
};
struct MovesWell {
  MovesWell(MovesWell &&) noexcept;
  MovesWell &operator=(MovesWell &&) = default;
};

// Where a header is missing this is read as the declaration of a reference.
void inspected(std::string text) { missing::inspect(&text); }
