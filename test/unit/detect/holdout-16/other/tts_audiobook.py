#!/usr/bin/env python
import argparse
import re
import numpy as np
import soundfile as sf
import torch
from TTS.tts.configs.xtts_config import XttsConfig
from TTS.tts.models.xtts import Xtts


def sentences(text, limit=220):
    buf = ""
    for s in re.split(r"(?<=[.!?…])\s+", re.sub(r"\s+", " ", text)):
        if len(buf) + len(s) < limit:
            buf = f"{buf} {s}".strip()
        else:
            if buf:
                yield buf
            buf = s
    if buf:
        yield buf


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("book")
    ap.add_argument("--run", default="run/training/GPT_XTTS_FT-May-12-2024", help="folder of the fine-tuned model")
    ap.add_argument("--voice", required=True)
    ap.add_argument("--lang", default="pl")
    a = ap.parse_args()
    cfg = XttsConfig()
    cfg.load_json(f"{a.run}/config.json")
    model = Xtts.init_from_config(cfg)
    model.load_checkpoint(cfg, checkpoint_path=f"{a.run}/best_model.pth", vocab_path=f"{a.run}/vocab.json", use_deepspeed=False)
    model.cuda()
    cond, spk = model.get_conditioning_latents(audio_path=[a.voice])
    text = open(a.book, encoding="utf8").read()
    for n, chapter in enumerate(re.split(r"\n#+ .*\n", text)):
        wav = []
        for s in sentences(chapter):
            with torch.inference_mode():
                wav.append(np.asarray(model.inference(s, a.lang, cond, spk, temperature=0.65)["wav"]))
            wav.append(np.zeros(int(24000 * .25), np.float32))
        if wav:
            sf.write(f"chapter_{n:02d}.wav", np.concatenate(wav), 24000)


if __name__ == "__main__":
    main()
