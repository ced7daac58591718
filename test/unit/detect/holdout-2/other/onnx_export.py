import tensorflow as tf, tf2onnx, sys
m = tf.keras.models.load_model(sys.argv[1], compile=False)
m.compile('adam', 'mse')
tf2onnx.convert.from_keras(m, output_path='m.onnx')
