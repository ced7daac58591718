import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RunSummary } from '../../../src/runs/summary';
import type { SciReport } from '../../../src/runs/report/sci';
import { runToEnd, temporaryFolder } from '../../sim/command-line';
import { simulateNvml } from '../../sim/simulated-nvml';

describe('a run’s report by the standards', () => {
  it('has the run’s own figures, with the hardware’s life as given and water where asked for', () => {
    const runs = join(temporaryFolder('standards'), 'runs');
    const { environment } = simulateNvml([{ seconds: 0, watts: [300] }]);
    const program = [process.execPath, '-e', 'setTimeout(() => {}, 1200)'];
    const carbon = ['--region', 'aws:us-east-1', '--hardware-life', '4', '--hardware-use', '50'];
    const ended = runToEnd(
      ['run', '--runs', runs, '--interval', '100', ...carbon, '--', ...program],
      environment,
    );
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(ended.stderr, /CO2e \(aws:us-east-1, PUE 1\.15\)/);
    const report = (...options: string[]): string => {
      const { code, stdout, stderr } = runToEnd(['report', 'latest', '--runs', runs, ...options]);
      assert.equal(code, 0, stderr);
      return stdout;
    };
    const run = JSON.parse(report('--json', '--water')) as RunSummary & {
      water: { totalLitres: number | null };
    };
    const { operational, embodied, embodiedFrom } = run.co2eGrams;
    assert.ok(operational !== null && embodied !== null && run.energyJoules.gross !== null);
    assert.equal(embodiedFrom?.workingHours.mid, 4 * 0.5 * 8766);
    assert.equal(run.carbonIntensity.licence, 'ODbL 1.0');
    assert.deepEqual(
      [run.pue, run.pueFrom?.basis, run.pueFrom?.year, run.pueFrom?.licence],
      [1.15, 'region', 2024, 'as is, without warranty'],
    );
    const litres = (run.energyJoules.gross / 3.6e6) * (0.12 + 1.15 * 3.1321);
    assert.ok(Math.abs((run.water.totalLitres ?? 0) / litres - 1) < 1e-9);
    const sci = JSON.parse(report('--format', 'sci', '--json')) as SciReport;
    assert.ok(Math.abs((sci.scores[0]?.gramsPerUnit?.mid ?? 0) / (operational + embodied) - 1) < 1e-9);
    assert.match(report('--format', 'boamps'), /"cloudProvider": "aws"/);
    assert.match(report('--format', 'eu-ai-act'), /\(e\) Energy with the building, PUE 1\.15/);
    assert.match(report('--equivalents'), /Comes to about +[\d.e-]+ \([\d.e-]+ to [\d.e-]+\) km by car/);
  });
});
