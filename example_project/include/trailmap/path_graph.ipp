// SPDX-License-Identifier: BSD-2-Clause
/**
 * @file
 * @brief The definitions of `path_graph.hpp`. That header includes this file.
 *
 * The search is the textbook's, with a queue that may hold a node more than
 * once: a stale entry is recognised by its cost and skipped.
 */

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace trailmap {

template <class Node, class Edge>
NodeId PathGraph<Node, Edge>::add_node(Node node) {
  nodes_.push_back(std::move(node));
  outgoing_.emplace_back();
  return static_cast<NodeId>(nodes_.size() - 1);
}

template <class Node, class Edge>
std::size_t PathGraph<Node, Edge>::add_edge(NodeId from, NodeId to, Edge edge) {
  links_.push_back(Link{from, to, std::move(edge)});
  outgoing_[index(from)].push_back(links_.size() - 1);
  return links_.size() - 1;
}

template <class Node, class Edge>
Metres PathGraph<Node, Edge>::total_length() const {
  Metres sum{};
  for (const Link& link : links_) {
    sum += EdgeLength<Edge>::of(link.edge);
  }
  return sum;
}

template <class Node, class Edge>
template <class Cost, class Stop>
auto PathGraph<Node, Edge>::search(NodeId start, const Cost& cost, Stop stop) const
    -> std::vector<Visit> {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<Visit> visits(nodes_.size(), Visit{infinity, no_node, 0, false});
  visits[index(start)].cost = 0.0;

  using Entry = std::pair<double, NodeId>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  queue.emplace(0.0, start);

  while (!queue.empty()) {
    const auto [reached, node] = queue.top();
    queue.pop();
    Visit& here = visits[index(node)];
    if (here.done) {
      continue;  // a stale entry
    }
    here.done = true;
    if (stop(node, reached)) {
      break;
    }
    for (std::size_t edge : edges_from(node)) {
      const Link& link = links_[edge];
      const double total = reached + cost(link.edge);
      Visit& there = visits[index(link.to)];
      if (total < there.cost) {
        there = Visit{total, node, edge, false};
        queue.emplace(total, link.to);
      }
    }
  }
  return visits;
}

template <class Node, class Edge>
template <CostFunction<Edge> Cost>
std::optional<FoundPath> PathGraph<Node, Edge>::cheapest_path(NodeId start, NodeId goal,
                                                              const Cost& cost) const {
  const auto visits = search(start, cost, [goal](NodeId node, double) { return node == goal; });
  if (!visits[index(goal)].done) {
    return std::nullopt;
  }
  FoundPath found;
  found.cost = visits[index(goal)].cost;
  for (NodeId node = goal; node != start; node = visits[index(node)].before) {
    found.nodes.push_back(node);
    found.edges.push_back(visits[index(node)].edge);
  }
  found.nodes.push_back(start);
  std::reverse(found.nodes.begin(), found.nodes.end());
  std::reverse(found.edges.begin(), found.edges.end());
  return found;
}

template <class Node, class Edge>
template <CostFunction<Edge> Cost>
std::vector<NodeId> PathGraph<Node, Edge>::reachable(NodeId start, double limit,
                                                     const Cost& cost) const {
  std::vector<NodeId> nodes;
  search(start, cost, [&](NodeId node, double reached) {
    if (reached > limit) {
      return true;
    }
    nodes.push_back(node);
    return false;
  });
  return nodes;
}

}  // namespace trailmap
