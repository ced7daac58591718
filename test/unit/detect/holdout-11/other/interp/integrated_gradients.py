import argparse

import torch
from captum.attr import IntegratedGradients, LayerGradCam
from transformers import AutoModelForSequenceClassification, AutoTokenizer


def saliency(model, embeds, mask, label):
    embeds.requires_grad_(True)
    model.zero_grad()
    logits = model(inputs_embeds=embeds, attention_mask=mask).logits
    logits[:, label].sum().backward()
    return embeds.grad.norm(dim=-1)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", default="distilbert-base-uncased-finetuned-sst-2-english")
    ap.add_argument("--text", required=True)
    a = ap.parse_args()
    tok = AutoTokenizer.from_pretrained(a.model)
    model = AutoModelForSequenceClassification.from_pretrained(a.model)
    enc = tok(a.text, return_tensors="pt")
    emb = model.get_input_embeddings()(enc.input_ids).detach()
    scores = saliency(model, emb, enc.attention_mask, 1)
    for t, s in zip(tok.convert_ids_to_tokens(enc.input_ids[0]), scores[0]):
        print(f"{t:>15} {s:.3f}")
