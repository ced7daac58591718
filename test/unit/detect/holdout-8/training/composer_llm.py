from composer import Trainer
from composer.models import HuggingFaceModel
from composer.optim import DecoupledAdamW
from streaming import StreamingDataset
from torch.utils.data import DataLoader
from transformers import AutoModelForCausalLM, AutoTokenizer

m = HuggingFaceModel(AutoModelForCausalLM.from_pretrained("EleutherAI/pythia-160m"), AutoTokenizer.from_pretrained("EleutherAI/pythia-160m"))
dl = DataLoader(StreamingDataset(local="/tmp/mds", remote="s3://b/mds", batch_size=8), batch_size=8)
Trainer(model=m, train_dataloader=dl, max_duration="1000ba", optimizers=DecoupledAdamW(m.parameters(), lr=1e-4), precision="amp_bf16").fit()
