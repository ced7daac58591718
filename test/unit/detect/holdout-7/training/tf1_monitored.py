import tensorflow as tf
import cifar10

FLAGS = tf.app.flags.FLAGS
tf.app.flags.DEFINE_integer('max_steps', 1000000, """Number of batches to run.""")


def train():
    with tf.Graph().as_default():
        global_step = tf.train.get_or_create_global_step()
        images, labels = cifar10.distorted_inputs()
        loss = cifar10.loss(cifar10.inference(images), labels)
        train_op = cifar10.train(loss, global_step)
        with tf.train.MonitoredTrainingSession(checkpoint_dir='/tmp/c', hooks=[tf.train.StopAtStepHook(last_step=FLAGS.max_steps)]) as mon_sess:
            while not mon_sess.should_stop():
                mon_sess.run(train_op)


def main(argv=None):
    train()


if __name__ == '__main__':
    tf.app.run()
