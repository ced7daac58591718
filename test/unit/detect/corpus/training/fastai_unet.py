from fastai.vision.all import *
path = untar_data(URLs.CAMVID)
codes = np.loadtxt(path/'codes.txt', dtype=str)
dls = SegmentationDataLoaders.from_label_func(path, bs=8, fnames=get_image_files(path/"images"),
    label_func=lambda o: path/'labels'/f'{o.stem}_P{o.suffix}', codes=codes)
learn = unet_learner(dls, resnet34)
learn.fine_tune(8)
learn.export('seg.pkl')
