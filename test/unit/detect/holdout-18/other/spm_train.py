import argparse
import sentencepiece as spm

p = argparse.ArgumentParser()
p.add_argument("--input", nargs="+")
p.add_argument("--vocab-size", type=int, default=32000)
p.add_argument("--prefix", default="spm")
a = p.parse_args()
spm.SentencePieceTrainer.train(
    input=",".join(a.input), model_prefix=a.prefix, vocab_size=a.vocab_size,
    character_coverage=0.9995, model_type="unigram", train_extremely_large_corpus=True)
sp = spm.SentencePieceProcessor(model_file=f"{a.prefix}.model")
print(sp.encode("hello world", out_type=str))
