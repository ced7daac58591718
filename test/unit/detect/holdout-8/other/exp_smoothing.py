import csv
import sys

alpha = 0.3
level = None
total_error = 0
for row in csv.DictReader(open(sys.argv[1])):
    y = float(row["sales"])
    if level is None:
        level = y
        continue
    error = y - level
    total_error += abs(error)
    level = level + alpha * error
print("next", level, "mae", total_error)
