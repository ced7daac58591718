#!/usr/bin/env python3
import re, sys
from collections import defaultdict

pat = re.compile(r'iter (\d+): loss ([\d.]+), time ([\d.]+)ms')
epochs = defaultdict(list)
for fn in sys.argv[1:]:
    with open(fn) as f:
        for line in f:
            m = pat.search(line)
            if m:
                step, loss, ms = int(m[1]), float(m[2]), float(m[3])
                epochs[fn].append((step, loss, ms))
for fn, e in epochs.items():
    print(fn, 'steps', e[-1][0], 'min loss', min(x[1] for x in e), 'ms', sum(x[2] for x in e) / len(e))
