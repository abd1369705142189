// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief A pull parser for the part of XML that GPX files use.
 *
 * It knows elements, attributes, text, comments, `CDATA` and the five named
 * entities. It does not know document types, and refuses them: a file that
 * declares entities of its own can grow without bounds.
 *
 * @internal
 */
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trailmap::xml {

/// What the reader stands on.
enum class Event {
  open,   ///< a start tag; `<a/>` gives open and close
  close,  ///< an end tag
  text,   ///< text between tags that is not blank
  end,    ///< the end of the document
};

/**
 * Reads a document from its start to its end.
 *
 * @code
 * xml::Reader reader(text);
 * while (reader.next() != xml::Event::end) { ... }
 * @endcode
 */
class Reader {
public:
  /// @param document must outlive the reader
  explicit Reader(std::string_view document) noexcept : rest_(document) {}

  /// Goes on to the next event. @throws ParseError
  Event next();

  /// The name of the element, without its namespace prefix.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// The text, with entities replaced.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// The value of an attribute; null when there is none of that name.
  [[nodiscard]] const std::string* attribute(std::string_view name) const noexcept;

  /// Skips what is left of the element that was opened last.
  void skip();
  /// The text of the element that was opened last, up to its end tag.
  [[nodiscard]] std::string element_text();

  /// The line that is being read, from 1.
  [[nodiscard]] int line() const noexcept { return line_; }
  [[noreturn]] void fail(const std::string& message) const;

private:
  [[nodiscard]] std::string_view take(std::size_t count) noexcept;
  [[nodiscard]] std::string_view take_until(std::string_view mark);
  bool skip_markup();
  Event read_tag();
  Event read_end_tag();
  void read_attribute(std::string_view& tag);
  [[nodiscard]] std::string decode(std::string_view raw) const;

  std::string_view rest_;
  int line_ = 1;
  bool close_pending_ = false;
  std::string name_;
  std::string text_;
  std::vector<std::string> open_;
  std::vector<std::pair<std::string, std::string>> attributes_;
};

/// Replaces what must not stand in XML text or in attributes.
[[nodiscard]] std::string escape(std::string_view text);

}  // namespace trailmap::xml
