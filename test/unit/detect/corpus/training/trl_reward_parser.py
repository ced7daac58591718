from dataclasses import dataclass, field
from trl import ModelConfig, RewardConfig, RewardTrainer, ScriptArguments, TrlParser, get_peft_config
from transformers import AutoModelForSequenceClassification, AutoTokenizer
from datasets import load_dataset

if __name__ == "__main__":
    parser = TrlParser((ScriptArguments, RewardConfig, ModelConfig))
    script_args, training_args, model_args = parser.parse_args_and_config()
    tokenizer = AutoTokenizer.from_pretrained(model_args.model_name_or_path)
    model = AutoModelForSequenceClassification.from_pretrained(model_args.model_name_or_path, num_labels=1)
    dataset = load_dataset(script_args.dataset_name)
    rm = RewardTrainer(model=model, processing_class=tokenizer, args=training_args,
                       train_dataset=dataset["train"], peft_config=get_peft_config(model_args))
    rm.train()
    rm.save_model(training_args.output_dir)
