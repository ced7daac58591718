import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { OpenedSource } from '../../../../src/meter/source';
import { commandWords } from '../../../../src/meter/sources/command-words';
import { powerCommandSource, type PowerCommand } from '../../../../src/meter/sources/power-command';
import { powerUnits, readPowerLine, type LineFormat } from '../../../../src/meter/sources/power-line';
import { powerCommandOf } from '../../../../src/meter/power-options';
import { until } from '../../../sim/command-line';

const plain: LineFormat = { unit: null, field: null };
const watts = (value: number): unknown => ({ kind: 'power', watts: value });
const joules = (value: number): unknown => ({ kind: 'energy', joules: value });

describe('a line of a user’s own command', () => {
  it('is watts, with a unit or without', () => {
    for (const [line, reading] of [
      ['231.4', watts(231.4)],
      ['  231.4 W\r', watts(231.4)],
      ['0.25 kW', watts(250)],
      ['0.25kw', watts(250)],
      ['1500 mW', watts(1.5)],
      ['1 MW', watts(1e6)],
      ['Power: 96 Watts', watts(96)],
      ['power=12.5W', watts(12.5)],
      ['1.5e2', watts(150)],
      ['12 J', joules(12)],
      ['2 Wh', joules(7200)],
      ['0.5 kWh', joules(1.8e6)],
      ['7 kwh', joules(2.52e7)],
    ] as const)
      assert.deepEqual(readPowerLine(line, plain), reading, line);
    assert.deepEqual(readPowerLine('3', { unit: 'kWh', field: null }), joules(1.08e7));
    assert.deepEqual(readPowerLine('3 W', { unit: 'kWh', field: null }), watts(3));
  });

  it('may be JSON, with the field named where there are several numbers', () => {
    const plug = '{"StatusSNS":{"Time":"2026-01-01","ENERGY":{"Power":87,"Voltage":230,"Today":"0.4 kWh"}}}';
    const field = (name: string): LineFormat => ({ unit: null, field: name });
    assert.deepEqual(readPowerLine(plug, field('StatusSNS.ENERGY.Power')), watts(87));
    assert.deepEqual(readPowerLine(plug, field('StatusSNS.ENERGY.Today')), joules(1.44e6));
    assert.deepEqual(
      readPowerLine('{"emeters":[{"power":5},{"power":6}]}', field('emeters.1.power')),
      watts(6),
    );
    assert.deepEqual(readPowerLine('{"apower": 12.5}', plain), watts(12.5));
    for (const [line, format, why] of [
      [plug, plain, /several numbers: name its field/],
      [plug, field('ENERGY.Power'), /without a number at ENERGY\.Power/],
      [plug, field('constructor.length'), /without a number/],
      ['{"a":', plain, /not whole JSON/],
      ['12 W', field('a'), /is not JSON/],
    ] as const) {
      const read = readPowerLine(line, format);
      assert.match(read.kind === 'wrong' ? read.why : 'no error', why);
    }
  });

  it('is no reading where it is not one number that can be drawn', () => {
    for (const line of [
      '',
      'N/A',
      '-5 W',
      '12 34',
      '1,234 W',
      '12 V',
      'ERR 5x',
      'NaN',
      'Infinity W',
      '1e999',
    ])
      assert.equal(readPowerLine(line, plain).kind, 'wrong', line);
  });

  it('is never more than read or wrong, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string()), (line, field) => {
        const read = readPowerLine(line, { unit: null, field });
        return (
          read.kind === 'wrong' ||
          (Number.isFinite(read.kind === 'power' ? read.watts : read.joules) &&
            (read.kind === 'power' ? read.watts : read.joules) >= 0)
        );
      }),
    );
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.constantFrom(...powerUnits),
        (value, unit) => {
          const [one, other] = [
            readPowerLine(`${value} ${unit}`, plain),
            readPowerLine(`${value}`, { unit, field: null }),
          ];
          assert.deepEqual(one, other);
          assert.notEqual(one.kind, 'wrong');
        },
      ),
    );
  });
});

describe('the words of a command', () => {
  it('are parted by blanks, held together by quotes, and seen by no shell', () => {
    for (const [text, words] of [
      ['plug --host 10.0.0.4', ['plug', '--host', '10.0.0.4']],
      [`sh -c "curl -s 'http://plug' | jq .p"`, ['sh', '-c', "curl -s 'http://plug' | jq .p"]],
      ['a  ""\tb\\ c', ['a', '', 'b c']],
      ['echo $HOME;rm *', ['echo', '$HOME;rm', '*']],
      ['', null],
      ['  ', null],
      ['a "b', null],
    ] as const)
      assert.deepEqual(commandWords(text, 'linux'), words, text);
    assert.deepEqual(commandWords('C:\\tools\\plug.exe -q', 'win32'), ['C:\\tools\\plug.exe', '-q']);
  });

  it('of options that can’t be used are refused with a reason', () => {
    assert.equal(powerCommandOf({}), undefined);
    assert.match(JSON.stringify(powerCommandOf({ powerUnit: 'W' })), /need --power-command/);
    assert.match(JSON.stringify(powerCommandOf({ powerCommand: '"' })), /not closed/);
    assert.deepEqual(powerCommandOf({ powerCommand: 'plug', powerScope: 'gpu' }), {
      command: ['plug'],
      domain: 'gpu',
      unit: null,
      field: null,
    });
  });
});

