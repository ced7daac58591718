TEXT=data-bin/iwslt14.tokenized.de-en
CUDA_VISIBLE_DEVICES=0 fairseq-train $TEXT \
  --arch transformer_iwslt_de_en --share-decoder-input-output-embed \
  --optimizer adam --adam-betas '(0.9, 0.98)' --clip-norm 0.0 \
  --lr 5e-4 --lr-scheduler inverse_sqrt --warmup-updates 4000 \
  --max-tokens 4096 --max-epoch 50
fairseq-generate $TEXT --path checkpoints/checkpoint_best.pt --beam 5
