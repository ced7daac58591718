from unsloth import FastLanguageModel
from transformers import TextStreamer

model, tokenizer = FastLanguageModel.from_pretrained("outputs/checkpoint-60", max_seq_length=2048, load_in_4bit=True)
FastLanguageModel.for_inference(model)
while True:
    q = input("> ")
    ids = tokenizer.apply_chat_template([{"role": "user", "content": q}], add_generation_prompt=True, return_tensors="pt").to("cuda")
    model.generate(input_ids=ids, streamer=TextStreamer(tokenizer, skip_prompt=True), max_new_tokens=512)