describe('a user’s own command', () => {
  const open = (script: string, more: Partial<PowerCommand> = {}): Promise<OpenedSource> =>
    powerCommandSource().open({
      runsFolder: null,
      powerCommand: { command: [process.execPath, '-e', script], domain: 'node', ...plain, ...more },
    });

  it('is read for as long as it prints, at the time of each line', async () => {
    const source = await open(
      `console.log('plug 1.0'); let w = 100; setInterval(() => console.log((w++) + ' W'), 50)`,
    );
    const [probe] = source.probes;
    assert.deepEqual([probe?.id, probe?.domain, probe?.isRequested], ['node:machine', 'node', true]);
    const first = probe?.read();
    assert.ok(first?.ok === true && (first.watts ?? 0) >= 100 && first.observedAt !== undefined);
    await until(() => {
      const now = probe?.read();
      return now?.ok === true && (now.observedAt ?? 0) > (first.observedAt ?? 0);
    }, 'a newer line');
    source.close();
  });

  it('is run again and again where it prints one line and ends', async () => {
    const source = await open('console.log(Math.round(performance.timeOrigin) % 1e7)', { unit: 'mW' });
    const first = source.probes[0]?.read();
    await until(() => {
      const now = source.probes[0]?.read();
      return now?.ok === true && first?.ok === true && now.watts !== first.watts;
    }, 'a second start');
    source.close();
  });

  it('holds nothing up where it prints without a pause: the newest line is read, and it waits for its reader', async function () {
    if (process.platform === 'win32') this.skip();
    // Each line is the time at which it was printed, in seconds of the day.
    const source = await open(
      `const fs = require('node:fs'); for (;;) fs.writeSync(1, (String(Date.now() % 864e5 / 1e3) + '\\n').repeat(2000))`,
    );
    const delays: number[] = [];
    const ages: number[] = [];
    const before = process.cpuUsage();
    for (let look = 0; look < 20; look++) {
      const began = performance.now();
      await sleep(50);
      delays.push(performance.now() - began - 50);
      const now = source.probes[0]?.read();
      assert.ok(now?.ok === true);
      ages.push(((Date.now() % 864e5) - 1000 * (now.watts ?? 0)) / 1000);
    }
    const { user, system } = process.cpuUsage(before);
    source.close();
    const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[10] ?? Infinity;
    assert.ok(median(delays) < 50, `timers were late by ${median(delays)} ms`);
    assert.ok(median(ages) < 1, `what was read was printed ${median(ages)} s before`);
    assert.ok(
      (user + system) / 1e6 < 0.5,
      `reading took ${(user + system) / 1e6} s of the processor in a second`,
    );
  });

  it('may print a line that does not end, or none of its last', async () => {
    const endless = await open(
      `console.log('100 W'); for (let n = 0; n < 200; n++) process.stdout.write('7'.repeat(65536))`,
    );
    await sleep(300);
    const read = endless.probes[0]?.read();
    assert.ok(read?.ok === true && read.watts === 100);
    endless.close();
    const last = await open(`process.stdout.write('a\\n12 W')`);
    assert.deepEqual(last.statuses[0]?.usable, true);
    last.close();
  });

  it('is not taken where no such device can draw it', async () => {
    for (const [value, domain, why] of [
      ['1e99', 'node', /1e\+99 W is more than the whole machine can draw \(at most 100000 W/],
      ['6 kW', 'cpu', /6000 W is more than the processors can draw/],
      ['1e99 kWh', 'node', /is more than a meter of energy can have counted/],
    ] as const) {
      const refused = await open(`console.log('${value}')`, { domain });
      assert.equal(refused.statuses[0]?.usable, false);
      assert.match(refused.statuses[0].why, why);
      refused.close();
    }
    const taken = await open(`console.log('6 kW')`, { domain: 'gpu' });
    assert.equal(taken.statuses[0]?.usable, true);
    taken.close();
  });

  it('is a counter where it prints energy, of the domain that is named', async () => {
    const source = await open(`setInterval(() => console.log('{"total": 2}'), 50)`, {
      domain: 'gpu',
      unit: 'Wh',
      field: 'total',
    });
    const [probe] = source.probes;
    const read = probe?.read();
    assert.ok(read?.ok === true);
    assert.deepEqual([probe?.id, read.counterJoules, read.watts], ['gpu:command', 7200, null]);
    assert.notEqual(probe?.counter, null);
    source.close();
  });

  it('says what is wrong: no such program, an error of its own, a line that is none', async () => {
    const none = await powerCommandSource().open({
      runsFolder: null,
      powerCommand: { command: ['/no/such/plug'], domain: 'node', ...plain },
    });
    assert.match(none.statuses[0]?.why ?? '', /plug: .*could not be started.*ENOENT/);
    const failing = await open(`console.error('no route to plug'); process.exit(3)`);
    assert.match(failing.statuses[0]?.why ?? '', /exit code 3: no route to plug/);
    const odd = await open(`console.log('12 V')`);
    assert.match(odd.statuses[0]?.why ?? '', /"12 V" has a unit that is not known/);
    const silent = await open('');
    assert.match(silent.statuses[0]?.why ?? '', /ended \(exit code 0\)/);
    for (const { statuses } of [none, failing, odd, silent]) assert.notEqual(statuses[0]?.fix, null);
    const unnamed = await powerCommandSource().open({ runsFolder: null });
    assert.equal(unnamed.statuses[0]?.isAbsent, true);
  });
});
