import tensorflow as tf
import modeling
import optimization
flags = tf.flags
FLAGS = flags.FLAGS
flags.DEFINE_bool("do_train", False, "Whether to run training.")
flags.DEFINE_integer("num_train_steps", 100000, "Number of training steps.")


def model_fn_builder(config, lr):
    def model_fn(features, labels, mode, params):
        model = modeling.BertModel(config=config, is_training=mode == tf.estimator.ModeKeys.TRAIN, input_ids=features["input_ids"])
        loss = masked_lm(model)
        train_op = optimization.create_optimizer(loss, lr, FLAGS.num_train_steps, 100, True)
        return tf.contrib.tpu.TPUEstimatorSpec(mode=mode, loss=loss, train_op=train_op)
    return model_fn


def main(_):
    estimator = tf.contrib.tpu.TPUEstimator(use_tpu=True, model_fn=model_fn_builder(modeling.BertConfig(30522), 1e-4), train_batch_size=32, config=tf.contrib.tpu.RunConfig())
    if FLAGS.do_train:
        estimator.train(input_fn=input_fn_builder("train"), max_steps=FLAGS.num_train_steps)
    estimator.evaluate(input_fn=input_fn_builder("eval"), steps=100)


if __name__ == "__main__":
    tf.app.run()
