import sentencepiece as spm

spm.SentencePieceTrainer.train(input="corpus.txt", model_prefix="m", vocab_size=8000, model_type="bpe")
sp = spm.SentencePieceProcessor(model_file="m.model")
print(sp.encode("hello world", out_type=str))
