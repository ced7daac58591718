cd open_clip/src
torchrun --nproc_per_node 4 -m open_clip_train.main \
    --train-data '/data/cc12m/cc12m-train-{0000..2175}.tar' --train-num-samples 10968539 \
    --dataset-type webdataset --batch-size 320 --precision amp --workers 4 --imagenet-val /data/imagenet/validation/
