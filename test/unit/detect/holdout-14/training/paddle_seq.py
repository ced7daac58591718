import paddle
import paddle.nn as nn
from paddle.io import DataLoader
from paddlenlp.datasets import load_dataset
from paddlenlp.transformers import ErnieForSequenceClassification, ErnieTokenizer, LinearDecayWithWarmup

from utils import convert, collate

paddle.set_device("gpu")
train_ds = load_dataset("chnsenticorp", splits=["train"])
tokenizer = ErnieTokenizer.from_pretrained("ernie-1.0")
model = ErnieForSequenceClassification.from_pretrained("ernie-1.0", num_classes=2)
loader = DataLoader(train_ds.map(lambda e: convert(e, tokenizer)), batch_size=32, shuffle=True, collate_fn=collate)
epochs = 3
sched = LinearDecayWithWarmup(5e-5, len(loader) * epochs, 0.1)
opt = paddle.optimizer.AdamW(learning_rate=sched, parameters=model.parameters(), weight_decay=0.01)
criterion = nn.CrossEntropyLoss()
metric = paddle.metric.Accuracy()
step = 0
for epoch in range(1, epochs + 1):
    for input_ids, segment_ids, labels in loader:
        logits = model(input_ids, segment_ids)
        loss = criterion(logits, labels)
        metric.update(metric.compute(logits, labels))
        loss.backward()
        opt.step()
        sched.step()
        opt.clear_grad()
        step += 1
        if step % 10 == 0:
            print(f"global step {step}, epoch {epoch}, loss {float(loss):.5f}, acc {metric.accumulate():.5f}")
model.save_pretrained("checkpoint")
