import json, glob
for f in glob.glob('**/*.ipynb', recursive=True):
    n = sum('trainer.train()' in ''.join(c['source']) for c in json.load(open(f))['cells'])
    if n: print(f, 'trains')
