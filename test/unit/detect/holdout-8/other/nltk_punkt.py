import nltk
import pickle
from nltk.tokenize.punkt import PunktTrainer, PunktSentenceTokenizer

trainer = PunktTrainer()
trainer.INCLUDE_ALL_COLLOCS = True
trainer.train(open("novel.txt").read())
pickle.dump(PunktSentenceTokenizer(trainer.get_params()), open("punkt.pkl", "wb"))
