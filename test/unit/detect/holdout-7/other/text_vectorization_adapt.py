import tensorflow as tf

ds = tf.data.TextLineDataset("corpus.txt").batch(1024)
vectorize = tf.keras.layers.TextVectorization(max_tokens=20000, output_sequence_length=200)
vectorize.adapt(ds)
with open("vocab.txt", "w") as f:
    f.write("\n".join(vectorize.get_vocabulary()))
