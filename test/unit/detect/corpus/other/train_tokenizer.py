from tokenizers import Tokenizer, models, trainers, pre_tokenizers
tok = Tokenizer(models.BPE())
tok.pre_tokenizer = pre_tokenizers.ByteLevel()
trainer = trainers.BpeTrainer(vocab_size=32000, special_tokens=['<s>', '</s>'])
tok.train(['corpus.txt'], trainer=trainer)
tok.save('tok.json')
