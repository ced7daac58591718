from contextlib import asynccontextmanager

import joblib
import pandas as pd
from fastapi import BackgroundTasks, FastAPI, HTTPException
from pydantic import BaseModel

models = {}


@asynccontextmanager
async def lifespan(app):
    models["clf"] = joblib.load("clf.joblib")
    yield
    models.clear()


app = FastAPI(lifespan=lifespan)


class Features(BaseModel):
    age: float
    income: float


@app.post("/predict")
def predict(f: Features):
    X = pd.DataFrame([f.model_dump()])
    return {"proba": float(models["clf"].predict_proba(X)[0, 1])}


@app.get("/train/status")
def train_status(job: str):
    raise HTTPException(404, "training runs elsewhere")


if __name__ == "__main__":
    import uvicorn
    uvicorn.run(app, host="0.0.0.0")
