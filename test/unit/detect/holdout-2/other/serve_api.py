from fastapi import FastAPI, UploadFile
import torch
from model import Net
app = FastAPI()
net = Net(); net.load_state_dict(torch.load('net.pt')); net.eval()

@app.post('/train')
def enqueue(job: dict):
    from queue_client import push
    push('train', job)
    return {'queued': True}

@app.post('/predict')
async def predict(f: UploadFile):
    with torch.no_grad():
        return {'y': net.run(await f.read()).tolist()}
