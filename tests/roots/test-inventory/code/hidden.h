namespace geo {
class Circle {};
} // namespace geo
