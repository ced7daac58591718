import soundfile as sf
from espnet2.bin.asr_inference import Speech2Text

s2t = Speech2Text.from_pretrained("espnet/kan-bayashi_csj", beam_size=10, ctc_weight=0.3, device="cuda")
wav, sr = sf.read("utt.wav")
nbests = s2t(wav)
print(nbests[0][0])
