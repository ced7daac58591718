import torch
from torch.optim import AdamW
from transformers import WhisperForConditionalGeneration, get_linear_schedule_with_warmup
from speech import batches

def step(model, batch, opt, sch, scaler):
    with torch.autocast('cuda', dtype=torch.float16):
        loss = model(**batch).loss
    scaler.scale(loss).backward()
    scaler.step(opt); scaler.update(); sch.step(); opt.zero_grad()
    return loss.detach()

def cli():
    m = WhisperForConditionalGeneration.from_pretrained('openai/whisper-small').cuda()
    o = AdamW(m.parameters(), 1e-5); s = get_linear_schedule_with_warmup(o, 500, 5000)
    sc = torch.cuda.amp.GradScaler()
    total = sum(step(m, b, o, s, sc) for b in batches('train'))
    print(total / 5000)

cli()
