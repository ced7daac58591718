#!/bin/bash
# Table 2 of the paper.  ~6h on one 3090
trap "exit" INT
datasets=(ETTh1 ETTm2 weather exchange)
declare -A enc=( [ETTh1]=7 [ETTm2]=7 [weather]=21 [exchange]=8 )

run() {
  local d=$1 len=$2 seed=$3
  local log=logs/${d}_${len}_${seed}.log
  if grep -q "^test mse" "$log" 2>/dev/null; then
    return
  fi
  python -u run_longExp.py --is_training 1 --root_path ./dataset/ --data_path $d.csv \
      --model_id ${d}_336_$len --model PatchTST --data $d --features M \
      --seq_len 336 --pred_len $len --enc_in ${enc[$d]} --e_layers 3 --n_heads 4 --d_model 16 \
      --dropout 0.3 --des Exp --train_epochs 100 --patience 20 --itr 1 --batch_size 128 \
      --learning_rate 0.0001 --random_seed $seed > $log
}

mkdir -p logs
for seed in 2021 2022 2023; do
  for d in "${datasets[@]}"; do
    for len in 96 192 336 720; do
      run $d $len $seed
    done
  done
done
python tabulate.py logs/ > table2.tex
