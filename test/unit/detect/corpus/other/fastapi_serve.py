from fastapi import FastAPI
import torch
from transformers import AutoModel

app = FastAPI()
model = AutoModel.from_pretrained("./model")


@app.get("/health")
def health():
    return {"training": model.training}


@app.post("/embed")
def embed(text: str):
    model.train(False)
    with torch.inference_mode():
        return model(text).tolist()
