/* SPDX-License-Identifier: BSD-2-Clause */
/* The C API, tested from C: the header must not need a C++ compiler. */
#include <stdio.h>
#include <string.h>

#include "trailmap.h"

static int failures = 0;

#define CHECK(condition)                                            \
  do {                                                              \
    if (!(condition)) {                                             \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                   \
    }                                                               \
  } while (0)

static int count_points(const tm_point *point, void *user) {
  size_t *count = user;
  *count += TM_HAS_ELEVATION(*point) ? 1 : 0;
  return 0;
}

static void test_track(void) {
  tm_track *track = NULL;
  tm_value value;
  size_t with_height = 0;
  CHECK(tm_track_new("walk", &track) == TM_OK);
  CHECK(tm_track_append(track, (tm_point){46.0, 7.0, 500.0}) == TM_OK);
  CHECK(tm_track_append(track, (tm_point){46.01, 7.0, TM_NO_ELEVATION}) == TM_OK);
  CHECK(tm_track_append(track, (tm_point){146.0, 7.0, 0.0}) == TM_ERROR_ARGUMENT);
  CHECK(tm_track_size(track) == 2);
  CHECK(tm_track_length(track) > 1100.0 && tm_track_length(track) < 1120.0);
  CHECK(tm_track_get(track, TM_PROPERTY_NAME, &value) == TM_OK);
  CHECK(value.kind == TM_TEXT && strcmp(value.as.text, "walk") == 0);
  CHECK(tm_track_get(track, TM_PROPERTY_HAS_TIMES, &value) == TM_OK);
  CHECK(value.kind == TM_FLAG && value.as.flag == 0);
  CHECK(tm_track_visit(track, count_points, &with_height) == TM_OK);
  CHECK(with_height == 1);
  tm_track_free(track);
}

static void test_planner(void) {
  tm_planner *planner = NULL;
  double seconds = 0.0;
  CHECK(tm_planner_new(&planner) == TM_OK);
  CHECK(tm_planner_add_place(planner, "a", (tm_point){46.0, 7.0, 0.0}) == TM_OK);
  CHECK(tm_planner_add_place(planner, "b", (tm_point){46.1, 7.0, 0.0}) == TM_OK);
  CHECK(tm_planner_time(planner, "a", "b", &seconds) == TM_ERROR_NO_ROUTE);
  CHECK(strcmp(tm_last_error(), "no route from 'a' to 'b'") == 0);
  CHECK(tm_planner_add_path(planner, "a", "b", 4000.0, 0.0, 0.0, 1) == TM_OK);
  CHECK(tm_planner_add_path(planner, "a", "b", 1.0, 0.0, 0.0, 7) == TM_ERROR_ARGUMENT);
  CHECK(tm_planner_time(planner, "b", "a", &seconds) == TM_OK);
  CHECK(seconds > 3599.0 && seconds < 3601.0);
  tm_planner_free(planner);
}

int main(void) {
  test_track();
  test_planner();
  CHECK(tm_track_read(NULL, NULL) == TM_ERROR_ARGUMENT);
  CHECK(strcmp(tm_version(), TRAILMAP_VERSION_STRING) == 0);
  printf("%d failures\n", failures);
  return failures == 0 ? 0 : 1;
}
