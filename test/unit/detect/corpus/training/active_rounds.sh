DATA=/data/liver
python active_rounds.py --base_dir out/a --data_root $DATA --seed 38 --initial_pool 5 --queries 5 --strategy variance --steps 2000 --batch_size 1 --lr 1e-4
python active_rounds.py --base_dir out/b --data_root $DATA --seed 38 --initial_pool 5 --queries 5 --strategy random --steps 2000 --batch_size 1 --lr 1e-4
