#!/bin/bash
# Megatron-DeepSpeed, LLaMA 7B
TP=2; PP=1; ZERO_STAGE=1
GPUS_PER_NODE=8
MICRO_BATCH_SIZE=4; GLOBAL_BATCH_SIZE=256
BASE_PATH=./tmp
DS_CONFIG=${BASE_PATH}/deepspeed.json
DATASET_1="./data/bookcorpus_text_document"
CHECKPOINT_PATH=./tmp
TOKENIZER_PATH=./tokenizer.model

mkdir -p $BASE_PATH
cat <<EOJ > $DS_CONFIG
{
  "train_batch_size" : $GLOBAL_BATCH_SIZE,
  "train_micro_batch_size_per_gpu": $MICRO_BATCH_SIZE,
  "steps_per_print": 1,
  "zero_optimization": { "stage": $ZERO_STAGE },
  "bf16": { "enabled": true }
}
EOJ

ds_args=" --deepspeed ${ds_args}"
ds_args=" --no-pipeline-parallel ${ds_args}"
ds_args=" --deepspeed_config=$DS_CONFIG ${ds_args}"
ds_args=" --zero-stage=$ZERO_STAGE ${ds_args}"

LAUNCH="torchrun --nproc_per_node $GPUS_PER_NODE --nnodes ${NNODES:-1} --node_rank ${NODE_RANK:-0} --master_addr ${MASTER_ADDR:-localhost} --master_port 6000"
CMD="$LAUNCH pretrain_gpt.py \
       --tensor-model-parallel-size $TP --pipeline-model-parallel-size $PP \
       --num-layers 32 --hidden-size 4096 --ffn-hidden-size 11008 --num-attention-heads 32 \
       --micro-batch-size $MICRO_BATCH_SIZE --global-batch-size $GLOBAL_BATCH_SIZE \
       --seq-length 2048 --max-position-embeddings 2048 --train-iters 250000 \
       --save $CHECKPOINT_PATH --load $CHECKPOINT_PATH --data-path $DATASET_1 --data-impl mmap \
       --tokenizer-type GPTSentencePieceTokenizer --tokenizer-model $TOKENIZER_PATH \
       --split 949,50,1 --distributed-backend nccl --lr 3e-4 --lr-decay-style cosine --min-lr 3e-5 \
       --weight-decay 0.1 --clip-grad 1 --lr-warmup-iters 2000 --optimizer adam --adam-beta1 0.9 --adam-beta2 0.95 \
       --log-interval 1 --save-interval 10000 --eval-interval 1000 --eval-iters 10 --bf16 \
       --no-query-key-layer-scaling --attention-dropout 0 --hidden-dropout 0 --use-rotary-position-embeddings \
       --untie-embeddings-and-output-weights --swiglu --normalization rmsnorm --disable-bias-linear $ds_args"
echo $CMD
eval $CMD
