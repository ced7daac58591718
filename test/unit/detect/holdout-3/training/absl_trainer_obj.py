from absl import app, flags
from ml_collections.config_flags import config_flags
from myproj.trainers import get_trainer_cls
FLAGS = flags.FLAGS
config_flags.DEFINE_config_file('config')
flags.DEFINE_string('workdir', None, '')
def main(_):
    trainer = get_trainer_cls(FLAGS.config.trainer)(FLAGS.config, FLAGS.workdir)
    trainer.fit()
if __name__ == '__main__':
    app.run(main)
