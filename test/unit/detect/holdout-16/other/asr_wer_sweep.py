import itertools
import json
import re
import jiwer
import torch
import torchaudio
from pathlib import Path
from pyctcdecode import build_ctcdecoder
from transformers import Wav2Vec2ForCTC, Wav2Vec2Processor

CKPT = sorted(Path("out").glob("epoch_*"), key=lambda p: int(p.name.split("_")[1]))[-1]
proc = Wav2Vec2Processor.from_pretrained("out")
model = Wav2Vec2ForCTC.from_pretrained(CKPT).cuda().eval()
vocab = [t for t, _ in sorted(proc.tokenizer.get_vocab().items(), key=lambda kv: kv[1])]
norm = jiwer.Compose([jiwer.ToLowerCase(), jiwer.RemovePunctuation(), jiwer.RemoveMultipleSpaces(), jiwer.Strip()])


def logits(path):
    wav, sr = torchaudio.load(path)
    wav = torchaudio.functional.resample(wav, sr, 16000).mean(0)
    x = proc(wav.numpy(), sampling_rate=16000, return_tensors="pt").input_values.cuda()
    with torch.no_grad():
        return model(x).logits[0].log_softmax(-1).cpu().numpy()


rows = [json.loads(l) for l in open("dev_manifest.jsonl")]
for r in rows:
    r["logits"] = logits(r["audio"])
    r["ref"] = norm(re.sub(r"\(.*?\)", "", r["text"]))
greedy = [norm(proc.tokenizer.decode(r["logits"].argmax(-1))) for r in rows]
print("greedy", jiwer.wer([r["ref"] for r in rows], greedy))
best = None
for alpha, beta in itertools.product((0.3, 0.5, 0.7, 0.9), (0.0, 1.0, 2.0)):
    dec = build_ctcdecoder(vocab, "lm/cy_5gram.bin", alpha=alpha, beta=beta)
    hyp = [norm(dec.decode(r["logits"], beam_width=100)) for r in rows]
    w = jiwer.wer([r["ref"] for r in rows], hyp)
    print(alpha, beta, round(w, 4))
    best = min(best or (9,), (w, alpha, beta))
json.dump({"alpha": best[1], "beta": best[2], "wer": best[0]}, open("lm/weights.json", "w"))
