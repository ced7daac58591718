import lightning as L
import torch
import torch.nn.functional as F
from jsonargparse import CLI
from torch.utils.data import DataLoader
from transformers import AutoModelForMaskedLM, AutoTokenizer

from corpus import MLMCorpus


def halve(state, layers):
    """Every second layer of the teacher."""
    out = {}
    for k, v in state.items():
        parts = k.split(".")
        if "layer" in parts:
            n = int(parts[parts.index("layer") + 1])
            if n % 2:
                continue
            parts[parts.index("layer") + 1] = str(n // 2)
        out[".".join(parts)] = v
    return out


def distill(teacher: str = "xlm-roberta-base", text: str = "data/finno_ugric.txt", steps: int = 50000, lr: float = 3e-4,
            batch: int = 32, temperature: float = 2.0, devices: int = 2, out: str = "distil-xlmr"):
    fabric = L.Fabric(accelerator="cuda", devices=devices, precision="bf16-mixed", strategy="ddp")
    fabric.launch()
    fabric.seed_everything(5)
    tok = AutoTokenizer.from_pretrained(teacher)
    big = AutoModelForMaskedLM.from_pretrained(teacher).eval().requires_grad_(False)
    cfg = big.config
    cfg.num_hidden_layers //= 2
    small = AutoModelForMaskedLM.from_config(cfg)
    small.load_state_dict(halve(big.state_dict(), cfg.num_hidden_layers), strict=False)
    opt = torch.optim.AdamW(small.parameters(), lr, weight_decay=0.01)
    sched = torch.optim.lr_scheduler.OneCycleLR(opt, lr, total_steps=steps, pct_start=0.05)
    small, opt = fabric.setup(small, opt)
    big = fabric.to_device(big)
    loader = fabric.setup_dataloaders(DataLoader(MLMCorpus(text, tok, 128), batch, shuffle=True, num_workers=4))
    it = iter(loader)
    for step in range(steps):
        try:
            b = next(it)
        except StopIteration:
            it = iter(loader)
            b = next(it)
        s = small(**b)
        with torch.no_grad():
            t = big(input_ids=b["input_ids"], attention_mask=b["attention_mask"]).logits
        mask = b["labels"] != -100
        kd = F.kl_div(F.log_softmax(s.logits[mask] / temperature, -1), F.softmax(t[mask] / temperature, -1),
                      reduction="batchmean") * temperature ** 2
        loss = 0.5 * s.loss + 0.5 * kd
        fabric.backward(loss)
        fabric.clip_gradients(small, opt, max_norm=1.0)
        opt.step()
        opt.zero_grad()
        sched.step()
        if step % 100 == 0:
            fabric.print(step, round(loss.item(), 4), round(kd.item(), 4))
    if fabric.global_rank == 0:
        small.module.save_pretrained(out)
        tok.save_pretrained(out)


if __name__ == "__main__":
    CLI(distill)
