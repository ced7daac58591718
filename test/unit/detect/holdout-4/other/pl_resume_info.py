import torch, sys
c = torch.load(sys.argv[1], map_location='cpu')
print('epoch', c['epoch'], 'step', c['global_step'], 'lr', [g['lr'] for o in c['optimizer_states'] for g in o['param_groups']])
