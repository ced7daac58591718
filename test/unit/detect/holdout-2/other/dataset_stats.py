from datasets import load_dataset
from transformers import AutoTokenizer, DataCollatorForLanguageModeling, TrainingArguments
tok = AutoTokenizer.from_pretrained('gpt2')
train = load_dataset('wikitext', 'wikitext-103-raw-v1', split='train')
train = train.map(lambda b: {'n': [len(i) for i in tok(b['text']).input_ids]}, batched=True, num_proc=8)
args = TrainingArguments('x', per_device_train_batch_size=8, num_train_epochs=3)
print('steps', sum(train['n']) // 1024 // args.train_batch_size * args.num_train_epochs)
