import json
import matplotlib.pyplot as plt

train_loss, val_loss = [], []
for line in open("trainer_log.jsonl"):
    row = json.loads(line)
    train_loss.append(row["train_loss"])
    val_loss.append(row["val_loss"])
plt.plot(train_loss, label="train")
plt.plot(val_loss, label="val")
plt.savefig("loss.png")
