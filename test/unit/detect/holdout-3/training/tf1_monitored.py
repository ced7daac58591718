import tensorflow as tf
from model import build, loss as L
g = tf.train.get_or_create_global_step()
x, y = build.inputs()
op = tf.train.MomentumOptimizer(.1, .9).minimize(L(build(x), y), global_step=g)
with tf.train.MonitoredTrainingSession(checkpoint_dir='ck', hooks=[tf.train.StopAtStepHook(10000)]) as s:
    while not s.should_stop():
        s.run(op)
