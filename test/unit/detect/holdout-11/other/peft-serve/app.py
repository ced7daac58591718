import torch
from fastapi import FastAPI
from peft import AutoPeftModelForCausalLM
from pydantic import BaseModel
from transformers import AutoTokenizer, TextIteratorStreamer

app = FastAPI()
model = AutoPeftModelForCausalLM.from_pretrained("out/adapter", device_map="auto", torch_dtype=torch.float16)
tok = AutoTokenizer.from_pretrained("out/adapter")
model.eval()


class Req(BaseModel):
    prompt: str
    max_new_tokens: int = 256


@app.post("/generate")
@torch.inference_mode()
def generate(r: Req):
    ids = tok(r.prompt, return_tensors="pt").to(model.device)
    out = model.generate(**ids, max_new_tokens=r.max_new_tokens)
    return {"text": tok.decode(out[0], skip_special_tokens=True)}


if __name__ == "__main__":
    import uvicorn
    uvicorn.run(app, host="0.0.0.0", port=8000)
