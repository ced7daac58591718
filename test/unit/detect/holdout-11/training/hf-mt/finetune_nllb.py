from datasets import load_dataset
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, DataCollatorForSeq2Seq, Seq2SeqTrainer, Seq2SeqTrainingArguments

ckpt = "facebook/nllb-200-distilled-600M"
tok = AutoTokenizer.from_pretrained(ckpt, src_lang="eng_Latn", tgt_lang="wol_Latn")
model = AutoModelForSeq2SeqLM.from_pretrained(ckpt)
raw = load_dataset("json", data_files={"train": "wolof/train.jsonl", "dev": "wolof/dev.jsonl"})
ds = raw.map(lambda ex: tok(ex["en"], text_target=ex["wo"], truncation=True, max_length=128), batched=True)

args = Seq2SeqTrainingArguments(
    "nllb-wolof",
    per_device_train_batch_size=16,
    gradient_accumulation_steps=2,
    num_train_epochs=3,
    learning_rate=1e-4,
    bf16=True,
    predict_with_generate=True,
    report_to="wandb",
)
Seq2SeqTrainer(model, args, train_dataset=ds["train"], eval_dataset=ds["dev"], data_collator=DataCollatorForSeq2Seq(tok, model), processing_class=tok).train()
model.save_pretrained("nllb-wolof/final")
