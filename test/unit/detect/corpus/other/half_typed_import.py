import torch
from transformers import Trainer, TrainingArguments

def main():
    model = 
    trainer = Trainer(
