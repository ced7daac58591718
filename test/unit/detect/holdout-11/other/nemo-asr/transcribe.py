import glob
import nemo.collections.asr as nemo_asr

asr = nemo_asr.models.ASRModel.from_pretrained("nvidia/parakeet-tdt-0.6b-v2")
for f, h in zip(sorted(glob.glob("wav/*.wav")), asr.transcribe(sorted(glob.glob("wav/*.wav")), batch_size=32)):
    print(f, h.text, sep="\t")
