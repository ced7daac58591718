import random
import shutil
from pathlib import Path

random.seed(0)
root = Path("images")
for cls in root.iterdir():
    files = sorted(cls.glob("*.jpg"))
    random.shuffle(files)
    n = int(0.8 * len(files))
    for split, part in (("train", files[:n]), ("val", files[n:])):
        out = Path("data") / split / cls.name
        out.mkdir(parents=True, exist_ok=True)
        for f in part:
            shutil.copy(f, out)
