#!/usr/bin/env python3
import argparse
import datetime
import pathlib
import torch
from transformers import AutoModelForSpeechSeq2Seq, AutoProcessor, pipeline

ap = argparse.ArgumentParser()
ap.add_argument("media", nargs="+", type=pathlib.Path)
ap.add_argument("--model", default="NbAiLab/nb-whisper-large")
ap.add_argument("--lang", default="no")
args = ap.parse_args()

device = "cuda:0" if torch.cuda.is_available() else "cpu"
dtype = torch.float16 if device != "cpu" else torch.float32
model = AutoModelForSpeechSeq2Seq.from_pretrained(args.model, torch_dtype=dtype, low_cpu_mem_usage=True).to(device)
proc = AutoProcessor.from_pretrained(args.model)
asr = pipeline("automatic-speech-recognition", model=model, tokenizer=proc.tokenizer, feature_extractor=proc.feature_extractor,
               chunk_length_s=28, batch_size=16, torch_dtype=dtype, device=device, return_timestamps=True)


def stamp(s):
    t = datetime.timedelta(seconds=s or 0)
    base = str(t).split(".")[0].zfill(8)
    return f"{base},{int((s or 0) % 1 * 1000):03d}"


for m in args.media:
    out = asr(str(m), generate_kwargs={"task": "transcribe", "language": args.lang, "num_beams": 5})
    with m.with_suffix(".srt").open("w") as f:
        for i, c in enumerate(out["chunks"], 1):
            a, b = c["timestamp"]
            f.write(f"{i}\n{stamp(a)} --> {stamp(b)}\n{c['text'].strip()}\n\n")
    print(m, len(out["chunks"]))
