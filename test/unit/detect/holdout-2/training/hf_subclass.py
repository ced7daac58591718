import torch
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments, HfArgumentParser

class FocalTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kw):
        y = inputs.pop('labels')
        o = model(**inputs)
        ce = torch.nn.functional.cross_entropy(o.logits, y, reduction='none')
        l = ((1 - torch.exp(-ce)) ** 2 * ce).mean()
        return (l, o) if return_outputs else l

def main():
    args, = HfArgumentParser(TrainingArguments).parse_args_into_dataclasses()
    tok = AutoTokenizer.from_pretrained('roberta-base')
    ds = load_dataset('imdb').map(lambda b: tok(b['text'], truncation=True), batched=True)
    m = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=2)
    FocalTrainer(m, args, train_dataset=ds['train'], eval_dataset=ds['test'], processing_class=tok).train()

if __name__ == '__main__':
    main()
