// SPDX-License-Identifier: BSD-2-Clause
#include "xml.hpp"

#include <algorithm>
#include <array>

#include "text.hpp"
#include "trailmap/error.hpp"

namespace trailmap::xml {

namespace {

struct Entity {
  std::string_view name;
  char character;
};

constexpr std::array<Entity, 5> entities = {{
    {"amp", '&'},
    {"lt", '<'},
    {"gt", '>'},
    {"quot", '"'},
    {"apos", '\''},
}};

constexpr bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// "gpx:trk" and "trk" are the same to us.
std::string_view local_name(std::string_view name) noexcept {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

void Reader::fail(const std::string& message) const {
  throw ParseError(message, line_);
}

std::string_view Reader::take(std::size_t count) noexcept {
  const std::string_view taken = rest_.substr(0, count);
  rest_.remove_prefix(taken.size());
  line_ += static_cast<int>(std::count(taken.begin(), taken.end(), '\n'));
  return taken;
}

std::string_view Reader::take_until(std::string_view mark) {
  const auto end = rest_.find(mark);
  if (end == std::string_view::npos) {
    fail("'" + std::string(mark) + "' is missing");
  }
  const std::string_view taken = take(end);
  static_cast<void>(take(mark.size()));
  return taken;
}

// Comments, processing instructions, document types. True when there was one.
bool Reader::skip_markup() {
  if (rest_.starts_with("<!--")) {
    static_cast<void>(take_until("-->"));
    return true;
  }
  if (rest_.starts_with("<?")) {
    static_cast<void>(take_until("?>"));
    return true;
  }
  if (rest_.starts_with("<!DOCTYPE")) {
    fail("document types are not allowed");
  }
  return false;
}

Event Reader::next() {
  if (close_pending_) {
    close_pending_ = false;
    open_.pop_back();
    return Event::close;
  }
  while (!rest_.empty()) {
    if (skip_markup()) {
      continue;
    }
    if (rest_.starts_with("<![CDATA[")) {
      static_cast<void>(take(9));
      text_ = take_until("]]>");
      return Event::text;
    }
    if (rest_.front() == '<') {
      return rest_.starts_with("</") ? read_end_tag() : read_tag();
    }
    const std::string_view raw = take(std::min(rest_.find('<'), rest_.size()));
    if (const auto trimmed = text::trim(raw); !trimmed.empty()) {
      text_ = decode(trimmed);
      return Event::text;
    }
  }
  if (!open_.empty()) {
    fail("'" + open_.back() + "' is not closed");
  }
  return Event::end;
}

Event Reader::read_end_tag() {
  static_cast<void>(take(2));
  name_ = local_name(text::trim(take_until(">")));
  if (open_.empty() || open_.back() != name_) {
    fail("'" + name_ + "' is closed but not open");
  }
  open_.pop_back();
  return Event::close;
}

Event Reader::read_tag() {
  static_cast<void>(take(1));
  std::string_view tag = take_until(">");
  if (tag.ends_with('/')) {
    close_pending_ = true;
    tag.remove_suffix(1);
  }
  const auto name_end = std::find_if(tag.begin(), tag.end(), is_blank);
  const auto length = static_cast<std::size_t>(name_end - tag.begin());
  name_ = local_name(tag.substr(0, length));
  if (name_.empty()) {
    fail("a tag without a name");
  }
  tag.remove_prefix(length);
  attributes_.clear();
  for (tag = text::trim(tag); !tag.empty(); tag = text::trim(tag)) {
    read_attribute(tag);
  }
  open_.push_back(name_);
  return Event::open;
}

void Reader::read_attribute(std::string_view& tag) {
  const auto equals = tag.find('=');
  if (equals == std::string_view::npos) {
    fail("an attribute of '" + name_ + "' has no value");
  }
  const std::string_view key = text::trim(tag.substr(0, equals));
  tag = text::trim(tag.substr(equals + 1));
  if (tag.empty() || (tag.front() != '"' && tag.front() != '\'')) {
    fail("attribute '" + std::string(key) + "' is not in quotes");
  }
  const auto end = tag.find(tag.front(), 1);
  if (end == std::string_view::npos) {
    fail("attribute '" + std::string(key) + "' does not end");
  }
  attributes_.emplace_back(key, decode(tag.substr(1, end - 1)));
  tag.remove_prefix(end + 1);
}

const std::string* Reader::attribute(std::string_view name) const noexcept {
  for (const auto& [key, value] : attributes_) {
    if (key == name) {
      return &value;
    }
  }
  return nullptr;
}

void Reader::skip() {
  for (std::size_t depth = 1; depth > 0;) {
    switch (next()) {
      case Event::open: ++depth; break;
      case Event::close: --depth; break;
      case Event::text: break;
      case Event::end: return;
    }
  }
}

std::string Reader::element_text() {
  std::string result;
  for (;;) {
    switch (next()) {
      case Event::text: result += text_; break;
      case Event::open: skip(); break;
      case Event::close:
      case Event::end: return result;
    }
  }
}

std::string Reader::decode(std::string_view raw) const {
  std::string result;
  result.reserve(raw.size());
  while (!raw.empty()) {
    const auto ampersand = raw.find('&');
    result += raw.substr(0, ampersand);
    if (ampersand == std::string_view::npos) {
      break;
    }
    raw.remove_prefix(ampersand + 1);
    const auto semicolon = raw.find(';');
    const std::string_view name = raw.substr(0, semicolon);
    const auto* entity = std::find_if(entities.begin(), entities.end(),
                                      [&](const Entity& e) { return e.name == name; });
    if (semicolon == std::string_view::npos || entity == entities.end()) {
      fail("unknown entity '&" + std::string(name.substr(0, 12)) + "'");
    }
    result += entity->character;
    raw.remove_prefix(semicolon + 1);
  }
  return result;
}

std::string escape(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto* entity = std::find_if(entities.begin(), entities.end(),
                                      [c](const Entity& e) { return e.character == c; });
    if (entity == entities.end()) {
      result += c;
    } else {
      result.append("&").append(entity->name).append(";");
    }
  }
  return result;
}

}  // namespace trailmap::xml
