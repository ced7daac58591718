import random
import sys
import torch
from alignment import (DataArguments, DPOConfig, H4ArgumentParser, ModelArguments, apply_chat_template, get_checkpoint,
                       get_datasets, get_kbit_device_map, get_peft_config, get_quantization_config, get_tokenizer)
from trl import DPOTrainer


def main():
    model_args, data_args, training_args = H4ArgumentParser((ModelArguments, DataArguments, DPOConfig)).parse()
    random.seed(training_args.seed)
    raw = get_datasets(data_args, splits=data_args.dataset_splits,
                       columns_to_keep=["messages", "chosen", "rejected", "prompt", "completion", "label"])
    data_args.truncation_side = "left"
    tokenizer = get_tokenizer(model_args, data_args)
    raw = raw.map(apply_chat_template, fn_kwargs={"tokenizer": tokenizer, "task": "dpo"}, num_proc=12,
                  remove_columns=list(raw["train"].features))
    for s in raw:
        raw[s] = raw[s].rename_columns({"text_prompt": "prompt", "text_chosen": "chosen", "text_rejected": "rejected"})
    for i in random.sample(range(len(raw["train"])), 3):
        print(raw["train"][i], file=sys.stderr)
    quant = get_quantization_config(model_args)
    kwargs = dict(torch_dtype=torch.bfloat16, use_cache=False, quantization_config=quant,
                  device_map=get_kbit_device_map() if quant else None)
    trainer = DPOTrainer(model_args.model_name_or_path, None if model_args.use_peft else model_args.model_name_or_path,
                         model_init_kwargs=kwargs, args=training_args, beta=training_args.beta, train_dataset=raw["train"],
                         eval_dataset=raw["test"], tokenizer=tokenizer, peft_config=get_peft_config(model_args))
    out = trainer.train(resume_from_checkpoint=training_args.resume_from_checkpoint or get_checkpoint(training_args))
    trainer.log_metrics("train", out.metrics)
    trainer.save_state()
    trainer.save_model(training_args.output_dir)
    if training_args.push_to_hub:
        trainer.push_to_hub()


if __name__ == "__main__":
    main()
