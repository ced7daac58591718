import gradio as gr
import torch
from PIL import Image
from model import load

net = load("runs/train/best.pt").eval()


def predict(img: Image.Image):
    with torch.inference_mode():
        p = net(img).softmax(-1)[0]
    return {c: float(v) for c, v in zip(net.classes, p)}


gr.Interface(predict, gr.Image(type="pil"), gr.Label(num_top_classes=3), title="Bird classifier").launch()
