from datasets import load_dataset
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

ds = load_dataset("oscar", "unshuffled_deduplicated_sw", split="train")


def batches(n=1000):
    for i in range(0, len(ds), n):
        yield ds[i:i + n]["text"]


tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
trainer = trainers.BpeTrainer(vocab_size=32000, special_tokens=["<|endoftext|>"])
tokenizer.train_from_iterator(batches(), trainer=trainer, length=len(ds))
tokenizer.save("tokenizer-sw.json")
