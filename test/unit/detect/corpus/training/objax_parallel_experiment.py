from absl import app
import objax

from pictures import batches, build


class Experiment:
    def __init__(self, rate):
        self.rate = rate
        self.net = build()
        self.momentum = objax.optimizer.Momentum(self.net.vars(), momentum=0.9)
        self.slope_of = objax.GradValues(self.cost, self.net.vars())
        self.advance_everywhere = objax.Parallel(self.advance, self.net.vars() + self.momentum.vars())

    def cost(self, images, truth):
        return objax.functional.loss.cross_entropy_logits(self.net(images, training=True), truth).mean()

    def advance(self, images, truth):
        slopes, values = self.slope_of(images, truth)
        self.momentum(self.rate, objax.functional.parallel.pmean(slopes))
        return values

    def go(self):
        for images, truth in batches("train"):
            self.advance_everywhere(images, truth)


def main(argv):
    Experiment(0.1).go()


app.run(main)
