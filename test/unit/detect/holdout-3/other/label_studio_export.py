import json, random, pathlib, shutil
random.seed(0)
items = json.load(open('export.json')); random.shuffle(items)
train, val = items[:int(.9 * len(items))], items[int(.9 * len(items)):]
for name, part in (('train', train), ('val', val)):
    d = pathlib.Path('yolo') / name; d.mkdir(parents=True, exist_ok=True)
    for it in part: shutil.copy(it['image'], d)
