import pulp

prob = pulp.LpProblem("trains", pulp.LpMinimize)
x = pulp.LpVariable.dicts("x", range(10), 0, 1, cat="Binary")
cost = [3, 5, 2, 8, 6, 4, 7, 1, 9, 2]
prob += pulp.lpSum(cost[i] * x[i] for i in range(10))
prob += pulp.lpSum(x[i] for i in range(10)) >= 4
prob.solve()
print(pulp.value(prob.objective))
