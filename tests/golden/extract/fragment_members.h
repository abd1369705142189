/// Declared in a fragment.
int from_fragment() const { return field; }
