import json
import sys
import matplotlib.pyplot as plt

for f in sys.argv[1:]:
    hist = [json.loads(l) for l in open(f)]
    train = [h["train_loss"] for h in hist if "train_loss" in h]
    plt.plot(train, label=f)
plt.xlabel("epoch"); plt.ylabel("loss"); plt.legend(); plt.savefig("loss.png")
