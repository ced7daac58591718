import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/units/message';
import { planOf } from './plan-examples';

const script = (before: string, machines: string, further = ''): string =>
  `#!/bin/bash\n${before}\ntorchrun --nproc_per_node 8 --nnodes ${machines} pretrain_gpt.py --num-layers 4 --micro-batch-size 1 --seq-length 512 --train-iters 9 ${further}\n`;

/** The devices, and the reason where the plan assumes them. */
function devicesOf(text: string): readonly [unknown, string | null] {
  const { options, toolDefaults, places } = planOf(text);
  const why = toolDefaults.get('gpus');
  assert.equal(places.has('gpus'), why === undefined);
  return [options.gpus, why === undefined ? null : inEnglish(why)];
}

describe('machines of a launcher', () => {
  it('as the script says them', () => {
    assert.deepEqual(devicesOf(script('N=${SLURM_NNODES:-"4"}', '$N')), [32, null]);
    assert.deepEqual(devicesOf(script('HOSTS=(a b c)', '${#HOSTS[@]}')), [24, null]);
    assert.deepEqual(devicesOf(script('HOSTS=(a b)\nHOSTS+=(c d)', '${#HOSTS[@]}')), [32, null]);
    assert.deepEqual(devicesOf(script('HOSTS=(a b)', '$(( ${#HOSTS[*]} * 2 ))')), [32, null]);
  });

  it('the fewest of a range', () => {
    assert.deepEqual(devicesOf(script('', '2:4')), [16, 'the fewest that --nnodes (2:4) allows']);
  });

  it('one where only the run tells, which is assumed', () => {
    const lists = ['HOSTS=(node{1..4})', 'HOSTS=(/nodes/*)', 'HOSTS=($(list))'];
    for (const text of [
      script('', '$NNODES'),
      script('', '$1'),
      script('', '${#HOSTS[@]}'),
      ...lists.map((list) => script(list, '${#HOSTS[@]}')),
    ])
      assert.deepEqual(devicesOf(text), [
        8,
        'those of one machine: how many there are (--nnodes) only the run tells',
      ]);
  });

  it('or as many as the degrees need', () => {
    const degrees = '--tensor-model-parallel-size 8 --pipeline-model-parallel-size 4';
    const text = script('', '$NNODES', degrees);
    assert.deepEqual(devicesOf(text), [32, 'as many as the parallel degrees need']);
    assert.deepEqual(planOf(text).warnings ?? [], []);
  });
});
