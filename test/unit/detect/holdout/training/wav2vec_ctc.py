import dataclasses
from transformers import Wav2Vec2ForCTC, Wav2Vec2Processor, Trainer as HFTrainer, TrainingArguments as TA
import evaluate
from speech import ds, Collator
proc = Wav2Vec2Processor.from_pretrained('p')
model = Wav2Vec2ForCTC.from_pretrained('facebook/wav2vec2-base', ctc_loss_reduction='mean')
model.freeze_feature_encoder()
HFTrainer(model=model, data_collator=Collator(proc), args=TA(output_dir='o', num_train_epochs=30, fp16=True, per_device_train_batch_size=32), train_dataset=ds['train'], eval_dataset=ds['test'], tokenizer=proc.feature_extractor).train()
