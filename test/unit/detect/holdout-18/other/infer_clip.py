import sys
import torch
from PIL import Image
import open_clip

model, _, preprocess = open_clip.create_model_and_transforms("ViT-B-32", pretrained="laion2b_s34b_b79k")
model.eval()
tokenizer = open_clip.get_tokenizer("ViT-B-32")
image = preprocess(Image.open(sys.argv[1])).unsqueeze(0)
labels = sys.argv[2:] or ["a cat", "a dog"]
text = tokenizer(labels)

with torch.no_grad(), torch.autocast("cuda"):
    image_features = model.encode_image(image)
    text_features = model.encode_text(text)
    image_features /= image_features.norm(dim=-1, keepdim=True)
    text_features /= text_features.norm(dim=-1, keepdim=True)
    probs = (100.0 * image_features @ text_features.T).softmax(dim=-1)
for l, p in zip(labels, probs[0].tolist()):
    print(f"{l:20s} {p:.3f}")
