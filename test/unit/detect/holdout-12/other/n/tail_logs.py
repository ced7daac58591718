import subprocess
procs = [subprocess.Popen(["tensorboard", "--logdir", "runs/train"]), subprocess.Popen(["nvidia-smi", "dmon", "-s", "pu"])]
for p in procs:
    p.wait()
