import numpy as np
from PIL import Image
from collections import Counter

img = np.asarray(Image.open("x.png").convert("RGB")).reshape(-1, 3) // 32 * 32
for color, n in Counter(map(tuple, img)).most_common(8):
    print(color, n)
