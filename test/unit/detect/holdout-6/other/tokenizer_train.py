from datasets import load_dataset
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

ds = load_dataset("wikitext", "wikitext-103-raw-v1", split="train")
tok = Tokenizer(models.BPE(unk_token="[UNK]"))
tok.pre_tokenizer = pre_tokenizers.ByteLevel()
trainer = trainers.BpeTrainer(vocab_size=32000, special_tokens=["[UNK]", "[PAD]"])


def batches():
    for i in range(0, len(ds), 1000):
        yield ds[i:i + 1000]["text"]


tok.train_from_iterator(batches(), trainer=trainer, length=len(ds))
tok.save("tokenizer.json")
