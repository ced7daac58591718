import tensorflow as tf
from nmt_data import load_dataset
from nmt_model import Decoder, Encoder

BATCH, EPOCHS = 64, 10
ds, n_src, n_tgt = load_dataset("spa-eng/spa.txt", BATCH)
enc, dec = Encoder(n_src, 256, 1024), Decoder(n_tgt, 256, 1024)
opt = tf.keras.optimizers.Adam()
xent = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")


@tf.function
def train_step(inp, targ, hidden):
    loss = 0.0
    with tf.GradientTape() as tape:
        enc_out, h = enc(inp, hidden)
        dec_in = tf.expand_dims(targ[:, 0], 1)
        for t in range(1, targ.shape[1]):
            pred, h, _ = dec(dec_in, h, enc_out)
            loss += tf.reduce_mean(xent(targ[:, t], pred))
            dec_in = tf.expand_dims(targ[:, t], 1)
    variables = enc.trainable_variables + dec.trainable_variables
    opt.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss / int(targ.shape[1])


for epoch in range(EPOCHS):
    total = 0
    for (b, (inp, targ)) in enumerate(ds):
        total += train_step(inp, targ, enc.initialize_hidden_state())
    tf.print("Epoch", epoch + 1, "Loss", total)
