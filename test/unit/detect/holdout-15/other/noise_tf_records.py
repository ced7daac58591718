import argparse
import glob
import os
import tensorflow as tf
import numpy as np
import soundfile as sf
from concurrent.futures import ProcessPoolExecutor

SR = 16000


def _bytes(v):
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=[v]))


def _int(v):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=[v]))


def mix(clean, noise, snr):
    noise = np.resize(noise, clean.shape)
    k = np.sqrt((clean ** 2).mean() / ((noise ** 2).mean() * 10 ** (snr / 10) + 1e-12))
    return clean + k * noise


def shard(job):
    i, files, noises, out, seed = job
    rng = np.random.default_rng(seed)
    with tf.io.TFRecordWriter(os.path.join(out, f"train-{i:05d}.tfrecord")) as w:
        for f in files:
            x, sr = sf.read(f, dtype="float32")
            assert sr == SR, f
            n, _ = sf.read(rng.choice(noises), dtype="float32")
            y = mix(x, n, rng.uniform(-5, 20))
            ex = tf.train.Example(features=tf.train.Features(feature={
                "clean": _bytes(x.tobytes()), "noisy": _bytes(y.astype("float32").tobytes()), "len": _int(len(x))}))
            w.write(ex.SerializeToString())
    return i


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--clean", required=True)
    ap.add_argument("--noise", required=True)
    ap.add_argument("--out", default="tfrecords")
    ap.add_argument("--shards", type=int, default=64)
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    clean, noise = sorted(glob.glob(a.clean + "/**/*.wav", recursive=True)), sorted(glob.glob(a.noise + "/*.wav"))
    jobs = [(i, clean[i::a.shards], noise, a.out, i) for i in range(a.shards)]
    with ProcessPoolExecutor() as ex:
        for i in ex.map(shard, jobs):
            print("shard", i)
