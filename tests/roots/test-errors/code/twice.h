namespace a { int twice(); }
namespace b { int twice(); }
