from fastai.vision.all import *

learn = load_learner("pets.pkl")
files = get_image_files("test")
dl = learn.dls.test_dl(files)
preds, _ = learn.get_preds(dl=dl)
interp = ClassificationInterpretation.from_learner(learn)
interp.plot_confusion_matrix()
plt.savefig("cm.png")
