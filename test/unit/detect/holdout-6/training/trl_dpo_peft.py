from datasets import load_dataset
from peft import LoraConfig
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import DPOConfig, DPOTrainer, ModelConfig, ScriptArguments, TrlParser

if __name__ == "__main__":
    parser = TrlParser((ScriptArguments, DPOConfig, ModelConfig))
    script_args, training_args, model_config = parser.parse_args_and_config()
    model = AutoModelForCausalLM.from_pretrained(model_config.model_name_or_path)
    tokenizer = AutoTokenizer.from_pretrained(model_config.model_name_or_path)
    dataset = load_dataset(script_args.dataset_name)
    t = DPOTrainer(model, None, args=training_args, train_dataset=dataset["train"], processing_class=tokenizer, peft_config=LoraConfig(r=16))
    t.train()
    t.save_model(training_args.output_dir)
