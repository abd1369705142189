// Copyright (c) A. Author. Licensed under the BSD licence.

/** @file comments.cpp
 *  About the file, not the function. */

/// A documented function.
/// Its second line.

int blank_line_between();

// A plain description.
int plain();

// Not attached: a blank line follows.

int not_attached();

// ------------------------------------------------------------
int after_ruler();

// int old_code(int x);
int after_old_code();

int first;  // of the line before
int second;

int third;  ///< Behind the third.
int fourth; /**< Behind the fourth. */

/// Above the attribute.
[[nodiscard]] int attributed();

/// Above the template.
template <class T>
[[deprecated("no")]] T templated();

/** @fn int redirected(int)
 *  Named from elsewhere. */

/// @{
int grouped();
/// @}

int redirected(int);

/*! Qt style. */
int qt();

/// Not for the plain comment's sake.
// implementation remark
int two_comments();

/** One. */ int same_line();  // trailing plain
