static struct Method methods[1];
struct Known;
typedef struct Track Track;
struct Attributed __attribute__((aligned(8)));
int use(struct Known *known, struct Param *param);
struct Known { struct Inner *inner; enum Late *late; };
typedef union Later { int x; } Later;
struct Returned *make(void);
struct Known *again;
