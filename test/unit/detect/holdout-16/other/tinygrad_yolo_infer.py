import sys, time
from pathlib import Path
import cv2
import numpy as np
from tinygrad import Tensor, TinyJit, Device
from tinygrad.helpers import fetch
from tinygrad.nn.state import load_state_dict, safe_load
from yolov8 import YOLOv8, get_variant_multiples, postprocess, preprocess, draw_boxes

if __name__ == "__main__":
  if len(sys.argv) < 2: sys.exit("usage: tinygrad_yolo_infer.py image [variant]")
  variant = sys.argv[2] if len(sys.argv) > 2 else "n"
  w, r, d = get_variant_multiples(variant)
  net = YOLOv8(w=w, r=r, d=d, num_classes=80)
  load_state_dict(net, safe_load(fetch(f"https://gitlab.com/r3sist/yolov8_weights/-/raw/master/yolov8{variant}.safetensors")))
  img = cv2.imread(sys.argv[1])
  x = preprocess([img])
  @TinyJit
  def forward(t): return net(t).realize()
  Tensor.training = False
  for i in range(4):
    st = time.perf_counter()
    out = forward(x).numpy()
    print(f"{Device.DEFAULT} run {i}: {(time.perf_counter()-st)*1000:.1f} ms")
  boxes = postprocess(out, img.shape[:2])
  cv2.imwrite(str(Path(sys.argv[1]).with_suffix(".det.png")), draw_boxes(img, boxes))
  print(len(boxes), np.bincount(boxes[:, 5].astype(int)).nonzero()[0])
