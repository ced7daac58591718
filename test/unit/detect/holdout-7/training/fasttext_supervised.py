import fasttext
import sys

model = fasttext.train_supervised(input=sys.argv[1], epoch=25, lr=1.0, wordNgrams=2)
print(model.test(sys.argv[2]))
model.save_model("lang.bin")
