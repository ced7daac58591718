from tokenizers import Tokenizer, models, trainers, pre_tokenizers
tok = Tokenizer(models.BPE(unk_token='<unk>'))
tok.pre_tokenizer = pre_tokenizers.ByteLevel()
trainer = trainers.BpeTrainer(vocab_size=32000, special_tokens=['<unk>', '<s>', '</s>'])
tok.train(['corpus.txt'], trainer)
tok.save('tokenizer.json')
