import { strict as assert } from 'node:assert';
import { stagesOfCommand } from '../../../src/meter/commands/detect';
import { stagesOfCurriculum, stagesOfRampUp } from '../../../src/meter/progress/planned-stages';
import { workOf } from '../../../src/progress/stages';

describe('the stages in which a training grows', () => {
  const curriculum = (schedule_type: string, schedule_config: object, more: object = {}): string =>
    JSON.stringify({
      train_batch_size: 8,
      curriculum_learning: {
        enabled: true,
        curriculum_type: 'seqlen',
        min_difficulty: 64,
        max_difficulty: 1024,
        schedule_type,
        schedule_config,
        ...more,
      },
    });

  it('are those of DeepSpeed’s curriculum', () => {
    const discrete = curriculum('fixed_discrete', { difficulty: [64, 256, 1024], max_step: [100, 300] });
    assert.deepEqual(stagesOfCurriculum(discrete), [
      { from: 100, work: 4 },
      { from: 300, work: 16 },
    ]);
    const linear = stagesOfCurriculum(
      curriculum('fixed_linear', { total_curriculum_step: 1000, difficulty_step: 8 }),
    );
    // From 1 to 16 on a line, then 16.
    assert(Math.abs(workOf(1000, linear) / (1000 * 8.5) - 1) < 0.01);
    assert(Math.abs((workOf(2000, linear) - workOf(1000, linear)) / 16_000 - 1) < 0.01);
    const root = stagesOfCurriculum(
      curriculum('fixed_root', { total_curriculum_step: 1000, root_degree: 2 }),
    );
    assert(workOf(1000, root) > workOf(1000, linear));
  });

  it('are none where nothing grows, or what is said is broken', () => {
    for (const text of [
      '',
      '{',
      'null',
      '{"curriculum_learning": {"enabled": true}}',
      curriculum('fixed_linear', {}),
      curriculum('fixed_linear', { total_curriculum_step: -1 }),
      curriculum('fixed_linear', { total_curriculum_step: 10 }, { enabled: false }),
      curriculum('fixed_linear', { total_curriculum_step: 10 }, { max_difficulty: 64 }),
      curriculum('fixed_discrete', { difficulty: [], max_step: [] }),
    ])
      assert.deepEqual(stagesOfCurriculum(text), [], text);
    for (const words of [
      [],
      ['--rampup-batch-size', '16'],
      ['--rampup-batch-size', '16', '5', '100', '--global-batch-size', '32'],
    ])
      assert.deepEqual(stagesOfRampUp(words), []);
  });

  it('are the batches that Megatron ramps up', () => {
    const words = ['pretrain.py', '--rampup-batch-size', '16', '16', '960', '--global-batch-size'];
    const stages = [
      { from: 30, work: 2 },
      { from: 45, work: 3 },
    ];
    assert.deepEqual(stagesOfRampUp([...words, '48']), stages);
    const joined = [...words.slice(0, -1), '--global-batch-size=48'];
    assert.deepEqual(stagesOfRampUp(joined), stages);
    assert.deepEqual(stagesOfCommand(['bash', '-c', `torchrun ${joined.join(' ')}`], '/'), stages);
  });

  it('count each unit for what it works on', () => {
    const stages = [
      { from: 10, work: 2 },
      { from: 20, work: 4 },
    ];
    assert.deepEqual(
      [0, 5, 10, 15, 20, 30].map((done) => workOf(done, stages)),
      [0, 5, 10, 20, 30, 70],
    );
    assert.equal(workOf(7, []), 7);
  });
});
