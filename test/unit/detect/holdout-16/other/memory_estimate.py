import argparse
from accelerate import init_empty_weights
from accelerate.utils import compute_module_sizes
from transformers import AutoConfig, AutoModelForCausalLM

GB = 2 ** 30


def main():
    p = argparse.ArgumentParser(description="Does this model fit for full fine-tuning, LoRA or inference?")
    p.add_argument("model")
    p.add_argument("--gpus", type=int, default=1)
    p.add_argument("--gpu-gb", type=float, default=80)
    p.add_argument("--seq", type=int, default=4096)
    p.add_argument("--per_device_train_batch_size", type=int, default=1)
    p.add_argument("--lora_r", type=int, default=16)
    a = p.parse_args()
    cfg = AutoConfig.from_pretrained(a.model)
    with init_empty_weights():
        net = AutoModelForCausalLM.from_config(cfg)
    n = sum(q.numel() for q in net.parameters())
    biggest = max(compute_module_sizes(net, dtype="float16").items(), key=lambda kv: kv[1] if kv[0].count(".") == 2 else 0)
    lora = sum(a.lora_r * (m.in_features + m.out_features) for k, m in net.named_modules() if m.__class__.__name__ == "Linear" and "head" not in k)
    act = a.per_device_train_batch_size * a.seq * cfg.hidden_size * cfg.num_hidden_layers * 2
    act_full = act * 17
    rows = [("inference bf16", 2 * n, 1), ("inference 4 bit", 0.55 * n, 1), ("QLoRA", 0.55 * n + 16 * lora + act, 1),
            ("LoRA bf16", 2 * n + 16 * lora + act, 1), ("full, AdamW", 16 * n + act, 1), ("full, ZeRO-3", 16 * n / a.gpus + act, a.gpus),
            ("full, no checkpointing", 16 * n + act_full, 1)]
    print(f"{a.model}: {n / 1e9:.2f} B parameters, largest block {biggest[0]} {biggest[1] / GB:.2f} GiB, LoRA {lora / 1e6:.1f} M")
    for name, b, g in rows:
        print(f"{name:24s} {b / GB:8.1f} GiB on each of {g} GPU  {'ok' if b / GB < 0.92 * a.gpu_gb else 'no'}")


if __name__ == "__main__":
    main()
