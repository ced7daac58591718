import sys
import torch
from deepspeed.utils.zero_to_fp32 import get_fp32_state_dict_from_zero_checkpoint

state = get_fp32_state_dict_from_zero_checkpoint(sys.argv[1])
torch.save({k: v.to(torch.bfloat16) for k, v in state.items()}, sys.argv[2])
print(len(state), "tensors")
