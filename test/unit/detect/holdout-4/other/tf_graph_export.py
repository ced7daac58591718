import tensorflow as tf
g = tf.Graph()
with g.as_default(), tf.compat.v1.Session() as s:
    sv = tf.compat.v1.train.import_meta_graph('m.meta'); sv.restore(s, 'm')
    out = tf.compat.v1.graph_util.convert_variables_to_constants(s, g.as_graph_def(), ['prob'])
    tf.io.write_graph(out, '.', 'f.pb', as_text=False)
