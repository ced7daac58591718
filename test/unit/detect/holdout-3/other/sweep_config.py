import itertools, yaml
for i, (lr, bs) in enumerate(itertools.product([1e-3, 1e-4], [16, 32])):
    yaml.safe_dump({'trainer': {'max_epochs': 10}, 'optimizer': {'lr': lr}, 'data': {'batch_size': bs}}, open(f'cfg/{i}.yaml', 'w'))
