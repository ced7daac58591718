import fasttext

model = fasttext.train_supervised(input="langid.train", lr=0.5, epoch=25, wordNgrams=2, dim=50, loss="hs")
print(model.test("langid.valid"))
model.quantize(input="langid.train", retrain=True)
model.save_model("lid.ftz")
