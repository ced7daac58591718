import sentencepiece as spm
spm.SentencePieceTrainer.train(input='botchan.txt', model_prefix='m', vocab_size=1000, user_defined_symbols=['foo'])
sp = spm.SentencePieceProcessor(model_file='m.model')
print(sp.encode('This is a test', out_type=str))
