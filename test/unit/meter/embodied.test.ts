import assert from 'node:assert/strict';
import { processorServer } from '../../../src/carbon/embodied';
import { chassisOf, type Chassis } from '../../../src/hardware/chassis';
import { embodiedOf, type Machine } from '../../../src/meter/embodied';
import { summarize } from '../../../src/runs/summary';
import { startRecord, wholeJournal } from '../runs/journal-samples';

const cpu = { name: 'AMD EPYC', domain: 'cpu' } as const;
const h100 = { name: 'NVIDIA H100 80GB HBM3', domain: 'gpu' } as const;

const machine = (chassis: Chassis, isVirtual = false): Machine => ({ chassis, isVirtual, threads: 8 });

describe('the embodied emissions of a run', () => {
  it('count each accelerator with its part of the server', async () => {
    const embodied = await embodiedOf([h100, h100, cpu], machine('unknown'));
    assert.deepEqual(
      embodied?.parts.map(({ name }) => name),
      [h100.name, `${h100.name}: share of the server`, h100.name, `${h100.name}: share of the server`],
    );
    // 1312 kg for eight on their baseboard: 164 kg each.
    assert.ok(Math.abs((embodied.parts[0]?.kilogramsCO2e.mid ?? 0) - 164) < 1);
  });

  it('count a laptop or a workstation as a whole', async () => {
    assert.deepEqual(
      (await embodiedOf([cpu], machine('laptop')))?.parts.map(({ name }) => name),
      ['laptop'],
    );
    const rtx = { name: 'NVIDIA GeForce RTX 4090', domain: 'gpu' } as const;
    assert.deepEqual(
      (await embodiedOf([rtx, cpu], machine('desktop')))?.parts.map(({ name }) => name),
      [rtx.name, 'workstation'],
    );
  });

  it('count a server without an accelerator as a whole, and of a virtual machine its threads of one', async () => {
    const { low, mid, high } = processorServer.kilogramsCO2e;
    const kilogramsOf = async (computer: Machine): Promise<unknown> =>
      (await embodiedOf([cpu], computer))?.parts.map(({ name, kilogramsCO2e }) => [name, kilogramsCO2e]);
    assert.deepEqual(await kilogramsOf(machine('server')), [['server', processorServer.kilogramsCO2e]]);
    assert.deepEqual(await kilogramsOf(machine('unknown', true)), [
      ['virtual machine', { low: (low * 8) / 384, mid: (mid * 8) / 192, high: (high * 8) / 96 }],
    ]);
    const whole = await embodiedOf([cpu], { ...machine('unknown', true), threads: 512 });
    assert.deepEqual(whole?.parts[0]?.kilogramsCO2e, processorServer.kilogramsCO2e);
    // A card in a virtual machine is known better than by threads.
    assert.equal((await embodiedOf([h100, cpu], machine('unknown', true)))?.parts.length, 2);
  });

  it('are not known where the kind of computer is not', async () => {
    assert.equal(await embodiedOf([cpu], machine('unknown')), null);
    assert.equal(await embodiedOf([], machine('server')), null);
    assert.equal(await embodiedOf([], machine('unknown', true)), null);
  });

  it('are the hours of the run over the hours of work', () => {
    const embodied = {
      parts: [{ name: 'a card', kilogramsCO2e: { low: 100, mid: 150, high: 200 }, source: 'a maker' }],
      workingHours: { low: 40_000, mid: 30_000, high: 20_000 },
      source: 'assumed',
    };
    const records = wholeJournal.map((record) =>
      record.type === 'start' ? { ...record, embodied } : record,
    );
    const grams = summarize(records, { meterAlive: false })?.co2eGrams;
    // 150 kg x 10 s / 3600 s / 30,000 h.
    assert.ok(Math.abs((grams?.embodied ?? 0) - (150_000 * 10) / 3600 / 30_000) < 1e-12);
    assert.ok((grams?.embodiedRange?.low ?? 1) < (grams?.embodiedRange?.high ?? 0));
    assert.equal(summarize([startRecord], { meterAlive: false })?.co2eGrams.embodied, null);
  });

  it('leave out what the run never used', () => {
    const range = { low: 100, mid: 150, high: 200 };
    const part = (name: string, device: string): object => ({
      name,
      device,
      kilogramsCO2e: range,
      source: 'a maker',
    });
    const parts = [part('used', 'gpu:a'), part('idle', 'cpu:0')];
    const embodied = { parts, workingHours: { low: 4, mid: 3, high: 2 }, source: 'assumed' };
    const used = (...flags: boolean[]): number | undefined => {
      const attribution = { type: 'attribution', t: 0, methods: [null, null, null], used: flags };
      const [start, ...others] = wholeJournal;
      const records = [{ ...start, embodied }, attribution, ...others] as typeof wholeJournal;
      return summarize(records, { meterAlive: false })?.co2eGrams.embodiedFrom?.parts.length;
    };
    assert.equal(used(true, true, true), 2);
    assert.equal(used(true, false, true), 1);
    assert.equal(used(false, false, true), undefined);
  });

  it('go by the enclosure that the firmware names', () => {
    assert.deepEqual([10, 3, 23, 1, Number.NaN].map(chassisOf), [
      'laptop',
      'desktop',
      'server',
      'unknown',
      'unknown',
    ]);
  });
});
