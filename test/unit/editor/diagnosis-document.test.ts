import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { diagnosisMarkdown } from '../../../src/editor/diagnosis/diagnosis-document';
import { readDiagnosis, type DiagnosisRow } from '../../../src/editor/diagnosis/read-diagnosis';
import { runToEnd } from '../../sim/command-line';

const row = (source: string, more: Partial<DiagnosisRow> = {}): DiagnosisRow => ({
  source,
  rung: 1,
  usable: false,
  why: 'not there',
  fix: null,
  used: [],
  ...more,
});
const device = { id: 'gpu:a', name: 'Example | Card', provenance: 'measured', within: 'node:machine' };
const machine = { id: 'node:machine', name: 'Whole machine', provenance: 'measured', within: null };

const workstation: readonly DiagnosisRow[] = [
  row('NVML energy counter', { usable: true, why: 'reads Example | Card', used: [device] }),
  row('NVML instantaneous power', { rung: 2, usable: true, why: 'reads Example | Card' }),
  row('RAPL', {
    why: '/sys/class/powercap/*/energy_uj may be read by root alone',
    fix: 'Until the next boot:\n  sudo chmod a+r /sys/class/powercap/*/energy_uj',
  }),
  row('Board power meter', { rung: 5, usable: true, why: 'reads Whole machine', used: [machine] }),
  row('Elsewhere', { isAbsent: true, why: 'this is not <Windows>' }),
];

describe('the document of the power sources', () => {
  it('has what a run uses, what can be mended with its commands whole, and what is not here', () => {
    const text = diagnosisMarkdown(workstation);
    const file = join(__dirname, 'golden', 'power-sources.md.txt');
    if (process.env['WATTLENS_GOLDEN'] === '1') writeFileSync(file, text);
    assert.equal(text, readFileSync(file, 'utf8'));
  });

  it('is made of what the command line prints, and refuses what it does not', () => {
    const rows = readDiagnosis(runToEnd(['doctor', '--json']).stdout);
    assert.ok(rows !== null && rows.length > 10);
    assert.match(diagnosisMarkdown(rows), /## Not on this machine/);
    for (const text of ['', '{}', '[{"source":1}]']) assert.equal(readDiagnosis(text), null);
  });

  it('says so where there is nothing', () => {
    assert.match(diagnosisMarkdown([]), /A run here has no energy figure\./);
  });
});
