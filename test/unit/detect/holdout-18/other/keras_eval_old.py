import numpy as np
from keras.models import load_model
from keras.preprocessing.image import ImageDataGenerator
from sklearn.metrics import classification_report, confusion_matrix

model = load_model('best_model.h5')
datagen = ImageDataGenerator(rescale=1. / 255, featurewise_center=True)
datagen.fit(np.load('x_train_sample.npy'))
gen = datagen.flow_from_directory('data/test', target_size=(224, 224), batch_size=32, shuffle=False)
pred = model.predict_generator(gen, steps=len(gen))
print(confusion_matrix(gen.classes, pred.argmax(1)))
print(classification_report(gen.classes, pred.argmax(1)))
print(model.evaluate_generator(gen))
