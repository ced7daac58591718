import assert from 'node:assert/strict';
import { runToEnd } from '../../sim/command-line';

const config = 'examples/tiny-gpt/config.json';

describe('wattlens compare', () => {
  it('compares hardware and places, as data', () => {
    const { code, stdout } = runToEnd([
      'compare',
      config,
      ...[
        '--hardware',
        'H100, RTX 4090',
        '--regions',
        'FR,PL',
        '--gpus',
        '1',
        '--hardware-life',
        '4',
        '--json',
      ],
    ]);
    assert.equal(code, 0);
    const { compared } = JSON.parse(stdout) as {
      compared: { hardware: string; region: string; figures: { totalCo2eKg: { mid: number } } }[];
    };
    assert.deepEqual(
      compared.map(({ hardware, region }) => `${hardware} ${region}`),
      ['H100 SXM5 80GB FR', 'H100 SXM5 80GB PL', 'RTX 4090 FR', 'RTX 4090 PL'],
    );
    assert.ok(compared.every(({ figures }) => figures.totalCo2eKg.mid > 0));
  });

  it('refuses names that are not known, with the nearest that are', () => {
    const refused = (...options: string[]): string => {
      const { code, stderr } = runToEnd(['compare', config, ...options]);
      assert.equal(code, 2, stderr);
      return stderr;
    };
    assert.match(refused('--hardware', 'H100,H10'), /the hardware H10 is not known; nearest: .*H100/);
    assert.match(
      refused('--regions', 'FR,Germny'),
      /no place is known by the name Germny: did you mean Germany/,
    );
    const all = refused('--hardware', 'H10,H1000', '--regions', 'Germny,FR,AQ,Polnd');
    for (const each of [
      'hardware H10 is',
      'hardware H1000 is',
      'name Germny',
      'for Antarctica',
      'name Polnd',
    ])
      assert.ok(all.includes(each), all);
    assert.equal(all.trim().split('\n').length, 1);
    assert.match(refused(), /needs --regions or --hardware/);
    assert.match(refused('--hardware', 'V100', '--dtype', 'bf16'), /No bf16 rate of the V100/);
  });

  it('takes places that wattlens regions tells, with their PUE, and says where there is no value', () => {
    const toldOf = (place: string): Record<string, unknown> | undefined =>
      (JSON.parse(runToEnd(['regions', place, '--json']).stdout) as Record<string, unknown>[])[0];
    const region = toldOf('aws:us-east-1');
    assert.deepEqual(
      [region?.['pue'], region?.['pueYear'], region?.['pueBasis'], region?.['pueRange']],
      [1.15, 2024, 'region', null],
    );
    assert.deepEqual([region?.['unit'], region?.['licence']], ['gCO2e/kWh', 'ODbL 1.0']);
    assert.match(String(toldOf('aws:eu-west-2')?.['pueSource']), /^mean of the data centres of aws/);
    assert.match(runToEnd(['regions', 'aws:us-east-1']).stdout, /; PUE 1\.15 \(2024, Amazon, by way of/);
    assert.deepEqual(toldOf('AQ')?.['notes'], ['No carbon intensity is published for Antarctica.']);
    assert.doesNotMatch(runToEnd(['regions', 'DE']).stdout, /PUE/);
    // A country's zones stand below it.
    const codes = runToEnd(['regions', 'se'])
      .stdout.split('\n')
      .map((line) => line.split(' ')[0]);
    assert.deepEqual(codes.filter(Boolean), ['SE', 'SE-SE1', 'SE-SE2', 'SE-SE3', 'SE-SE4']);
    const { code, stderr } = runToEnd(['estimate', config, '--region', 'AQ']);
    assert.equal(code, 2);
    assert.match(stderr, /no carbon intensity is published for Antarctica \(AQ\)/);
  });
});
