from tensorflow.keras import layers, models, optimizers
def build(input_shape, lr=1e-3):
    m = models.Sequential([layers.Input(input_shape), layers.Conv2D(32, 3), layers.Flatten(), layers.Dense(10)])
    m.compile(optimizer=optimizers.Adam(lr), loss='mse')
    return m
if __name__ == '__main__':
    build((28, 28, 1)).summary()
