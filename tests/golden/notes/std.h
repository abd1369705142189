#pragma once
// As much of the standard library as the cases need; no case is about it.
using size_t = decltype(sizeof(0));

namespace std {
template <class T> struct remove_ref { using type = T; };
template <class T> struct remove_ref<T &> { using type = T; };
template <class T> typename remove_ref<T>::type &&move(T &&);
template <class T> struct allocator {};
template <class T> struct char_traits {};

template <class C, class T = char_traits<C>, class A = allocator<C>>
struct basic_string {
  basic_string();
  basic_string(const C *);
  basic_string(const basic_string &);
  basic_string &operator=(const basic_string &);
  basic_string &operator+=(const basic_string &);
  const C *c_str() const;
  size_t size() const;
  void clear();
  C *begin_, *end_, *cap_, *more_;
};
using string = basic_string<char>;
template <class C, class T, class A>
basic_string<C, T, A> operator+(const basic_string<C, T, A> &,
                                const basic_string<C, T, A> &);

template <class T, class A = allocator<T>> struct vector {
  vector();
  vector(size_t);
  vector(const vector &);
  void push_back(const T &);
  void reserve(size_t);
  size_t size() const;
  T *begin();
  T *end();
  const T *begin() const;
  const T *end() const;
  T *begin_, *end_, *cap_;
};

template <class T> struct unique_ptr {
  explicit unique_ptr(T *);
  unique_ptr(unique_ptr &&);
  T *operator->() const;
  T *held;
};
template <class T, class... A> unique_ptr<T> make_unique(A &&...);

template <class F> class function {
public:
  function();
  void *held;
};
template <class T> struct atomic {
  T value;
};
struct mutex {};
struct thread {
  void detach();
};
template <bool B, class T = void> struct enable_if { using type = T; };
template <bool B, class T = void>
using enable_if_t = typename enable_if<B, T>::type;
template <class V, class T> void visit(V, T);

struct ostream {
  ostream &operator<<(ostream &(*)(ostream &));
};
ostream &endl(ostream &);
extern ostream cout;
} // namespace std

extern "C" {
char *strcpy(char *, const char *);
int sprintf(char *, const char *, ...);
int printf(const char *, ...);
int sscanf(const char *, const char *, ...);
void *memcpy(void *, const void *, size_t);
void *malloc(size_t);
void free(void *);
int system(const char *);
size_t strlen(const char *);
}
