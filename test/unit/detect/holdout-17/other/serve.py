from fastapi import FastAPI
from transformers import pipeline
app = FastAPI()
clf = pipeline('sentiment-analysis', model='./out')

@app.post('/predict')
def predict(text: str):
    return clf(text)[0]

@app.get('/train_status')
def train_status():
    return {'trained': True}
