SEEDS := 1 2 3
RUNS := $(SEEDS:%=runs/%/done)

all: $(RUNS)

runs/%/done: train_sweep.py configs/base.yml
	mkdir -p runs/$*
	python train_sweep.py --seed $* --config configs/base.yml --out runs/$*
	touch $@
