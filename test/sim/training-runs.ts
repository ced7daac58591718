import { addMoment, type ProgressPoint } from '../../src/progress/moments';
import type { Stage } from '../../src/progress/stages';

/** Numbers between 0 and 1 that are the same each time (Numerical Recipes' generator). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A training as the meter sees it: what was told at which moment, and what it took in the end. */
export interface TrainingRun {
  readonly total: number;
  readonly joules: number;
  readonly seconds: number;
  /** What was known when these shares of its steps were done, by `looks`. */
  readonly seen: readonly (readonly ProgressPoint[])[];
  /** What its plan says of how its steps grow. */
  readonly stages: readonly Stage[];
}

/** When a forecast is made: shares of the steps. */
export const looks = [0.1, 0.25, 0.5, 0.75] as const;

/** How a training spends its time. All that is left out is none of it. */
interface Shape {
  readonly total: number;
  /** The step that it begins at, where it goes on from a checkpoint. */
  readonly first?: number;
  /** Steps that it passes over, because they were done before. */
  readonly skipped?: number;
  readonly stepSeconds: number;
  readonly watts: number;
  /** From the launch to the first step. */
  readonly startSeconds: number;
  /** Standard deviation of a step's time, as a share of it. */
  readonly noise: number;
  /** Progress is told each so many steps. */
  readonly logEvery: number;
  /** What makes a step longer or shorter, by its number and the seconds since the launch: a factor. */
  readonly pace?: (step: number, seconds: number) => number;
  /** What the devices draw in a step, as a factor. */
  readonly draw?: (step: number, seconds: number) => number;
  /** What its plan says of how its steps grow; it is not always what they take. */
  readonly stages?: readonly Stage[];
  /** What comes after a step: seconds, and watts as a share of those of a step. */
  readonly pause?: (step: number) => { readonly seconds: number; readonly draw: number } | null;
}

/** A journal has progress at most this often (src/meter/progress/progress-log.ts). */
const told = { leastSeconds: 0.5, shareOfElapsed: 0.001 } as const;

function simulate(shape: Shape, random: () => number): TrainingRun {
  const { total, first = 0, stepSeconds, watts, startSeconds, noise, logEvery } = shape;
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let seconds = startSeconds;
  let joules = startSeconds * watts * 0.4;
  const begin = Math.max(first, shape.skipped ?? 0);
  const points: ProgressPoint[] = [{ seconds, done: first, joules }];
  const seen: ProgressPoint[][] = [];
  for (let step = first + 1; step <= total; step += 1) {
    const pace = shape.pace?.(step, seconds) ?? 1;
    const taken = stepSeconds * pace * Math.max(0.3, 1 + noise * normal());
    seconds += taken;
    joules += taken * watts * (shape.draw?.(step, seconds) ?? 1) * (1 + 0.03 * normal());
    const since = seconds - (points.at(-1)?.seconds ?? 0);
    const isTold =
      step % logEvery === 0 && since >= Math.max(told.leastSeconds, told.shareOfElapsed * seconds);
    if (isTold) addMoment(points, { seconds, done: step, joules });
    while (seen.length < looks.length && (step - begin) / (total - begin) >= (looks[seen.length] ?? 1))
      seen.push([...points]);
    const pause = shape.pause?.(step) ?? null;
    if (pause === null) continue;
    seconds += pause.seconds;
    joules += pause.seconds * watts * pause.draw;
  }
  return { total, joules, seconds, seen, stages: shape.stages ?? [] };
}

export interface KindOfRun {
  readonly name: string;
  readonly make: (random: () => number) => TrainingRun;
}

interface Dice {
  readonly between: (low: number, high: number) => number;
  /** A step number so that something comes so many times in a run, or never. */
  readonly every: (total: number, chance: number, fewest: number, most: number) => number;
  readonly random: () => number;
}

const diceOf = (random: () => number): Dice => {
  const between = (low: number, high: number): number => low + (high - low) * random();
  return {
    random,
    between,
    every: (total, chance, fewest, most) =>
      random() < chance ? Math.max(1, Math.round(total / between(fewest, most))) : Infinity,
  };
};

/** What most trainings have in common. */
function base({
  between,
  random,
}: Dice): Omit<Shape, 'pace'> & { readonly warmPace: (step: number) => number } {
  const total = Math.round(200 * 10 ** between(0, 1.5));
  const warmSteps = total * between(0, 0.03);
  const warmFactor = between(1, 5);
  return {
    total,
    stepSeconds: 0.1 * 10 ** between(0, 2),
    watts: between(100, 700),
    startSeconds: between(5, 25),
    noise: between(0.02, 0.2),
    logEvery: random() < 0.5 ? 1 : Math.max(1, Math.round(total / 200)),
    warmPace: (step) => (step <= warmSteps ? warmFactor : 1),
  };
}

