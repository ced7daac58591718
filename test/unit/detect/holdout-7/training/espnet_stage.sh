#!/usr/bin/env bash
. ./path.sh
. ./cmd.sh
stage=0
stop_stage=100
ngpu=1
train_config=conf/train_transformer.yaml
expdir=exp/asr1

if [ ${stage} -le 1 ] && [ ${stop_stage} -ge 1 ]; then
    echo "stage 1: feature extraction"
    steps/make_fbank_pitch.sh --nj 32 data/train exp/make_fbank fbank
fi
if [ ${stage} -le 4 ] && [ ${stop_stage} -ge 4 ]; then
    echo "stage 4: network training"
    ${cuda_cmd} --gpu ${ngpu} ${expdir}/train.log \
        asr_train.py \
        --config ${train_config} \
        --ngpu ${ngpu} \
        --outdir ${expdir}/results \
        --train-json dump/train/data.json
fi
