/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file
 * @brief trailmap for C, and for languages that call C.
 *
 * Rules that hold for every function:
 *
 * - Objects are opaque. What a `..._new` or `..._read` function returns, the
 *   caller frees with the `..._free` function of the same type.
 * - Nothing throws. A function that can fail returns a ::tm_status, and
 *   tm_last_error() has a sentence for people.
 * - Texts are UTF-8 and end with a zero byte.
 *
 * @code{.c}
 * tm_track *track = NULL;
 * if (tm_track_read("walk.gpx", &track) != TM_OK) {
 *   fprintf(stderr, "%s\n", tm_last_error());
 *   return 1;
 * }
 * printf("%.0f m\n", tm_track_length(track));
 * tm_track_free(track);
 * @endcode
 */
#ifndef TRAILMAP_H
#define TRAILMAP_H

#include <stddef.h>

#include "trailmap/export.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The height of a point that has none. */
#define TM_NO_ELEVATION (-32768.0)

/** Tells whether a ::tm_point has a height. */
#define TM_HAS_ELEVATION(point) ((point).elevation > TM_NO_ELEVATION)

/** How a call went. */
typedef enum tm_status {
  TM_OK = 0,             /**< it worked */
  TM_ERROR_ARGUMENT = 1, /**< a null pointer, or an index that is too large */
  TM_ERROR_PARSE = 2,    /**< the file is not what it should be */
  TM_ERROR_NO_ROUTE = 3, /**< no path leads there */
  TM_ERROR_MEMORY = 4,   /**< out of memory */
  TM_ERROR_OTHER = 99    /**< anything else; see tm_last_error() */
} tm_status;

/** A place, in degrees and metres. */
typedef struct tm_point {
  double latitude;
  double longitude;
  double elevation; /**< ::TM_NO_ELEVATION when not known */
} tm_point;

/** What can be asked about a track with tm_track_get(). */
typedef enum tm_property {
  TM_PROPERTY_NAME,     /**< gives a text */
  TM_PROPERTY_LENGTH,   /**< gives a number, in metres */
  TM_PROPERTY_ASCENT,   /**< gives a number, in metres */
  TM_PROPERTY_HAS_TIMES /**< gives a flag */
} tm_property;

/** Which member of tm_value::as is set. */
typedef enum tm_value_kind { TM_NUMBER, TM_TEXT, TM_FLAG } tm_value_kind;

/** A value of one of three types. */
typedef struct tm_value {
  tm_value_kind kind;
  union {
    double number;
    const char *text; /**< valid as long as the track is not changed */
    int flag;
  } as;
} tm_value;

/** A recorded walk. */
typedef struct tm_track tm_track;
/** Places and paths. */
typedef struct tm_planner tm_planner;

/**
 * Is called with each point of a track.
 *
 * @param point the point, valid during the call only
 * @param user  what was given to tm_track_visit()
 * @return 0 to go on, anything else to stop
 */
typedef int (*tm_visitor)(const tm_point *point, void *user);

/** The version of the library, such as `"1.4.2"`. Never NULL. */
TRAILMAP_API const char *tm_version(void);

/** The sentence about the last error of this thread; empty when there was none. */
TRAILMAP_API const char *tm_last_error(void);

/* --- tracks ------------------------------------------------------------- */

/**
 * Makes an empty track.
 *
 * @param name  the name; NULL for none
 * @param[out] track receives the track
 */
TRAILMAP_API tm_status tm_track_new(const char *name, tm_track **track);

/**
 * Reads the first track of a GPX file.
 *
 * @param path  the file
 * @param[out] track receives the track; left alone when the call fails
 * @retval TM_OK           the track was read
 * @retval TM_ERROR_PARSE  the file is not GPX, or holds no track
 * @retval TM_ERROR_OTHER  the file cannot be opened
 */
TRAILMAP_API tm_status tm_track_read(const char *path, tm_track **track);

/** Frees a track. NULL is allowed. */
TRAILMAP_API void tm_track_free(tm_track *track);

TRAILMAP_API tm_status tm_track_append(tm_track *track, tm_point point);
TRAILMAP_API size_t tm_track_size(const tm_track *track);

/** The length in metres; 0 for NULL. */
TRAILMAP_API double tm_track_length(const tm_track *track);

/** Asks for a property. */
TRAILMAP_API tm_status tm_track_get(const tm_track *track, tm_property property, tm_value *value);

/** Calls a function with each point, in order. */
TRAILMAP_API tm_status tm_track_visit(const tm_track *track, tm_visitor visitor, void *user);

/* --- routes ------------------------------------------------------------- */

TRAILMAP_API tm_status tm_planner_new(tm_planner **planner);
TRAILMAP_API void tm_planner_free(tm_planner *planner);
TRAILMAP_API tm_status tm_planner_add_place(tm_planner *planner, const char *name, tm_point where);

/**
 * Adds a path of gravel that can be walked both ways.
 *
 * @param planner    the planner
 * @param from       the name of one place
 * @param to         the name of the other
 * @param length     in metres
 * @param ascent     in metres, from @p from to @p to
 * @param descent    in metres, from @p from to @p to
 * @param difficulty from 1 to 6, the numbers of trailmap::Difficulty
 */
TRAILMAP_API tm_status tm_planner_add_path(tm_planner *planner, const char *from, const char *to,
                                           double length, double ascent, double descent,
                                           int difficulty);

/**
 * The walking time of the best route, in seconds.
 *
 * @param planner the planner
 * @param from    where to start
 * @param to      where to end
 * @param[out] seconds receives the time
 * @retval TM_ERROR_NO_ROUTE when no path leads there
 */
TRAILMAP_API tm_status tm_planner_time(const tm_planner *planner, const char *from, const char *to,
                                       double *seconds);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TRAILMAP_H */
