import tensorflow as tf, time
from nmt import Encoder, Decoder, dataset, loss_function, BATCH, targ_lang
encoder, decoder = Encoder(), Decoder()
optimizer = tf.keras.optimizers.Adam()
@tf.function
def train_step(inp, targ, h):
    loss = 0
    with tf.GradientTape() as tape:
        o, h = encoder(inp, h)
        x = tf.expand_dims([targ_lang.word_index['<start>']] * BATCH, 1)
        for t in range(1, targ.shape[1]):
            p, h, _ = decoder(x, h, o)
            loss += loss_function(targ[:, t], p)
            x = tf.expand_dims(targ[:, t], 1)
    v = encoder.trainable_variables + decoder.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, v), v))
    return loss / int(targ.shape[1])
for epoch in range(10):
    h = encoder.initialize_hidden_state()
    tot = 0
    for (b, (i, t)) in enumerate(dataset.take(300)):
        tot += train_step(i, t, h)
    print(epoch, tot)
