"""Train a byte level BPE tokenizer on the Estonian corpus."""
from pathlib import Path
import argparse
from datasets import load_dataset
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast


def batch_iterator(ds, n=1000):
    for i in range(0, len(ds), n):
        yield ds[i: i + n]["text"]


def main(vocab_size, out):
    ds = load_dataset("oscar", "unshuffled_deduplicated_et", split="train")
    tokenizer = Tokenizer(models.BPE(unk_token=None))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(vocab_size=vocab_size, special_tokens=["<s>", "</s>", "<pad>", "<mask>"],
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), min_frequency=2)
    tokenizer.train_from_iterator(batch_iterator(ds), trainer=trainer, length=len(ds))
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.decoder = decoders.ByteLevel()
    Path(out).mkdir(parents=True, exist_ok=True)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="<pad>")
    fast.save_pretrained(out)
    for s in ["Tere hommikust!", "Õunapuu õitseb"]:
        print(fast.tokenize(s))


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--vocab-size", type=int, default=50265)
    p.add_argument("--out", default="tokenizer-et")
    main(**vars(p.parse_args()))
