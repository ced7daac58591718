import torch, sys
sd = torch.load(sys.argv[1], map_location='cpu')['state_dict']
torch.save({k.replace('module.', ''): v for k, v in sd.items() if 'optimizer' not in k}, sys.argv[2])
