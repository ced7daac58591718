import time
import numpy as np
import onnxruntime as ort

s = ort.InferenceSession("m.onnx", providers=["CUDAExecutionProvider"])
x = np.random.randn(32, 3, 224, 224).astype(np.float32)
for _ in range(10):
    s.run(None, {"input": x})
t0 = time.perf_counter()
for _ in range(100):
    s.run(None, {"input": x})
print((time.perf_counter() - t0) / 100)
