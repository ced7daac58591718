import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Accountant, type DeviceGap } from '../../../src/meter/accountant';
import type { Measurement, Probe } from '../../../src/meter/source';

const kinds = {
  'an energy counter': { counter: { tickSeconds: 0.1, wrapJoules: null }, averagedSeconds: 0 },
  'a processor’s counter, which wraps': {
    counter: { tickSeconds: 0.001, wrapJoules: 65_536 },
    averagedSeconds: 0,
  },
  'the mean of the last second': { counter: null, averagedSeconds: 1 },
  'that mean and the power of the moment': { counter: null, averagedSeconds: 1 },
} as const;
type Kind = keyof typeof kinds;

/** `new zero` is a counter that begins anew while nobody looks, `sleep` the same while the machine is suspended. */
const mishapNames = ['silent', 'no processor time', 'blank', 'jump', 'new zero', 'sleep'] as const;
interface Mishap {
  readonly name: (typeof mishapNames)[number];
  /** In seconds of the monotonic clock, which stands still in a sleep. */
  readonly at: number;
  readonly seconds: number;
}

/** Power that holds for so many seconds each, from 0 on, and its exact integral. */
function course(
  levels: readonly number[],
  each: number,
): { readonly power: (t: number) => number; readonly energy: (t: number) => number } {
  const level = (index: number): number => levels[index % levels.length] ?? 0;
  const before = [0];
  const sumBefore = (index: number): number => {
    for (let at = before.length; at <= index; at++) before.push((before[at - 1] ?? 0) + level(at - 1) * each);
    return before[index] ?? 0;
  };
  return {
    power: (t) => level(Math.max(0, Math.floor(t / each))),
    energy: (t) => {
      const index = Math.max(0, Math.floor(t / each));
      return sumBefore(index) + level(index) * (t - index * each);
    },
  };
}

interface Scene {
  readonly kind: Kind;
  readonly levels: readonly number[];
  readonly eachSeconds: number;
  readonly intervalSeconds: number;
  readonly lengthSeconds: number;
  readonly tickSeconds: number;
  readonly hasPower: boolean;
  readonly mishaps: readonly Mishap[];
}

interface Shown {
  readonly low: number;
  readonly high: number;
  readonly truth: number;
  /** Joules of the time that the run's gaps say is left out. */
  readonly leftOut: number;
}

/** A run from 1 s on, read as the meter reads: closely at both ends, and in between at the interval. */
function run(scene: Scene): Shown {
  const { kind, intervalSeconds, mishaps, hasPower } = scene;
  const { power, energy } = course(scene.levels, scene.eachSeconds);
  const { counter: traits, averagedSeconds } = kinds[kind];
  const wrap = traits?.wrapJoules ?? null;
  const tick = wrap === null ? scene.tickSeconds : 0.001;
  const isIn = (name: Mishap['name'], t: number): boolean =>
    mishaps.some((each) => each.name === name && t >= each.at && t < each.at + each.seconds);
  const zeroBefore = (t: number): number | null =>
    mishaps.find(({ name, at }) => (name === 'new zero' || name === 'sleep') && at <= t)?.at ?? null;
  const counterAt = (t: number): number => {
    const zero = zeroBefore(t);
    const ticked = Math.floor(t / tick) * tick;
    const joules = zero === null ? 40_000 + energy(ticked) : Math.max(0, energy(ticked) - energy(zero));
    return (isIn('jump', t) ? joules + 1e7 : joules) % (wrap ?? Infinity);
  };
  let now = 1;
  const read = (): Measurement => {
    if (isIn('silent', now) || isIn('blank', now)) return { ok: false, reason: 'it tells nothing' };
    const watts = power(now);
    if (traits !== null)
      return { ok: true, counterJoules: counterAt(now), watts: hasPower && wrap === null ? watts : null };
    const mean = energy(now) - energy(now - 1);
    return kind === 'the mean of the last second'
      ? { ok: true, counterJoules: null, watts: mean }
      : { ok: true, counterJoules: null, watts, averagedWatts: mean };
  };
  const probe: Probe = {
    id: 'device',
    name: 'device',
    domain: wrap === null ? 'gpu' : 'cpu',
    source: 'simulated',
    rung: 1,
    provenance: 'measured',
    range: { low: 1, mid: 1, high: 1 },
    within: null,
    counter: traits,
    averagedSeconds,
    highestWatts: 5000,
    limitWatts: wrap === null ? 700 : null,
    read,
  };
  const accountant = new Accountant([probe], () => now, Math.max(3 * intervalSeconds, 1));
  const settle = (name: 'launch' | 'exit'): void => {
    for (const from = now; now - from < 0.25 && !accountant.readUntilSettled(name);) now += 0.005;
  };
  /** Goes on to that moment, and reads. */
  const goOn = (to: number): void => {
    const sleeps = mishaps.filter(({ name, at }) => name === 'sleep' && at > now && at <= to);
    now = to;
    if (sleeps.length > 0) accountant.sleep(3600);
    accountant.readAll();
  };
  accountant.readAll();
  accountant.mark('launch');
  const began = accountant.begin().t;
  settle('launch');
  accountant.countFromLaunch();
  const gaps: DeviceGap[] = [];
  const step = traits === null ? Math.min(0.25, intervalSeconds) : intervalSeconds;
  const end = began + scene.lengthSeconds;
  let told = 0;
  // At first sensors are read closely.
  if (traits === null) for (let at = now + 0.01; at < began + 1; at += 0.01) goOn(at);
  for (let at = traits === null ? began + 1 : began + step; ; at += step) {
    const stall = mishaps.find((each) => each.name === 'no processor time' && each.at > now && each.at <= at);
    // So that every moment that is read has one that lies a second before it.
    if (stall !== undefined) at += step * Math.ceil(stall.seconds / step);
    if (at >= end) break;
    goOn(Math.max(at, now + 0.001));
    const joules = accountant.tally().joules[0] ?? told;
    assert.ok(joules >= told, 'what was told never falls');
    told = joules;
    gaps.push(...accountant.takeGaps());
  }
  goOn(end);
  accountant.mark('exit');
  settle('exit');
  gaps.push(...accountant.takeGaps(), ...accountant.openGaps(end));
  const joules = accountant.tallyAtMark(end).joules[0] ?? 0;
  const { below, above } = accountant.bounds();
  const open = gaps.filter(({ bridged }) => !bridged);
  return {
    low: joules - (below[0] ?? 0),
    high: joules + (above[0] ?? 0),
    truth: energy(end) - energy(began),
    leftOut: open.reduce(
      (sum, { fromSeconds, toSeconds }) =>
        sum + Math.max(0, energy(Math.min(end, toSeconds)) - energy(Math.max(began, fromSeconds))),
      0,
    ),
  };
}

