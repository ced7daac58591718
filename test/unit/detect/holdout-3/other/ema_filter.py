import numpy as np, sys
alpha = .1; s = None
for line in sys.stdin:
    x = float(line)
    s = x if s is None else alpha * x + (1 - alpha) * s
    print(s)
