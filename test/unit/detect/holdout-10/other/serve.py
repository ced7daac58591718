from contextlib import asynccontextmanager
from fastapi import FastAPI
from pydantic import BaseModel
import torch

state = {}


@asynccontextmanager
async def lifespan(app):
    state["model"] = torch.jit.load("model.pt").eval()
    yield
    state.clear()


app = FastAPI(lifespan=lifespan)


class In(BaseModel):
    x: list[float]


@app.post("/predict")
def predict(i: In):
    with torch.inference_mode():
        return {"y": state["model"](torch.tensor(i.x)[None]).tolist()}


if __name__ == "__main__":
    import uvicorn
    uvicorn.run(app, port=8000)
