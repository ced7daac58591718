import fasttext
model = fasttext.train_supervised(input='cooking.train', lr=0.5, epoch=25, wordNgrams=2)
print(model.test('cooking.valid'))
model.save_model('cooking.bin')
