import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { estimate } from '../../../src/energy/estimate';
import { resolvePlan } from '../../../src/energy/plan';
import type { ConfigReading } from '../../../src/model/reading';
import { readModelConfig } from '../../../src/model/read-config';
import { defaultsOf } from '../../../src/model/library-defaults';
import { englishOf } from './english';
import { leastMilliseconds } from './processor-time';

/** Any longer, and an editor that asks while someone types would feel it. */
const longestMilliseconds = 50;
/** A pause of the machine is no hang: only what takes long each time is. */
const attempts = 4;

type Config = Record<string, unknown>;
const isConfig = (value: unknown): value is Config =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const folder = path.join(__dirname, '../../truth');
const configs = readdirSync(folder).flatMap((file) => {
  const { cases } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
    cases: { config: Config }[];
  };
  return cases.map(({ config }) => {
    // What the library would fill in is what a real file spells out: written out, it can be mutated too.
    const usual = defaultsOf(String(config['model_type']))?.values ?? {};
    return { ...usual, ...config };
  });
});

const strange = fc.oneof(
  fc.constantFrom<unknown>(0, -1, 1, 2, 3, 7, 1e9, 1e15, 2 ** 53, 1e308, -1e9, 0.5, 1.5, 64, 128, 257, 4097),
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    '',
    '4096',
    'many',
    [],
    {},
    [1],
    [0],
    [[1, 2]],
    ['full_attention'],
    [-3],
  ),
  fc.integer(),
  fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }),
  fc.string(),
);

/** Every path of keys in a config, those of nested configs too. */
function pathsOf(config: Config, prefix: readonly string[] = []): string[][] {
  return Object.entries(config).flatMap(([key, value]) => [
    [...prefix, key],
    ...(isConfig(value) ? pathsOf(value, [...prefix, key]) : []),
  ]);
}

/** A copy with the value at a path replaced, or the key gone where the value is undefined. */
function changed(config: Config, [key, ...rest]: readonly string[], value: unknown): Config {
  if (key === undefined) return config;
  const inner = config[key];
  if (rest.length > 0) return isConfig(inner) ? { ...config, [key]: changed(inner, rest, value) } : config;
  return value === undefined
    ? Object.fromEntries(Object.entries(config).filter(([name]) => name !== key))
    : { ...config, [key]: value };
}

const mutated = fc.constantFrom(...configs).chain((config) =>
  fc
    .array(fc.tuple(fc.constantFrom(...pathsOf(config)), fc.option(strange, { nil: undefined })), {
      minLength: 1,
      maxLength: 4,
    })
    .map((changes) =>
      JSON.stringify(
        changes.reduce((so, [at, value]) => changed(so, at, value), config),
        null,
        2,
      ),
    ),
);

/** What the estimator makes of a text, with every number in it. */
function outcomeOf(text: string): { reading: ConfigReading; shown: unknown } {
  const reading = readModelConfig(text);
  if (reading.kind !== 'model') return { reading, shown: null };
  const resolved = resolvePlan(reading.spec, {});
  return { reading, shown: resolved.ok ? estimate(reading.spec, resolved.plan) : resolved.error };
}

function assertFinite(value: unknown, at: string): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value), `${at} is ${value}`);
  else if (typeof value === 'string') assert.doesNotMatch(value, /\b(NaN|Infinity|undefined)\b/, at);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) assertFinite(inner, `${at}.${key}`);
}

describe('a config with anything in its place', () => {
  it('is estimated with finite figures, or refused where it is wrong, at once and without an exception', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const milliseconds = leastMilliseconds(() => outcomeOf(text), attempts, longestMilliseconds);
        assert.ok(milliseconds <= longestMilliseconds, `took ${milliseconds} ms`);
        const { reading, shown } = outcomeOf(text);
        assertFinite(shown, 'estimate');
        if (reading.kind === 'model') {
          const { total } = (shown as { parameters?: { total: number } }).parameters ?? { total: 1 };
          assert.ok(Number.isSafeInteger(total) && total > 0, `${total} parameters`);
        }
        if (reading.kind !== 'invalid') return;
        assert.ok(reading.diagnostics.length > 0);
        for (const diagnostic of reading.diagnostics) {
          const { span } = diagnostic;
          const message = englishOf(diagnostic);
          assert.ok(message.length > 10 && !/\b(undefined|\[object)/.test(message), message);
          assert.ok(span.offset >= 0 && span.offset + span.length <= text.length, message);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
