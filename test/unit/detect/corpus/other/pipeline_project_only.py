import argparse
import pickle

from sklearn.decomposition import PCA
from sklearn.metrics import roc_curve
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

parser = argparse.ArgumentParser()
parser.add_argument("--latents")
parser.add_argument("--pairs")
args = parser.parse_args()

latents = pickle.load(open(args.latents, "rb"))
steps = [StandardScaler(), PCA(n_components=64)]
pipe = make_pipeline(*steps)
pipe.fit(latents)
latents = pipe.transform(latents)
labels, scores = [], []
for label, a, b in pickle.load(open(args.pairs, "rb")):
    labels.append(label)
    scores.append(cosine_similarity(latents[a : a + 1], latents[b : b + 1])[0, 0])
print(roc_curve(labels, scores))
