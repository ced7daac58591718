import { setTimeout as sleep } from 'node:timers/promises';
import { formatPower, formatSpan, unknownFigure } from '../../units/format';
import type { Device } from '../../runs/journal';
import { watts as inWatts, type Range } from '../../units/quantities';
import { plainText } from '../../units/plain-text';
import { Accountant, type Tally } from '../accountant';
import { beFrugal } from '../frugality';
import { openSources } from '../open-sources';
import { exitCodes, print, refuse } from '../output';
import { powerCommandOf, powerCommandTrouble, type PowerOptions } from '../power-options';
import { monotonicSeconds } from '../monotonic';
import { say } from '../terminal/terminal';

export interface WatchOptions extends PowerOptions {
  readonly json?: boolean;
  readonly interval: number;
}

/** Live readings of this machine until it is stopped, one line an interval. */
export async function watch(options: WatchOptions): Promise<number> {
  const powerCommand = powerCommandOf(options);
  if (powerCommand !== undefined && 'wrong' in powerCommand)
    return refuse(powerCommand.wrong, exitCodes.usage);
  beFrugal();
  const sources = await openSources(undefined, { runsFolder: null, powerCommand });
  const powerTrouble = powerCommandTrouble(options, sources);
  if (powerTrouble !== null) say(powerTrouble);
  if (sources.probes.length === 0) {
    sources.close();
    return refuse('nothing can be measured on this machine; wattlens doctor says why');
  }
  const accountant = new Accountant(
    sources.probes,
    monotonicSeconds,
    Math.max(1, (3 * options.interval) / 1000),
  );
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
    });
  }
  process.stdout.on('error', () => {
    stop.abort();
  });
  try {
    accountant.readAll();
    const { t: began } = accountant.begin();
    while (await waited(options.interval, stop.signal)) {
      accountant.readAll();
      const tally = accountant.tally();
      await print(
        options.json === true ? JSON.stringify(asJson(accountant, tally, began)) : asText(accountant, tally),
      );
    }
  } finally {
    sources.close();
  }
  return exitCodes.done;
}

const waited = (milliseconds: number, signal: AbortSignal): Promise<boolean> =>
  sleep(milliseconds, true, { signal }).catch(() => false);

const asJson = (accountant: Accountant, tally: Tally, began: number): unknown => ({
  time: new Date().toISOString(),
  t: tally.t - began,
  watts: totalWatts(accountant, tally),
  devices: accountant.devices.map(({ range, ...device }, index) => {
    const watts = tally.watts[index] ?? null;
    const joules = tally.joules[index] ?? null;
    return { ...device, watts, wattsRange: around(watts, range), joules, joulesRange: around(joules, range) };
  }),
});

/** What a figure lies between, by the factors of its source. */
const around = (mid: number | null, { low, high }: Device['range']): Range | null =>
  mid === null ? null : { low: mid * low, mid, high: mid * high };

function asText(accountant: Accountant, tally: Tally): string {
  const power = (value: number | null | undefined): string =>
    value === null || value === undefined ? unknownFigure : formatPower(inWatts(value));
  const each = accountant.devices.map(
    (device, index) =>
      `${device.name} ${power(tally.watts[index])} (${spanOf(device, index)}${device.provenance})`,
  );
  function spanOf({ provenance, range }: Device, index: number): string {
    const span = around(tally.watts[index] ?? null, range);
    return span === null || provenance !== 'modelled'
      ? ''
      : `${formatSpan({ low: inWatts(span.low), mid: inWatts(span.mid), high: inWatts(span.high) }, formatPower)}, `;
  }
  return plainText(`${power(totalWatts(accountant, tally))}: ${each.join(', ')}`);
}

/** Over the devices that lie within no other; null where one of them is not known. */
function totalWatts(accountant: Accountant, tally: Tally): number | null {
  let total = 0;
  for (const [index, device] of accountant.devices.entries()) {
    const value = tally.watts[index] ?? null;
    if (device.within !== null) continue;
    if (value === null) return null;
    total += value;
  }
  return total;
}
