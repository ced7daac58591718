import * as v from 'valibot';
import type { Stage } from '../../progress/stages';

const positive = v.pipe(v.number(), v.finite(), v.minValue(Number.MIN_VALUE));
const scheduleSchema = v.object({
  total_curriculum_step: v.optional(positive),
  root_degree: v.optional(positive),
  difficulty: v.optional(v.array(positive)),
  max_step: v.optional(v.array(positive)),
});
/** https://www.deepspeed.ai/tutorials/curriculum-learning/ */
const curriculumSchema = v.object({
  curriculum_learning: v.object({
    enabled: v.literal(true),
    curriculum_type: v.literal('seqlen'),
    min_difficulty: positive,
    max_difficulty: positive,
    schedule_type: v.picklist(['fixed_linear', 'fixed_root', 'fixed_discrete']),
    schedule_config: scheduleSchema,
  }),
});
/** A schedule that rises evenly is told in so many stages. */
const stagesOfCurve = 32;
const mostStages = 64;

/** The sequence lengths of DeepSpeed's curriculum, as its configuration says; none where it has no curriculum. */
export function stagesOfCurriculum(text: string): readonly Stage[] {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), curriculumSchema), text);
  if (!read.success) return [];
  const { min_difficulty: least, max_difficulty: most, ...curriculum } = read.output.curriculum_learning;
  const {
    total_curriculum_step: steps,
    root_degree: degree = 2,
    difficulty = [],
    max_step: ends = [],
  } = curriculum.schedule_config;
  if (curriculum.schedule_type === 'fixed_discrete') {
    const [first] = difficulty;
    if (first === undefined) return [];
    // Each lasts up to its own last step; the final one has none.
    return difficulty
      .slice(1, mostStages)
      .map((length, index) => ({ from: ends[index] ?? Infinity, work: length / first }))
      .filter(({ from }) => Number.isFinite(from));
  }
  if (steps === undefined || most <= least) return [];
  const exponent = curriculum.schedule_type === 'fixed_root' ? 1 / degree : 1;
  const lengthAt = (share: number): number => least + (most - least) * share ** exponent;
  return Array.from({ length: stagesOfCurve + 1 }, (_, index) => ({
    from: (steps * index) / stagesOfCurve,
    work: lengthAt(Math.min(1, (index + 0.5) / stagesOfCurve)) / least,
  }));
}

/** The batches of Megatron's `--rampup-batch-size START INCREMENT SAMPLES`, up to `--global-batch-size`; none without. */
export function stagesOfRampUp(words: readonly string[]): readonly Stage[] {
  // `--global-batch-size=48` is the same; of an option that is given twice the last one holds.
  const parts = words.flatMap((word) => (word.startsWith('--') ? word.split(/=(.*)/s, 2) : [word]));
  const numbersAfter = (option: string, count: number): readonly number[] => {
    const at = parts.lastIndexOf(option);
    return at < 0 ? [] : parts.slice(at + 1, at + 1 + count).map(Number);
  };
  const [start, increment, samples] = numbersAfter('--rampup-batch-size', 3);
  const [end] = numbersAfter('--global-batch-size', 1);
  if (start === undefined || increment === undefined || samples === undefined || end === undefined) return [];
  const rises = (end - start) / increment;
  if (![start, increment, samples, rises].every((value) => Number.isInteger(value) && value > 0)) return [];
  if (rises > mostStages) return [];
  let from = 0;
  return Array.from({ length: rises }, (_, index) => {
    from += samples / rises / (start + index * increment);
    return { from, work: (start + (index + 1) * increment) / start };
  });
}
