from trl import DPOConfig, DPOTrainer, ModelConfig, ScriptArguments, TrlParser, get_peft_config
from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer

if __name__ == "__main__":
    parser = TrlParser((ScriptArguments, DPOConfig, ModelConfig))
    script_args, training_args, model_args = parser.parse_args_and_config()
    model = AutoModelForCausalLM.from_pretrained(model_args.model_name_or_path)
    peft_config = get_peft_config(model_args)
    ref_model = None if peft_config else AutoModelForCausalLM.from_pretrained(model_args.model_name_or_path)
    tokenizer = AutoTokenizer.from_pretrained(model_args.model_name_or_path)
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    dataset = load_dataset(script_args.dataset_name)
    trainer = DPOTrainer(model, ref_model, args=training_args, train_dataset=dataset[script_args.dataset_train_split],
                         processing_class=tokenizer, peft_config=peft_config)
    trainer.train()
    metrics = trainer.evaluate()
    trainer.log_metrics("eval", metrics)