const kind = (name: string, shapeOf: (dice: Dice) => Shape): KindOfRun => ({
  name,
  make: (random) => simulate(shapeOf(diceOf(random)), random),
});

/** Evaluations and checkpoints that come again and again. */
function pausesOf(
  dice: Dice,
  { total, stepSeconds }: Pick<Shape, 'total' | 'stepSeconds'>,
): NonNullable<Shape['pause']> {
  const { between, every } = dice;
  const evaluateEvery = every(total, 0.7, 2, 30);
  const evaluationSeconds = evaluateEvery * between(0.01, 0.15) * stepSeconds;
  const checkpointEvery = every(total, 0.6, 3, 20);
  const checkpointSeconds = Math.min(checkpointEvery * 0.1, between(2, 30)) * stepSeconds;
  return (step) => {
    const evaluates = step % evaluateEvery === 0 ? evaluationSeconds : 0;
    const saves = step % checkpointEvery === 0 ? checkpointSeconds : 0;
    const seconds = evaluates + saves;
    return seconds === 0 ? null : { seconds, draw: (0.7 * evaluates + 0.3 * saves) / seconds };
  };
}

export const steadyRuns = kind('steady', (dice) => ({ ...base(dice), noise: dice.between(0.01, 0.1) }));

/** With what the interval must hold: slow first steps, evaluations, checkpoints, a small drift. */
export const usualRuns = kind('warm-up, evaluation pauses, checkpoint stalls', (dice) => {
  const shape = base(dice);
  const drift = dice.between(-0.02, 0.02);
  return {
    ...shape,
    pace: (step) => shape.warmPace(step) * (1 + (drift * step) / shape.total),
    pause: pausesOf(dice, shape),
  };
});

