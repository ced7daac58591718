import webdataset as wds, glob
from tqdm import tqdm
with wds.ShardWriter('train-%06d.tar', maxcount=1000) as sink:
    for i, p in enumerate(tqdm(sorted(glob.glob('train/*.jpg')))):
        sink.write({'__key__': f'{i:08d}', 'jpg': open(p, 'rb').read(), 'cls': p.split('_')[-1][:-4]})
