import cv2
import numpy as np

img = cv2.imread("in.png", 0).astype(np.float32)
gx = cv2.Sobel(img, cv2.CV_32F, 1, 0)
gy = cv2.Sobel(img, cv2.CV_32F, 0, 1)
grad = np.hypot(gx, gy)
alpha = 0.5
for i in range(3):
    img = img - alpha * cv2.GaussianBlur(grad, (0, 0), 2)
cv2.imwrite("out.png", img)
