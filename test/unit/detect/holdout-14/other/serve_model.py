"""FastAPI around our fine-tuned classifier."""
import os
from contextlib import asynccontextmanager

import torch
import uvicorn
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

state = {}


class Request(BaseModel):
    texts: list[str]


@asynccontextmanager
async def lifespan(app: FastAPI):
    path = os.environ.get("MODEL_DIR", "output/checkpoint-1500")
    state["tok"] = AutoTokenizer.from_pretrained(path)
    model = AutoModelForSequenceClassification.from_pretrained(path)
    state["trainer"] = Trainer(model=model, args=TrainingArguments("/tmp/serve", per_device_eval_batch_size=64, report_to="none"))
    yield
    state.clear()


app = FastAPI(lifespan=lifespan)


@app.post("/predict")
def predict(request: Request):
    if not request.texts:
        raise HTTPException(422, "no texts")
    rows = [dict(state["tok"](t, truncation=True, padding="max_length", max_length=128)) for t in request.texts]
    logits = state["trainer"].predict(rows).predictions
    return {"labels": torch.from_numpy(logits).argmax(-1).tolist()}


@app.get("/healthz")
def healthz():
    return {"ready": "trainer" in state}


if __name__ == "__main__":
    uvicorn.run(app, host="0.0.0.0", port=8080)
