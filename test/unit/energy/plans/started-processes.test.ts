import assert from 'node:assert/strict';
import { machinesOfSrun, startedProcesses } from '../../../../src/units/started-processes';
import { planOf } from './plan-examples';

const counted = (text: string): unknown => startedProcesses(text)?.count ?? null;

describe('the processes that a command starts', () => {
  it('are those of timm’s script, of MPI and of srun', () => {
    assert.equal(counted('./distributed_train.sh 8 /data --model resnet50\n'), 8);
    assert.equal(counted('#!/bin/bash\nbash distributed_train.sh 4 /data\n'), 4);
    assert.equal(counted('mpirun -np 32 python train.py -n 3\n'), 32);
    assert.equal(counted('mpiexec -n 16 -H a,b \\\n  python3 train.py\n'), 16);
    assert.equal(counted('cd x && horovodrun -np 8 -H localhost:8 python train.py\n'), 8);
    assert.equal(counted('srun -N 4 --gpus-per-node=8 python train.py\n'), 32);
    assert.equal(counted('srun --nodes=2 --ntasks-per-node=4 python train.py\n'), 8);
    assert.equal(counted('srun -n 6 ./train.py\n'), 6);
  });

  it('are none where another program starts them, or no number is there', () => {
    for (const text of [
      'srun -N 4 --gpus-per-node=8 torchrun --nproc_per_node 8 train.py\n',
      'mpirun -np $NP python train.py -n 8\n',
      '# mpirun -np 32 python train.py\n',
      'python train.py --np 8\n',
      'echo mpirun is not here\n',
      './distributed_train.sh 0 /data\n',
      'srun python train.py -n 8\n',
    ])
      assert.equal(counted(text), null, text);
  });

  it('are the accelerators of the plan, at their place', () => {
    const args = 'pretrain_gpt.py --num-layers 4 --micro-batch-size 1 --seq-length 512 --train-iters 9';
    const plan = planOf(`#!/bin/bash\nset -e\nmpirun -np 32 python ${args}\n`);
    assert.equal(plan.options.gpus, 32);
    assert.deepEqual(plan.places.get('gpus'), { key: 'mpirun', line: 3, column: 1 });
    const timm = planOf(
      '#!/bin/bash\n./distributed_train.sh 8 /data --model vit_small_patch16_224 -b 128 --epochs 300\n',
    );
    assert.deepEqual([timm.options.gpus, timm.places.get('gpus')?.line], [8, 2]);
  });

  it('run on the machines that srun is given, beside a launcher too', () => {
    assert.equal(machinesOfSrun('srun -N 4 torchrun --nproc_per_node 8 x.py -N 2\n'), 4);
    assert.equal(machinesOfSrun('srun torchrun --nodes=3 x.py\n'), null);
    const args = 'pretrain_gpt.py --num-layers 4 --micro-batch-size 1 --seq-length 512 --train-iters 9';
    const plan = planOf(
      `#!/bin/bash\nsrun -N 4 torchrun --nproc_per_node 8 --nnodes $SLURM_NNODES ${args}\n`,
    );
    assert.equal(plan.options.gpus, 32);
  });
});
