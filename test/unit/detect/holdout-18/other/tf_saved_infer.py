import sys
import numpy as np
import tensorflow as tf

graph = tf.Graph()
with graph.as_default():
    gd = tf.compat.v1.GraphDef()
    with tf.io.gfile.GFile("frozen_inference_graph.pb", "rb") as f:
        gd.ParseFromString(f.read())
    tf.import_graph_def(gd, name="")
with tf.compat.v1.Session(graph=graph) as sess:
    img = tf.io.decode_jpeg(tf.io.read_file(sys.argv[1]))
    for _ in range(5):
        boxes, scores = sess.run(["detection_boxes:0", "detection_scores:0"], {"image_tensor:0": np.expand_dims(sess.run(img), 0)})
    print(boxes[0, :5], scores[0, :5])
