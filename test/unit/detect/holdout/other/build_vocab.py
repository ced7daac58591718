from collections import Counter; import json, sys
c = Counter()
for l in open('train.txt'): c.update(l.split())
json.dump({w: i for i, (w, n) in enumerate(c.most_common(50000))}, open('vocab.json', 'w'))
