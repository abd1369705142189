// Bytes, not characters: é ü 漢字 🎉
const char *text = "漢字"; int after = 1;
int größe(int überall) { return überall + /* 🎉 */ after; }
struct 名 { int 字; };
