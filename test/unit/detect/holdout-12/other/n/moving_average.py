import csv
alpha, level, err = 0.3, None, 0.0
for row in csv.DictReader(open("sales.csv")):
    y = float(row["y"])
    if level is None:
        level = y
    error = y - level
    level += alpha * error
    err += error ** 2
print(level, err)
