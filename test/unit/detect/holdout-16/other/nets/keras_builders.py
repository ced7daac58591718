from tensorflow import keras
from tensorflow.keras import layers as L
from tensorflow.keras.regularizers import l2


def residual(x, f, stride=1, wd=1e-4):
    s = x
    x = L.Conv2D(f, 3, stride, 'same', use_bias=False, kernel_regularizer=l2(wd))(x)
    x = L.BatchNormalization()(x)
    x = L.ReLU()(x)
    x = L.Conv2D(f, 3, 1, 'same', use_bias=False, kernel_regularizer=l2(wd))(x)
    x = L.BatchNormalization()(x)
    if stride != 1 or s.shape[-1] != f:
        s = L.Conv2D(f, 1, stride, use_bias=False, kernel_regularizer=l2(wd))(s)
        s = L.BatchNormalization()(s)
    return L.ReLU()(L.add([x, s]))


def resnet(shape=(32, 32, 3), classes=10, n=3):
    i = x = L.Input(shape)
    x = L.Conv2D(16, 3, padding='same')(x)
    for k, f in enumerate((16, 32, 64)):
        for b in range(n):
            x = residual(x, f, 2 if k and not b else 1)
    x = L.GlobalAveragePooling2D()(x)
    return keras.Model(i, L.Dense(classes, activation='softmax')(x), name='resnet%d' % (6 * n + 2))


def mlp_mixer(shape, classes, patch=4, dim=128, depth=4):
    i = L.Input(shape)
    x = L.Conv2D(dim, patch, patch)(i)
    x = L.Reshape((-1, dim))(x)
    for _ in range(depth):
        y = L.Permute((2, 1))(L.LayerNormalization()(x))
        y = L.Permute((2, 1))(L.Dense(x.shape[1])(L.Dense(64, activation='gelu')(y)))
        x = L.add([x, y])
        x = L.add([x, L.Dense(dim)(L.Dense(256, activation='gelu')(L.LayerNormalization()(x)))])
    return keras.Model(i, L.Dense(classes, activation='softmax')(L.GlobalAveragePooling1D()(x)))


def compiled(name, lr=0.1, **kw):
    model = {'resnet': resnet, 'mixer': mlp_mixer}[name](**kw)
    model.compile(keras.optimizers.SGD(lr, momentum=.9, nesterov=True), 'categorical_crossentropy', ['accuracy'])
    return model


if __name__ == '__main__':
    for m in (compiled('resnet'), compiled('mixer', shape=(32, 32, 3), classes=10)):
        m.summary()
        keras.utils.plot_model(m, m.name + '.png', show_shapes=True)
