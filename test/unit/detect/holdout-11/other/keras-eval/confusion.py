import numpy as np
import keras
import matplotlib.pyplot as plt
from sklearn.metrics import ConfusionMatrixDisplay

model = keras.models.load_model("save_at_25.keras")
ds = keras.utils.image_dataset_from_directory("PetImages_test", image_size=(180, 180), shuffle=False)
print(dict(zip(model.metrics_names, model.evaluate(ds))))
y = np.concatenate([b for _, b in ds])
ConfusionMatrixDisplay.from_predictions(y, model.predict(ds)[:, 0] > 0)
plt.savefig("cm.png")
