"""
Sample from a trained model
"""
import os
import pickle
from contextlib import nullcontext
import torch
import tiktoken
from model import GPTConfig, GPT

# -----------------------------------------------------------------------------
init_from = 'resume'
out_dir = 'out'
start = "\n"
num_samples = 10
max_new_tokens = 500
temperature = 0.8
top_k = 200
seed = 1337
device = 'cuda'
dtype = 'bfloat16' if torch.cuda.is_available() and torch.cuda.is_bf16_supported() else 'float16'
compile = False
exec(open('configurator.py').read())
# -----------------------------------------------------------------------------
torch.manual_seed(seed)
torch.cuda.manual_seed(seed)
torch.backends.cuda.matmul.allow_tf32 = True
device_type = 'cuda' if 'cuda' in device else 'cpu'
ctx = nullcontext() if device_type == 'cpu' else torch.amp.autocast(device_type=device_type, dtype=getattr(torch, dtype))

if init_from == 'resume':
    checkpoint = torch.load(os.path.join(out_dir, 'ckpt.pt'), map_location=device)
    model = GPT(GPTConfig(**checkpoint['model_args']))
    sd = checkpoint['model']
    for k in list(sd):
        if k.startswith('_orig_mod.'):
            sd[k[len('_orig_mod.'):]] = sd.pop(k)
    model.load_state_dict(sd)
elif init_from.startswith('gpt2'):
    model = GPT.from_pretrained(init_from, dict(dropout=0.0))
model.eval().to(device)
if compile:
    model = torch.compile(model)

meta = os.path.join('data', 'shakespeare_char', 'meta.pkl')
if os.path.exists(meta):
    m = pickle.load(open(meta, 'rb'))
    encode = lambda s: [m['stoi'][c] for c in s]
    decode = lambda l: ''.join(m['itos'][i] for i in l)
else:
    enc = tiktoken.get_encoding("gpt2")
    encode, decode = enc.encode, enc.decode
x = torch.tensor(encode(start), dtype=torch.long, device=device)[None]
with torch.no_grad(), ctx:
    for k in range(num_samples):
        print(decode(model.generate(x, max_new_tokens, temperature=temperature, top_k=top_k)[0].tolist()))
        print('---------------')
