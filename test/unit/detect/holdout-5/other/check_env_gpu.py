import torch, subprocess
print(torch.__version__, torch.cuda.device_count())
subprocess.run(['nvidia-smi', '--query-gpu=name,memory.total', '--format=csv'])
print(subprocess.run('pip list | grep -i deepspeed', shell=True, capture_output=True, text=True).stdout)
