import os
for lr in (1e-3, 3e-4):
    for seed in range(3):
        os.system(f"python train.py --lr {lr} --seed {seed} --epochs 30 > logs/{lr}_{seed}.log")
