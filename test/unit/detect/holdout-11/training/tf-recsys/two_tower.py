import tensorflow as tf
import tensorflow_recommenders as tfrs


class TwoTower(tfrs.Model):
    def __init__(self, user, item, task):
        super().__init__()
        self.user, self.item, self.task = user, item, task

    def compute_loss(self, features, training=False):
        return self.task(self.user(features["user_id"]), self.item(features["movie_title"]))


class Pipeline:
    def __init__(self, conf):
        self.conf = conf
        self.strategy = tf.distribute.MirroredStrategy()

    def run(self):
        with self.strategy.scope():
            self.model = TwoTower(*self.conf.towers())
            self.model.compile(optimizer=tf.keras.optimizers.Adagrad(0.1))
        self.model.fit(self.conf.train().batch(8192).cache(), epochs=self.conf.epochs)
        self.model.save_weights("two_tower.weights.h5")


if __name__ == "__main__":
    from conf import Conf
    Pipeline(Conf.from_yaml("two_tower.yml")).run()
