// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief A graph of places and paths, and the search for the best way.
 */
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "trailmap/detail/overload.hpp"
#include "trailmap/units.hpp"

namespace trailmap {

/// The number of a node. A type of its own, so that it is not mixed with counts.
enum class NodeId : std::uint32_t {};

/// No node at all.
inline constexpr NodeId no_node{0xFFFF'FFFF};

/// A function that tells what an edge costs. Infinity closes the edge.
template <class Cost, class Edge>
concept CostFunction = requires(const Cost& cost, const Edge& edge) {
  { cost(edge) } -> std::convertible_to<double>;
};

/**
 * How long an edge is. The general answer is its member `length`.
 *
 * Specialise it for edges that know their length in another way.
 */
template <class Edge>
struct EdgeLength {
  static Metres of(const Edge& edge) { return edge.length; }
};

/// An edge that is nothing but a length.
template <>
struct EdgeLength<Metres> {
  static Metres of(Metres edge) { return edge; }
};

/// An edge that is kept somewhere else.
template <class Edge>
struct EdgeLength<Edge*> {
  static Metres of(const Edge* edge) { return EdgeLength<Edge>::of(*edge); }
};

/// A way through a graph, as the search found it.
struct FoundPath {
  std::vector<NodeId> nodes;       ///< from start to goal, both included
  std::vector<std::size_t> edges;  ///< indices of the edges, one less than nodes
  double cost = 0.0;               ///< the sum over the edges

  /// Cheaper ways come first. Ways that cost the same are neither less nor greater.
  friend auto operator<=>(const FoundPath& a, const FoundPath& b) noexcept {
    return a.cost <=> b.cost;
  }
};

/**
 * @brief A directed graph with data on nodes and edges.
 *
 * Nodes and edges are numbered from 0 in the order in which they were added, and
 * never removed. A path that is walked in both directions is two edges.
 *
 * @tparam Node what a node carries, for instance a Waypoint
 * @tparam Edge what an edge carries, for instance a Path
 */
template <class Node, class Edge>
class PathGraph {
public:
  using node_type = Node;
  using edge_type = Edge;

  /// An edge and its two ends.
  struct Link {
    NodeId from;
    NodeId to;
    Edge edge;
  };

  /// Adds a node and returns its number.
  NodeId add_node(Node node);

  /// Adds an edge and returns its index. @pre both nodes exist
  std::size_t add_edge(NodeId from, NodeId to, Edge edge);

  [[nodiscard]] std::size_t node_count() const noexcept { return nodes_.size(); }
  [[nodiscard]] std::size_t edge_count() const noexcept { return links_.size(); }

  /// @name The data of a node
  /// @{
  [[nodiscard]] Node& operator[](NodeId id) { return nodes_[index(id)]; }
  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes_[index(id)]; }
  /// @}

  /// An edge by its index.
  [[nodiscard]] const Link& link(std::size_t edge) const { return links_[edge]; }

  /// The indices of the edges that leave a node.
  [[nodiscard]] auto edges_from(NodeId id) const { return detail::Range(outgoing_[index(id)]); }

  /// The length of all edges together.
  [[nodiscard]] Metres total_length() const;

  /**
   * @brief The cheapest way from one node to another (Dijkstra).
   *
   * @param start where to begin
   * @param goal  where to end
   * @param cost  what an edge costs; never negative
   *
   * @tparam Cost a function object, or a class derived from CostModel
   *
   * @retval std::nullopt when no way leads there
   * @return otherwise the cheapest way; of equal ones the one found first
   */
  template <CostFunction<Edge> Cost>
  [[nodiscard]] std::optional<FoundPath> cheapest_path(NodeId start, NodeId goal,
                                                       const Cost& cost) const;

  /// All nodes that can be reached for at most @p limit, the nearest first.
  template <CostFunction<Edge> Cost>
  [[nodiscard]] std::vector<NodeId> reachable(NodeId start, double limit, const Cost& cost) const;

private:
  static constexpr std::size_t index(NodeId id) noexcept { return static_cast<std::size_t>(id); }

  // What the search knows about a node.
  struct Visit {
    double cost;
    NodeId before;
    std::size_t edge;
    bool done;
  };

  template <class Cost, class Stop>
  std::vector<Visit> search(NodeId start, const Cost& cost, Stop stop) const;

  std::vector<Node> nodes_;
  std::vector<Link> links_;
  std::vector<std::vector<std::size_t>> outgoing_;
};

}  // namespace trailmap

#include "trailmap/path_graph.ipp"
