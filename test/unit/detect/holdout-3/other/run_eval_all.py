import subprocess, glob, sys
for ck in sorted(glob.glob('runs/train_*/best.pt')):
    subprocess.run([sys.executable, 'evaluate.py', '--ckpt', ck, '--split', 'test'], check=True)
