# -*- coding: utf-8 -*-
import argparse
import os
import json
import cv2
import numpy as np
from paddleocr import PaddleOCR, draw_ocr
from pdf2image import convert_from_path

parser = argparse.ArgumentParser()
parser.add_argument('--dir', required=True)
parser.add_argument('--rec_model_dir', default='./output/rec_ppocr_v4_finetune/infer', help='我们微调的识别模型')
parser.add_argument('--use_gpu', action='store_true')
parser.add_argument('--vis', action='store_true')
args = parser.parse_args()

ocr = PaddleOCR(use_angle_cls=True, lang='ch', rec_model_dir=args.rec_model_dir, use_gpu=args.use_gpu, show_log=False)


def deskew(img):
    gray = cv2.cvtColor(img, cv2.COLOR_BGR2GRAY)
    pts = np.column_stack(np.where(cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1] > 0))
    ang = cv2.minAreaRect(pts[:, ::-1].astype(np.float32))[-1]
    ang = ang - 90 if ang > 45 else ang
    h, w = img.shape[:2]
    return cv2.warpAffine(img, cv2.getRotationMatrix2D((w / 2, h / 2), ang, 1), (w, h), borderValue=(255, 255, 255))


for name in sorted(os.listdir(args.dir)):
    path = os.path.join(args.dir, name)
    if name.lower().endswith('.pdf'):
        pages = [np.array(p)[:, :, ::-1] for p in convert_from_path(path, 200)]
    elif name.lower().endswith(('.png', '.jpg', '.tif')):
        pages = [cv2.imread(path)]
    else:
        continue
    out = []
    for k, img in enumerate(pages):
        img = deskew(img)
        res = ocr.ocr(img, cls=True)[0] or []
        out.append([{'box': b, 'text': t, 'score': float(s)} for b, (t, s) in res])
        if args.vis:
            vis = draw_ocr(img[:, :, ::-1], [r[0] for r in res], [r[1][0] for r in res], [r[1][1] for r in res], font_path='simfang.ttf')
            cv2.imwrite('%s_%d_vis.jpg' % (path, k), vis[:, :, ::-1])
    with open(path + '.json', 'w', encoding='utf-8') as f:
        json.dump(out, f, ensure_ascii=False)
    print(name, sum(map(len, out)), '行')
