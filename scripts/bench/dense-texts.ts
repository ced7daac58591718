import { parser } from '@lezer/python';
import { parseAllDocuments } from 'yaml';
import { readPython } from '../../src/model/documents/python';
import { readYaml } from '../../src/model/documents/yaml';
import { processorMilliseconds } from '../../test/unit/model/processor-time';

const lines = 2900;
const mostMilliseconds = 50;

function medianOf(run: () => unknown): number {
  const milliseconds = Array.from({ length: 15 }, () => processorMilliseconds(run));
  return milliseconds.sort((a, b) => a - b)[7] ?? 0;
}

/** The densest texts that are parsed, against what their parsers take alone; false where one takes too long. */
export function timeDenseTexts(): boolean {
  const text = (lineOf: (index: number) => string): string =>
    Array.from({ length: lines }, (_, index) => lineOf(index)).join('\n');
  const yaml = text((index) => `key_${index}: ${index}`);
  const python = text((index) => `f(x_${index}=${index})`);
  let isQuick = true;
  for (const [name, read, parse] of [
    ['YAML', () => readYaml(yaml), () => parseAllDocuments(yaml)],
    ['Python', () => readPython(python), () => parser.parse(python)],
  ] as const) {
    const [ours, plain] = [medianOf(read), medianOf(parse)];
    if (ours > mostMilliseconds) isQuick = false;
    console.log(
      `${name}, ${lines} dense lines: ${ours.toFixed(1)} ms, ${(ours / plain).toFixed(2)} times its parser alone; at most ${mostMilliseconds} ms: ${ours > mostMilliseconds ? 'MISSED' : 'reached'}`,
    );
  }
  return isQuick;
}
