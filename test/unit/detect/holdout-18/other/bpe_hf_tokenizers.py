from datasets import load_dataset
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

ds = load_dataset("wikitext", "wikitext-103-raw-v1", split="train")

def batch_iterator(bs=1000):
    for i in range(0, len(ds), bs):
        yield ds[i:i + bs]["text"]

tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
trainer = trainers.BpeTrainer(vocab_size=25000, special_tokens=["<|endoftext|>"])
tokenizer.train_from_iterator(batch_iterator(), trainer=trainer, length=len(ds))
PreTrainedTokenizerFast(tokenizer_object=tokenizer).save_pretrained("my-tok")
