import subprocess, sys, itertools
for lr, wd in itertools.product([1e-3, 3e-4], [0.0, 0.1]):
    subprocess.run([sys.executable, 'train.py', '--lr', str(lr), '--weight-decay', str(wd), '--epochs', '20'], check=True)
