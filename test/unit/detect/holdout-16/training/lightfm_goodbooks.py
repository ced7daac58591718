import numpy as np
import pandas as pd
from lightfm import LightFM
from lightfm.cross_validation import random_train_test_split
from lightfm.data import Dataset
from lightfm.evaluation import auc_score, precision_at_k

ratings = pd.read_csv("goodbooks/ratings.csv").query("rating >= 4")
tags = pd.read_csv("goodbooks/book_tags_top.csv")

ds = Dataset()
ds.fit(ratings.user_id.unique(), ratings.book_id.unique(), item_features=tags.tag.unique())
inter, weights = ds.build_interactions(ratings[["user_id", "book_id", "rating"]].itertuples(index=False))
item_f = ds.build_item_features((b, g.tag.tolist()) for b, g in tags.groupby("book_id") if b in ds.mapping()[2])
train, test = random_train_test_split(inter, 0.2, np.random.RandomState(3))

best = (0, None)
for loss in ("bpr", "warp"):
    for dim in (32, 64):
        m = LightFM(no_components=dim, loss=loss, learning_rate=0.05, item_alpha=1e-6, random_state=0)
        for epoch in range(15):
            m.fit_partial(train, item_features=item_f, epochs=1, num_threads=8)
            if epoch % 5 == 4:
                p = precision_at_k(m, test, train, k=10, item_features=item_f, num_threads=8).mean()
                print(f"{loss} {dim} {epoch + 1} p@10 {p:.4f}")
                best = max(best, (p, f"{loss}-{dim}-{epoch + 1}"), key=lambda t: t[0])
print("best", best)
