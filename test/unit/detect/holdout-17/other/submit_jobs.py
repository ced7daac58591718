import subprocess
for seed in range(5):
    subprocess.run(['sbatch', '--export', f'SEED={seed}', 'job.sbatch'], check=True)
