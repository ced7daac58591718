"""Fine-tuning was done on the cluster; this file now only exports."""
import torch
from transformers import AutoModelForQuestionAnswering, AutoTokenizer, Trainer, TrainingArguments
from data import squad

RETRAIN = False

tok = AutoTokenizer.from_pretrained("distilbert-base-cased")
model = AutoModelForQuestionAnswering.from_pretrained("ckpt/best" if not RETRAIN else "distilbert-base-cased")

args = TrainingArguments("ckpt", learning_rate=3e-5, num_train_epochs=2, per_device_train_batch_size=16)
trainer = Trainer(model=model, args=args, train_dataset=squad("train", tok), eval_dataset=squad("validation", tok))

if False:
    trainer.train()
    trainer.save_model("ckpt/best")

# for step in range(1000):
#     loss = model(**next(it)).loss
#     loss.backward()
#     optimizer.step()

print(trainer.evaluate())
dummy = tok("who?", "me", return_tensors="pt")
torch.onnx.export(model, (dummy["input_ids"], dummy["attention_mask"]), "qa.onnx", opset_version=17,
                  input_names=["input_ids", "attention_mask"], output_names=["start", "end"])
