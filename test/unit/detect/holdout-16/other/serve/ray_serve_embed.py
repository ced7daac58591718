import argparse
from typing import List
import numpy as np
import ray
from fastapi import FastAPI
from pydantic import BaseModel
from ray import serve
from sentence_transformers import SentenceTransformer

api = FastAPI()


class Texts(BaseModel):
    texts: List[str]


@serve.deployment(ray_actor_options={"num_gpus": 0.5}, autoscaling_config={"min_replicas": 1, "max_replicas": 4}, max_ongoing_requests=64)
class Embedder:
    def __init__(self, path: str):
        self.model = SentenceTransformer(path, device="cuda").half()

    @serve.batch(max_batch_size=128, batch_wait_timeout_s=0.02)
    async def encode(self, texts: List[str]) -> List[np.ndarray]:
        return list(self.model.encode(texts, batch_size=128, normalize_embeddings=True))


@serve.deployment
@serve.ingress(api)
class Gateway:
    def __init__(self, embedder):
        self.embedder = embedder

    @api.post("/embed")
    async def embed(self, body: Texts):
        refs = [self.embedder.encode.remote(t) for t in body.texts]
        return {"vectors": [(await r).tolist() for r in refs]}


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--model", default="output/ModernBERT-base-legal/final")
    a = p.parse_args()
    ray.init()
    serve.run(Gateway.bind(Embedder.bind(a.model)), blocking=True)
