from transformers import HfArgumentParser, TrainingArguments, Trainer, AutoModelForCausalLM
from data import valid
(targs,) = HfArgumentParser(TrainingArguments).parse_args_into_dataclasses()
targs.do_train = False
m = AutoModelForCausalLM.from_pretrained('out')
metrics = Trainer(m, targs, eval_dataset=valid).evaluate()
print(metrics)
