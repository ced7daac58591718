from dataclasses import dataclass
from typing import Any

import evaluate
import torch
from datasets import Audio, load_dataset
from transformers import Seq2SeqTrainer, Seq2SeqTrainingArguments, WhisperForConditionalGeneration, WhisperProcessor

processor = WhisperProcessor.from_pretrained("openai/whisper-small", language="Hindi", task="transcribe")
model = WhisperForConditionalGeneration.from_pretrained("openai/whisper-small")
cv = load_dataset("mozilla-foundation/common_voice_11_0", "hi").cast_column("audio", Audio(sampling_rate=16000))


def prepare(b):
    b["input_features"] = processor.feature_extractor(b["audio"]["array"], sampling_rate=16000).input_features[0]
    b["labels"] = processor.tokenizer(b["sentence"]).input_ids
    return b


cv = cv.map(prepare, num_proc=4)


@dataclass
class Collator:
    processor: Any

    def __call__(self, features):
        batch = self.processor.feature_extractor.pad([{"input_features": f["input_features"]} for f in features], return_tensors="pt")
        lab = self.processor.tokenizer.pad([{"input_ids": f["labels"]} for f in features], return_tensors="pt")
        batch["labels"] = lab["input_ids"].masked_fill(lab.attention_mask.ne(1), -100)
        return batch


args = Seq2SeqTrainingArguments("whisper-hi", per_device_train_batch_size=16, max_steps=4000, learning_rate=1e-5, warmup_steps=500, fp16=True,
                                predict_with_generate=True)
s2s = Seq2SeqTrainer(args=args, model=model, train_dataset=cv["train"], eval_dataset=cv["test"], data_collator=Collator(processor),
                     tokenizer=processor.feature_extractor)
if __name__ == "__main__":
    s2s.train()
    s2s.push_to_hub()
