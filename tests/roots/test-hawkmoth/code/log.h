#pragma once

/** A level. */
enum log_level { LOG_LOW, LOG_HIGH };

/** Write a line. */
int log_line(enum log_level level, const char *text);
