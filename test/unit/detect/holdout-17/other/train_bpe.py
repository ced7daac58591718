from tokenizers import Tokenizer, models, trainers, pre_tokenizers
tok = Tokenizer(models.BPE(unk_token='[UNK]'))
tok.pre_tokenizer = pre_tokenizers.Whitespace()
tok.train(['wiki.train.raw'], trainers.BpeTrainer(vocab_size=30000, special_tokens=['[UNK]', '[PAD]']))
tok.save('tok.json')
