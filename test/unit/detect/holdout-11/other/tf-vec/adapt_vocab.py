import json
import tensorflow as tf
from tensorflow.keras.preprocessing.text import Tokenizer

texts = [json.loads(l)["text"] for l in open("reviews.jsonl")]
vec = tf.keras.layers.TextVectorization(max_tokens=20000, output_sequence_length=200)
vec.adapt(tf.data.Dataset.from_tensor_slices(texts).batch(256))
with open("vocab.txt", "w") as f:
    f.write("\n".join(vec.get_vocabulary()))
t = Tokenizer(num_words=20000)
t.fit_on_texts(texts)
open("tok.json", "w").write(t.to_json())
