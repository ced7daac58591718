import torch
from fastapi import FastAPI
from pydantic import BaseModel
from transformers import pipeline
import uvicorn

app = FastAPI()
pipe = pipeline("text-generation", "gpt2", device=0)


class Req(BaseModel):
    prompt: str
    max_new_tokens: int = 64


@app.post("/generate")
def generate(r: Req):
    with torch.no_grad():
        return pipe(r.prompt, max_new_tokens=r.max_new_tokens)[0]


@app.post("/train")
def start_training():
    return {"detail": "not implemented"}, 501


if __name__ == "__main__":
    uvicorn.run(app, host="0.0.0.0", port=8000)
