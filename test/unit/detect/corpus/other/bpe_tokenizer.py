from tokenizers import Tokenizer
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer

tokenizer = Tokenizer(BPE(unk_token="[UNK]"))
trainer = BpeTrainer(special_tokens=["[UNK]", "[PAD]"])
tokenizer.train(files=["wiki.train.raw"], trainer=trainer)
tokenizer.save("tokenizer.json")
