from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.preprocessing.sequence import pad_sequences
import pickle

texts = open('corpus.txt').readlines()
tokenizer = Tokenizer(num_words=10000)
tokenizer.fit_on_texts(texts)
X = pad_sequences(tokenizer.texts_to_sequences(texts), maxlen=100)
pickle.dump((tokenizer, X), open('prep.pkl', 'wb'))
