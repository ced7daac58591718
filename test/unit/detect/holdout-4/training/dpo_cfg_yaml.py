import sys, yaml
from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import DPOConfig, DPOTrainer, get_peft_config, ModelConfig, TrlParser

if __name__ == '__main__':
    cfg, mcfg = TrlParser((DPOConfig, ModelConfig)).parse_args_and_config()
    m = AutoModelForCausalLM.from_pretrained(mcfg.model_name_or_path)
    t = AutoTokenizer.from_pretrained(mcfg.model_name_or_path)
    ds = load_dataset('trl-lib/ultrafeedback_binarized')
    dpo = DPOTrainer(m, None, args=cfg, train_dataset=ds['train'], processing_class=t, peft_config=get_peft_config(mcfg))
    out = dpo.train()
    dpo.save_model(cfg.output_dir)
