import tensorflow as tf
import iris_data

def main(argv):
    (train_x, train_y), (test_x, test_y) = iris_data.load_data()
    cols = [tf.feature_column.numeric_column(key=k) for k in train_x.keys()]
    clf = tf.estimator.DNNClassifier(feature_columns=cols, hidden_units=[10, 10], n_classes=3)
    clf.train(lambda: iris_data.train_input_fn(train_x, train_y, 100), steps=1000)
    res = clf.evaluate(input_fn=lambda: iris_data.eval_input_fn(test_x, test_y, 100))
    print('accuracy %(accuracy)0.3f' % res)

if __name__ == '__main__':
    tf.logging.set_verbosity(tf.logging.INFO)
    tf.app.run(main)
