from trl import DPOConfig, DPOTrainer, ModelConfig, TrlParser, ScriptArguments, get_peft_config
from transformers import AutoModelForCausalLM, AutoTokenizer
from datasets import load_dataset

if __name__ == "__main__":
    parser = TrlParser((ScriptArguments, DPOConfig, ModelConfig))
    script_args, training_args, model_args = parser.parse_args_and_config()
    model = AutoModelForCausalLM.from_pretrained(model_args.model_name_or_path)
    tok = AutoTokenizer.from_pretrained(model_args.model_name_or_path)
    ds = load_dataset(script_args.dataset_name)
    trainer = DPOTrainer(model, None, args=training_args, train_dataset=ds['train'], processing_class=tok, peft_config=get_peft_config(model_args))
    trainer.train()
    trainer.save_model(training_args.output_dir)
