#!/usr/bin/env bash
set -e
for b in 1 8 32; do
  trtexec --onnx=models/segformer_b2.onnx --saveEngine=engines/segformer_b2_${b}.plan --fp16 \
    --minShapes=pixel_values:1x3x512x512 --optShapes=pixel_values:${b}x3x512x512 --maxShapes=pixel_values:${b}x3x512x512 \
    --workspace=8192 --timingCacheFile=engines/timing.cache --builderOptimizationLevel=4 > logs/build_$b.log
  trtexec --loadEngine=engines/segformer_b2_${b}.plan --shapes=pixel_values:${b}x3x512x512 --iterations=200 --warmUp=500 | grep -E 'Throughput|mean'
done
docker run --rm --gpus all -v $PWD/repo:/models nvcr.io/nvidia/tritonserver:24.03-py3 perf_analyzer -m segformer -b 8 --concurrency-range 1:8:2
