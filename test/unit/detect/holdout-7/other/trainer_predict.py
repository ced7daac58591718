import numpy as np
import pandas as pd
from transformers import AutoModelForTokenClassification, DataCollatorForTokenClassification, AutoTokenizer, Trainer
from data import build_test

tok = AutoTokenizer.from_pretrained("ckpt")
trainer = Trainer(AutoModelForTokenClassification.from_pretrained("ckpt"), data_collator=DataCollatorForTokenClassification(tok))
predictions, labels, metrics = trainer.predict(build_test(tok))
pd.DataFrame(np.argmax(predictions, axis=2)).to_csv("pred.csv")
