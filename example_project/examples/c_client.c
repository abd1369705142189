/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file
 * @brief The C API in use: the highest point of a track.
 */
#include <stdio.h>
#include <stdlib.h>

#include "trailmap.h"

/** Remembers the higher of two points. */
static int keep_highest(const tm_point *point, void *user) {
  tm_point *highest = user;
  if (TM_HAS_ELEVATION(*point) && point->elevation > highest->elevation) {
    *highest = *point;
  }
  return 0;
}

int main(int argc, char **argv) {
  tm_track *track = NULL;
  tm_point highest = {0.0, 0.0, TM_NO_ELEVATION};

  if (argc != 2) {
    fprintf(stderr, "usage: c_client FILE.gpx\n");
    return 2;
  }
  if (tm_track_read(argv[1], &track) != TM_OK) {
    fprintf(stderr, "%s\n", tm_last_error());
    return EXIT_FAILURE;
  }
  tm_track_visit(track, keep_highest, &highest);
  printf("%zu points, %.0f m long, highest %.0f m\n", tm_track_size(track),
         tm_track_length(track), highest.elevation);
  tm_track_free(track);
  return EXIT_SUCCESS;
}
