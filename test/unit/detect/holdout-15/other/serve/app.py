import io
import logging
import os
import time
from contextlib import asynccontextmanager

import torch
from fastapi import Depends, FastAPI, File, HTTPException, UploadFile
from PIL import Image
from prometheus_client import Counter, Histogram, make_asgi_app
from pydantic import BaseModel

from .model import load_classifier, transform

log = logging.getLogger("uvicorn")
LATENCY = Histogram("predict_seconds", "time of one prediction")
ERRORS = Counter("predict_errors", "failed predictions")
state = {}


@asynccontextmanager
async def lifespan(app):
    path = os.environ.get("MODEL_PATH", "/models/latest/model.pt")
    state["model"], state["labels"] = load_classifier(path, device=os.environ.get("DEVICE", "cpu"))
    log.info("loaded %s (trained %s)", path, state["labels"].get("trained_at"))
    yield
    state.clear()


app = FastAPI(title="plants", lifespan=lifespan)
app.mount("/metrics", make_asgi_app())


class Prediction(BaseModel):
    label: str
    score: float


@app.get("/healthz")
def health():
    return {"ok": "model" in state}


@app.post("/predict", response_model=list[Prediction])
async def predict(file: UploadFile = File(...), k: int = 5):
    try:
        img = Image.open(io.BytesIO(await file.read())).convert("RGB")
    except Exception as e:
        ERRORS.inc()
        raise HTTPException(400, f"not an image: {e}")
    with LATENCY.time(), torch.inference_mode():
        prob = state["model"](transform(img)[None]).softmax(-1)[0]
    top = prob.topk(k)
    return [Prediction(label=state["labels"]["names"][i], score=s) for s, i in zip(top.values.tolist(), top.indices.tolist())]


@app.post("/feedback")
async def feedback(image_id: str, label: str):
    # collected for the next training round
    with open("/var/feedback/labels.csv", "a") as f:
        f.write(f"{time.time():.0f},{image_id},{label}\n")
    return {"ok": True}
