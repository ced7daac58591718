from contextlib import asynccontextmanager

import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

state = {}


@asynccontextmanager
async def lifespan(app):
    state["model"] = joblib.load("model.joblib")
    yield
    state.clear()


app = FastAPI(lifespan=lifespan)


class Row(BaseModel):
    age: int
    fare: float


@app.post("/predict")
def predict(row: Row):
    return {"p": float(state["model"].predict_proba(pd.DataFrame([row.model_dump()]))[0, 1])}


@app.post("/train")
def trigger_training():
    raise NotImplementedError("training is done offline, see train.py")
