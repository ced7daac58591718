import torch
from captum.attr import IntegratedGradients
from transformers import BertForSequenceClassification, BertTokenizer

model = BertForSequenceClassification.from_pretrained("textattack/bert-base-uncased-imdb").eval()
tok = BertTokenizer.from_pretrained("bert-base-uncased")
ig = IntegratedGradients(lambda e: model(inputs_embeds=e).logits)
for text in open("samples.txt"):
    emb = model.bert.embeddings.word_embeddings(tok(text, return_tensors="pt").input_ids)
    attr, delta = ig.attribute(emb, target=1, return_convergence_delta=True)
    print(text, attr.sum(-1), delta)
