import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { Comparison } from './validation/tables';
import { isCovered, ratioOf, summaryOf, tables } from './validation/tables';

/** Holds estimates against published runs and throughputs, prints the errors and writes docs/validation.md. */
const page = new URL('../docs/validation.md', import.meta.url);
const explained = 0.25;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const figure = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);

const rowOf = (row: Comparison): string =>
  `| ${row.name} | ${row.inputs} | ${figure(row.published)} | ${figure(row.estimated.mid)} | ${figure(row.estimated.low)} to ${figure(row.estimated.high)} | ${percent(ratioOf(row) - 1)}${isCovered(row) || row.estimated.low === row.estimated.high ? '' : ', outside'} | ${[row.leftOut === '' ? '' : 'not counted', row.note].filter((text) => text !== '').join(': ')} | ${row.source} |`;

const tableOf = (unit: string, rows: readonly Comparison[]): string =>
  [
    `| run | given | published, ${unit} | estimated | range | error | note | source |`,
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(rowOf),
  ].join('\n');

const summaryRow = (name: string, target: string, rows: readonly Comparison[]): string => {
  const { rows: count, medianError, worstError, covered, rangeRatio } = summaryOf(rows);
  return `| ${name} | ${count} | ${percent(medianError)} | ${percent(worstError)} | ${rangeRatio === 1 ? '' : percent(covered)} | ${rangeRatio.toFixed(2)} | ${target} |`;
};

/** Rows of one source folded to their errors: hundreds of lines tell less. */
function bySource(rows: readonly Comparison[]): string {
  const sources = [...new Set(rows.map(({ source, inputs }) => `${source}|${inputs.replace(/^.* x /, '')}`))];
  return [
    '| source | hardware | rows | median error | worst error | in the range |',
    '| --- | --- | --- | --- | --- | --- |',
    ...sources.map((key) => {
      const of = rows.filter(({ source, inputs }) => `${source}|${inputs.replace(/^.* x /, '')}` === key);
      const { rows: count, medianError, worstError, covered } = summaryOf(of);
      const [source = '', hardware = ''] = key.split('|');
      return `| ${source} | ${hardware} | ${count} | ${percent(medianError)} | ${percent(worstError)} | ${percent(covered)} |`;
    }),
  ].join('\n');
}

const found = tables();
const hours = [...found.runs, ...found.throughputs];
const far = found.throughputs
  .filter((row) => Math.abs(ratioOf(row) - 1) > explained)
  .sort((one, other) => Math.abs(Math.log(ratioOf(other))) - Math.abs(Math.log(ratioOf(one))));
const summary = [
  '| what | rows | median error | worst error | in the range | high / low | target |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  summaryRow('device-hours, all', '15 % median, 40 % worst, 90 % in the range', hours),
  summaryRow('device-hours, whole runs', '', found.runs),
  summaryRow('device-hours, throughputs', '', found.throughputs),
  summaryRow('device-hours, whole runs held out', '', found.heldRuns),
  summaryRow('measured energy, device-hours given', '10 % median', found.measuredEnergies),
  summaryRow('TDP convention', '2 %', found.tdpEnergies),
].join('\n');

const text = `# Validation

Written by \`npm run validate\` from the facts in \`scripts/validation\`, each with its source. Errors are of the middle of the estimate.
Where a source says (not re-read), its figure was written down without that source at hand: it wants checking before it is quoted.

${summary}

## Device-hours of whole runs, from tokens, model and hardware alone

Batch, recomputation and parallel degrees are not given: the estimate chooses them. \`use\` in \`runs.csv\` tells the rows
that the allowance for a whole run was fitted on (\`fit\`) from those added later (\`check\`). The first line of the table above is of
these and of the throughputs.

${tableOf('h', found.runs)}

What misses, and why:

- Llama 3 and 3.1: the cards count the hours of the whole project, so they are shown and not counted.
- OPT 175B: its logbook tells of restarts for a third of the time; nothing in tokens, model and hardware says so.
- Pythia, GPT-NeoX, BloombergGPT: software of 2022 without fused kernels.
- GPT-2 124M in llm.c: kernels written for this one model, without a framework.
- DeepSeek-V3: exchange between experts hidden behind products by hand-written schedules, which the middle case does not assume.

## Device-hours of whole runs held out

Runs gathered after every constant and rule was chosen (\`held\` in \`runs.csv\`), among them some that others missed by most. They
set the width of a long run's range (0.9 to 2.25 times its steps), which was too narrow on them before, and made us give accelerators
of 2022 and 2023 a product share of their own, whose value the published step times set.

${tableOf('h', found.heldRuns)}

Whole runs differ by more than their models do: two of about the same size on such cards (Phi-2, StableLM 3B-4E1T) reach 63 % and
32 % of the cards' peak. No figure that a configuration holds tells them apart; past runs of one's own do (\`--runs\`).

## Device-hours in published throughputs

The device-hours of as many tokens as one device is said to process in an hour.

${bySource(found.throughputs)}

Rows that miss by more than ${percent(explained)}:

${tableOf('h', far)}

They come from setups unlike what fits best: recomputation where none was needed, micro-batches smaller than memory allows,
early kernels on new hardware, or (llm.c) no framework at all.

## Energy where power was measured, device-hours given

${tableOf('MWh', found.measuredEnergies)}

The host shares of TPU v4, P100 and V100 are taken from such measurements (\`src/hardware/hosts.ts\`), so those rows test
the sum and not the share. Where a network is not public, one like it stands in: at given hours, power hardly depends on it.

## Energy by the TDP convention

Most published energies are hours x power limit, some x PUE. They say nothing about power; \`convention: 'tdp'\` reproduces them.

${tableOf('MWh', found.tdpEnergies)}

## How the constants were fitted

The shares in \`src/energy/machine-constants.ts\` (thirteen numbers and a bandwidth share) were fitted by coordinate descent to the
logarithm of published step times with batch, recomputation and degrees as published (\`node --import tsx scripts/validation/fit.ts\`
repeats it): median error 3.8 %, worst 36 %. The errors above are with those left open. With one source left out of the fit, the
median and worst errors on its rows:

| source held out | rows | median error | worst error |
| --- | --- | --- | --- |
| MosaicML llm-foundry (nine tenths of the rows) | 216 | 18.4 % | 56.7 % |
| NVIDIA Megatron-LM | 9 | 29.4 % | 63.5 % |
| Korthikanti et al. 2022 | 4 | 19.1 % | 23.6 % |
| nanoGPT | 1 | 8.6 % | 8.6 % |
| llm.c | 4 | 19.8 % | 37.4 % |
| Llama 3.1 8B on H200 and B200 | 10 | 7.4 % | 33.1 % |

The allowance for a whole run (\`src/energy/run-allowance.ts\`) has one number, 1.42 for runs above 1500 device-hours. It was set
to the middle of all whole runs above; the choice between copies and cuts of the model was made with these runs in sight. A run
of another kind of software should be expected to miss by more than these tables do.
`;

async function write(): Promise<void> {
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' }));
  process.stdout.write(`${summary}\n`);
}
void write();
