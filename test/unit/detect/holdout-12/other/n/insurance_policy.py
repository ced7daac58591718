import csv
from policies import Policy

policies = [Policy(**r) for r in csv.DictReader(open("policies.csv"))]
for year in range(2020, 2031):
    for policy in policies:
        policy.update(premium=policy.premium * 1.02, year=year)
print(sum(p.premium for p in policies))
