import sys
best = 0
for line in sys.stdin:
    if line.startswith('train'):
        loss = float(line.split()[-1])
        print 'loss', loss
        best = min(best, loss)
print >>sys.stderr, best
