class Other;
class Owner {
  friend class Other;
  friend class Unseen;
  friend int peek(const Owner &owner) { return owner.secret_; }
  friend int declared(const Owner &owner);
  template <class T> friend void any(T);
  friend int Helper(int);
  int secret_;
};
int declared(const Owner &owner) { return owner.secret_; }
