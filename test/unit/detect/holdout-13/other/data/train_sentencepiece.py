import sentencepiece as spm

spm.SentencePieceTrainer.train(input="corpus.txt", model_prefix="m", vocab_size=32000, character_coverage=0.9995, model_type="bpe",
                               num_threads=16, train_extremely_large_corpus=True)
sp = spm.SentencePieceProcessor(model_file="m.model")
print(sp.encode("hello world", out_type=str))
