import torch
import transformers
import pytorch_lightning as pl
from accelerate import Accelerator

print(torch.__version__, transformers.__version__, pl.__version__)
print("cuda:", torch.cuda.is_available())
