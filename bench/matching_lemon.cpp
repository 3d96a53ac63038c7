// LEMON's NetworkSimplex on an instance from a file: "suppliers buyers edges", supplies, demands, then "supplier buyer cost" lines.
// The ground node takes what stays idle and gives what stays unmet, as in ours. Prints the milliseconds of the solution alone.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <vector>

using namespace lemon;
typedef NetworkSimplex<SmartDigraph, long long, long long> Simplex;

int
main(int argc, char **argv)
{
	FILE *file = argc == 3 ? fopen(argv[1], "r") : NULL;
	int suppliers, buyers, edges;

	if (!file || fscanf(file, "%d %d %d", &suppliers, &buyers, &edges) != 3)
		return 1;
	SmartDigraph graph;
	std::vector<SmartDigraph::Node> node;
	for (int i = 0; i <= suppliers + buyers; i++)
		node.push_back(graph.addNode());
	SmartDigraph::NodeMap<long long> supply(graph);
	SmartDigraph::ArcMap<long long> cost(graph);
	long long total = 0, quantity, most = 0;
	for (int i = 0; i < suppliers + buyers; i++)
	{
		if (fscanf(file, "%lld", &quantity) != 1)
			return 1;
		supply[node[i]] = i < suppliers ? quantity : -quantity;
		total += supply[node[i]];
	}
	for (int e = 0; e < edges; e++)
	{
		int i, j;
		long long c;
		if (fscanf(file, "%d %d %lld", &i, &j, &c) != 3)
			return 1;
		cost[graph.addArc(node[i], node[suppliers + j])] = c;
		most = c > most ? c : most;
	}
	for (int i = 0; i < suppliers; i++)
		cost[graph.addArc(node[i], node[suppliers + buyers])] = 0;
	for (int j = 0; j < buyers; j++)
		cost[graph.addArc(node[suppliers + buyers], node[suppliers + j])] = 2 * most * (suppliers < buyers ? suppliers : buyers) + 1;
	supply[node[suppliers + buyers]] = -total;

	Simplex simplex(graph, strchr(argv[2], 'm') != NULL);
	simplex.costMap(cost).supplyMap(supply);
	auto begin = std::chrono::steady_clock::now();
	bool solved = simplex.run(strchr(argv[2], 'a') ? Simplex::ALTERING_LIST : Simplex::BLOCK_SEARCH) == Simplex::OPTIMAL;
	std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
	printf("%.1f\n", took.count());
	return solved ? 0 : 1;
}
