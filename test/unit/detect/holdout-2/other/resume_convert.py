import torch, sys, re
ck = torch.load(sys.argv[1], map_location='cpu')
sd = {re.sub(r'^module\.', '', k): v for k, v in ck['model'].items()}
ck = {'state_dict': sd, 'epoch': ck['epoch'], 'optimizer': ck['optimizer'], 'train_step': ck.get('step', 0)}
torch.save(ck, sys.argv[2])
