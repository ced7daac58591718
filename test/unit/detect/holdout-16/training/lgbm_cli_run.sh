#!/bin/sh
# LETOR with the LightGBM command line, five folds
BIN=${LIGHTGBM:-./LightGBM/lightgbm}
for i in 1 2 3 4 5; do
  f=MSLR-WEB10K/Fold$i
  [ -f $f/train.lgb.txt ] || python2 letor2lgb.py $f
  $BIN task=train objective=lambdarank metric=ndcg ndcg_eval_at=1,3,5,10 \
     train_data=$f/train.lgb.txt valid_data=$f/vali.lgb.txt num_trees=500 learning_rate=0.1 num_leaves=255 \
     min_data_in_leaf=0 min_sum_hessian_in_leaf=100 output_model=models/fold$i.txt > logs/fold$i.log || exit 1
  $BIN task=predict data=$f/test.lgb.txt input_model=models/fold$i.txt output_result=preds/fold$i.txt
done
perl eval-score-mslr.pl preds > result.txt
