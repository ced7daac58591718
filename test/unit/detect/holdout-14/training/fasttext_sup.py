import fasttext
import sys

model = fasttext.train_supervised(input=sys.argv[1], epoch=25, lr=0.5, wordNgrams=2, bucket=200000, dim=50, loss="ova")
n, p, r = model.test(sys.argv[2])
print(f"N\t{n}\nP@1\t{p:.3f}\nR@1\t{r:.3f}")
model.quantize(input=sys.argv[1], retrain=True)
model.save_model("model.ftz")
