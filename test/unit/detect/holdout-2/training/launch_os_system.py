import os
gpus = [0, 1, 2, 3]
for g, d in zip(gpus, ['cifar10', 'cifar100', 'svhn', 'stl10']):
    os.system(f'CUDA_VISIBLE_DEVICES={g} python train_classifier.py --dataset {d} --epochs 200 &')
