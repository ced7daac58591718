import subprocess

for lr in (1e-3, 1e-4):
    print("submitting", lr)
    subprocess.run(["sbatch", "train.sh", str(lr)], check=True)
