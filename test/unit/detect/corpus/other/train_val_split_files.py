import os, shutil, random
from sklearn.model_selection import train_test_split
files = sorted(os.listdir('images'))
train, test = train_test_split(files, test_size=.2, random_state=1)
for name, part in (('train', train), ('test', test)):
    os.makedirs(name, exist_ok=True)
    for f in part:
        shutil.copy(os.path.join('images', f), name)
