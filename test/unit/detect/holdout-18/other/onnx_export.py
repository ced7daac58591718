import argparse
import onnx
import onnxruntime as ort
import numpy as np
import torch
from models.experimental import attempt_load

if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--weights', type=str, default='./yolov7.pt')
    parser.add_argument('--img-size', nargs='+', type=int, default=[640, 640])
    parser.add_argument('--batch-size', type=int, default=1)
    parser.add_argument('--train', action='store_true', help='export in train mode')
    opt = parser.parse_args()
    model = attempt_load(opt.weights, map_location='cpu')
    model.train() if opt.train else model.eval()
    img = torch.zeros(opt.batch_size, 3, *opt.img_size)
    f = opt.weights.replace('.pt', '.onnx')
    torch.onnx.export(model, img, f, verbose=False, opset_version=12, input_names=['images'],
                      training=torch.onnx.TrainingMode.TRAINING if opt.train else torch.onnx.TrainingMode.EVAL)
    onnx.checker.check_model(onnx.load(f))
    s = ort.InferenceSession(f)
    print([o.shape for o in s.run(None, {'images': np.zeros((1, 3, 640, 640), np.float32)})])
