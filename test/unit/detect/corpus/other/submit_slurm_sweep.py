import itertools, subprocess, textwrap
for lr, bs in itertools.product([1e-3, 3e-4], [32, 64]):
    script = textwrap.dedent(f'''\
        #!/bin/bash
        #SBATCH --gres=gpu:1
        python train.py --lr {lr} --batch_size {bs}
    ''')
    open(f'job_{lr}_{bs}.sh', 'w').write(script)
    subprocess.run(['sbatch', f'job_{lr}_{bs}.sh'], check=True)
