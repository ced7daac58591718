from transformers import (AutoModelForSeq2SeqLM, AutoTokenizer, DataCollatorForSeq2Seq, Seq2SeqTrainer,
    Seq2SeqTrainingArguments, HfArgumentParser)
from datasets import load_dataset
from dataclasses import dataclass, field

@dataclass
class ModelArgs:
    name: str = field(default='t5-small')

def main():
    m, t = HfArgumentParser((ModelArgs, Seq2SeqTrainingArguments)).parse_args_into_dataclasses()
    tok = AutoTokenizer.from_pretrained(m.name)
    model = AutoModelForSeq2SeqLM.from_pretrained(m.name)
    ds = load_dataset('xsum').map(lambda b: tok(b['document'], truncation=True), batched=True)
    tr = Seq2SeqTrainer(model=model, args=t, train_dataset=ds['train'], data_collator=DataCollatorForSeq2Seq(tok))
    if t.do_train:
        tr.train(resume_from_checkpoint=t.resume_from_checkpoint)
    if t.do_eval:
        print(tr.evaluate())

if __name__ == '__main__':
    main()