/** At most one new zero, and no bad readings that confirm one another in a sleep: there nothing can tell what is true. */
const mishapsOf = (kind: Kind, length: number): fc.Arbitrary<Mishap[]> => {
  const one = fc.record({
    name: fc.constantFrom(...mishapNames),
    at: fc.double({ min: 1.6, max: length, noNaN: true }),
    seconds: fc.constantFrom(0.15, 0.7, 2.5, 7),
  });
  const isZero = ({ name }: Mishap): boolean => name === 'new zero' || name === 'sleep';
  return fc.array(one, { maxLength: 3 }).map((all) =>
    all
      .map((each) => (each.name === 'jump' || each.name === 'blank' ? { ...each, seconds: 0.15 } : each))
      // What is shorter than the mean goes back is within what is told below.
      .filter(({ name, seconds }) => kinds[kind].averagedSeconds === 0 || name !== 'silent' || seconds > 1)
      // A processor's counter begins anew in a sleep alone: without one that is a wrap. It has no bad readings.
      .filter(
        ({ name }) =>
          (kinds[kind].counter?.wrapJoules ?? null) === null || (name !== 'new zero' && name !== 'jump'),
      )
      .filter((each, index, rest) => !isZero(each) || rest.findIndex(isZero) === index)
      .filter(({ name }, _index, rest) => name !== 'jump' || !rest.some(isZero)),
  );
};

const scenes = (kind: Kind): fc.Arbitrary<Scene> =>
  fc.integer({ min: 4, max: 30 }).chain((length) =>
    fc.record({
      kind: fc.constant(kind),
      // What a processor can draw is taken from what it drew.
      levels: fc.array(
        fc.integer(
          kinds[kind].counter?.wrapJoules === 65_536 ? { min: 60, max: 180 } : { min: 20, max: 700 },
        ),
        { minLength: 1, maxLength: 40 },
      ),
      eachSeconds: fc.constantFrom(0.05, 0.3, 2, 10),
      intervalSeconds: fc.constantFrom(0.1, 0.25, 0.5, 1, 1.5, 2),
      lengthSeconds: fc.constant(length + 0.03),
      tickSeconds: fc.constantFrom(0.02, 0.05, 0.1),
      hasPower: fc.boolean(),
      mishaps: mishapsOf(kind, length),
    }),
  );

describe('what is shown of a run in which this and that goes wrong', () => {
  for (const kind of Object.keys(kinds) as Kind[])
    it(`has the truth in it, but for what its gaps leave out: ${kind}`, () => {
      fc.assert(
        fc.property(scenes(kind), (scene) => {
          const { low, high, truth, leftOut } = run(scene);
          // Where a mean of the last second begins between two readings, power is taken to have been even between them.
          const slack = kinds[kind].averagedSeconds > 0 ? 0.02 * truth + 5 : 0.01;
          const text = `${low} to ${high} for ${truth}, of which ${leftOut} are left out`;
          assert.ok(truth - leftOut <= high + slack && truth >= low - slack, text);
        }),
        { numRuns: 300 },
      );
    });
});
