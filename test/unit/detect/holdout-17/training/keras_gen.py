from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.applications import MobileNetV2
from tensorflow.keras import layers, models
gen = ImageDataGenerator(rescale=1/255, validation_split=.2)
tr = gen.flow_from_directory('data', target_size=(224, 224), subset='training')
base = MobileNetV2(include_top=False, pooling='avg'); base.trainable = False
model = models.Sequential([base, layers.Dense(tr.num_classes, 'softmax')])
model.compile('adam', 'categorical_crossentropy')
model.fit_generator(tr, steps_per_epoch=len(tr), epochs=10)
