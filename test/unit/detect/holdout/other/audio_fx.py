import torch, torchaudio
w, sr = torchaudio.load('a.wav')
for alpha in (.5, .9):
    y = torch.zeros_like(w); prev = 0.
    for i in range(w.shape[1]):
        prev = alpha * prev + (1 - alpha) * w[0, i]; y[0, i] = prev
    torchaudio.save(f'{alpha}.wav', y, sr)
