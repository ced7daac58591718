import numpy as np
import trax
from trax import layers as tl
from trax.supervised import training

model = tl.Serial(tl.Embedding(vocab_size=8192, d_feature=256), tl.Mean(axis=1), tl.Dense(2))
train_stream = trax.data.TFDS('imdb_reviews', keys=('text', 'label'), train=True)()
pipe = trax.data.Serial(trax.data.Tokenize(vocab_file='en_8k.subword', keys=[0]), trax.data.Shuffle(),
                        trax.data.FilterByLength(max_length=2048, length_keys=[0]),
                        trax.data.BucketByLength([32, 128, 512, 2048], [256, 64, 16, 4, 1], length_keys=[0]),
                        trax.data.AddLossWeights())
train_task = training.TrainTask(labeled_data=pipe(train_stream), loss_layer=tl.WeightedCategoryCrossEntropy(),
                                optimizer=trax.optimizers.Adam(0.01), n_steps_per_checkpoint=500)
training_loop = training.Loop(model, train_task, output_dir='/tmp/trax')
training_loop.run(2000)