/** Kinds that the forecast was not made for, to see how far it carries. */
export const otherKinds: readonly KindOfRun[] = [
  kind('torch.compile: the first steps take minutes, and each evaluation compiles once more', (dice) => {
    const shape = base(dice);
    const compileSeconds = dice.between(20, 200);
    const pause = pausesOf(dice, shape);
    let evaluations = 0;
    return {
      ...shape,
      pace: (step) => (step <= 2 ? 1 + compileSeconds / shape.stepSeconds / step : 1),
      draw: (step) => (step <= 2 ? 0.35 : 1),
      pause: (step) => {
        const usual = pause(step);
        if (usual === null) return null;
        evaluations += 1;
        return evaluations === 1 ? { ...usual, seconds: usual.seconds + compileSeconds / 3 } : usual;
      },
    };
  }),
  kind('evaluations whose length differs, by a factor of four', (dice) => {
    const shape = base(dice);
    const every = Math.max(1, Math.round(shape.total / dice.between(4, 25)));
    const seconds = every * dice.between(0.03, 0.15) * shape.stepSeconds;
    return {
      ...shape,
      pace: shape.warmPace,
      pause: (step) => (step % every === 0 ? { seconds: seconds * dice.between(0.5, 2), draw: 0.7 } : null),
    };
  }),
  kind('an evaluation at the end of each of few epochs, none seen yet', (dice) => {
    const shape = base(dice);
    const epochs = Math.round(dice.between(1, 9));
    const every = Math.ceil(shape.total / epochs);
    const seconds = every * dice.between(0.02, 0.12) * shape.stepSeconds;
    return {
      ...shape,
      pace: shape.warmPace,
      pause: (step) => (step % every === 0 ? { seconds, draw: 0.7 } : null),
    };
  }),
  kind('gone on from a checkpoint, with batches that are skipped', (dice) => {
    const shape = base(dice);
    const first = Math.round(shape.total * dice.between(0.1, 0.8));
    const skips = dice.random() < 0.5;
    const pause = pausesOf(dice, shape);
    return {
      ...shape,
      ...(skips ? { skipped: first } : { first }),
      pace: (step) => (skips && step <= first ? 0.01 : shape.warmPace(step - first)),
      draw: (step) => (skips && step <= first ? 0.3 : 1),
      pause: (step) => (step > first ? pause(step) : null),
    };
  }),
  kind('batches of very different lengths', (dice) => {
    const shape = base(dice);
    const spread = dice.between(0.3, 0.7);
    const normal = (): number =>
      Math.sqrt(-2 * Math.log(1 - dice.random())) * Math.cos(2 * Math.PI * dice.random());
    return {
      ...shape,
      pace: (step) => shape.warmPace(step) * Math.exp(spread * normal() - spread ** 2 / 2),
      pause: pausesOf(dice, shape),
    };
  }),
  kind('gradient accumulation, each micro-batch told', (dice) => {
    const shape = base(dice);
    const accumulation = Math.round(dice.between(2, 32));
    const updates = dice.between(1, 4);
    return {
      ...shape,
      pace: (step) => shape.warmPace(step) * (step % accumulation === 0 ? 1 + updates : 1),
      pause: pausesOf(dice, shape),
    };
  }),
  kind('a data loader that stalls now and then', (dice) => {
    const shape = base(dice);
    const chance = dice.between(0.002, 0.03);
    const stall = dice.between(3, 30);
    return {
      ...shape,
      pace: (step) => shape.warmPace(step) * (dice.random() < chance ? stall : 1),
      pause: pausesOf(dice, shape),
    };
  }),
  kind('devices that get warm and clock down in the first quarter of an hour', (dice) => {
    const shape = base(dice);
    const slower = dice.between(0.02, 0.12);
    const less = dice.between(0, 0.08);
    const warm = (seconds: number): number => 1 - Math.exp(-seconds / 300);
    return {
      ...shape,
      pace: (step, seconds) => shape.warmPace(step) * (1 + slower * warm(seconds)),
      draw: (_step, seconds) => 1 - less * warm(seconds),
      pause: pausesOf(dice, shape),
    };
  }),
  kind('a machine that others use too, for a third of the time', (dice) => {
    const shape = base(dice);
    const slower = dice.between(1.1, 1.6);
    let busy = false;
    const change = 30 / shape.total;
    return {
      ...shape,
      pace: (step) => {
        if (dice.random() < (busy ? 2 * change : change)) busy = !busy;
        return shape.warmPace(step) * (busy ? slower : 1);
      },
      pause: pausesOf(dice, shape),
    };
  }),
  kind('a machine that many others use: the pace wanders by a third, and comes back', (dice) => {
    const shape = base(dice);
    const spread = dice.between(0.2, 0.5);
    // How long it keeps a pace, as a share of the run.
    const memory = shape.total * dice.between(0.02, 0.15);
    const normal = (): number =>
      Math.sqrt(-2 * Math.log(1 - dice.random())) * Math.cos(2 * Math.PI * dice.random());
    const kept = Math.exp(-1 / memory);
    let wander = normal();
    return {
      ...shape,
      pace: (step) => {
        wander = kept * wander + Math.sqrt(1 - kept ** 2) * normal();
        return shape.warmPace(step) * Math.exp(spread * wander);
      },
    };
  }),
  kind('a pace that wanders by a half to double and does not come back', (dice) => {
    const shape = base(dice);
    // What it moves by over the whole run, as a logarithm.
    const spread = dice.between(0.2, 0.6);
    const normal = (): number =>
      Math.sqrt(-2 * Math.log(1 - dice.random())) * Math.cos(2 * Math.PI * dice.random());
    let wander = 0;
    return {
      ...shape,
      pace: (step) => {
        wander += (spread * normal()) / Math.sqrt(shape.total);
        return shape.warmPace(step) * Math.exp(wander);
      },
      pause: pausesOf(dice, shape),
    };
  }),
  kind('a curriculum: sequences get longer in three stages', (dice) => {
    const shape = base(dice);
    const longer = dice.between(1.2, 2);
    const [second, third] = [dice.between(0.15, 0.4), dice.between(0.5, 0.8)];
    return {
      ...shape,
      pace: (step) => {
        const share = step / shape.total;
        return shape.warmPace(step) * (share < second ? 1 : share < third ? longer : longer ** 2);
      },
    };
  }),
  kind(
    'the same, as the plan says: what is so many times longer takes that to the power of 0.8 to 1.3',
    (dice) => {
      const shape = base(dice);
      const longer = dice.between(1.2, 2);
      const power = dice.between(0.8, 1.3);
      const stages = [
        { from: Math.round(dice.between(0.15, 0.4) * shape.total), work: longer },
        { from: Math.round(dice.between(0.5, 0.8) * shape.total), work: longer ** 2 },
      ];
      return {
        ...shape,
        stages,
        pace: (step) =>
          shape.warmPace(step) * (stages.findLast(({ from }) => step > from)?.work ?? 1) ** power,
        pause: pausesOf(dice, shape),
      };
    },
  ),
  kind('a curriculum: sequences get longer with each step', (dice) => {
    const shape = base(dice);
    const longer = dice.between(1, 3);
    return {
      ...shape,
      pace: (step) => shape.warmPace(step) * (1 + (longer * step) / shape.total),
      pause: pausesOf(dice, shape),
    };
  }),
  kind('stalls that are rare and long: a file system or a network that hangs', (dice) => {
    const shape = base(dice);
    const chance = dice.between(2, 15) / shape.total;
    const longest = dice.between(0.005, 0.03) * shape.total * shape.stepSeconds;
    return {
      ...shape,
      pace: shape.warmPace,
      pause: () => (dice.random() < chance ? { seconds: longest * dice.random(), draw: 0.4 } : null),
    };
  }),
];
