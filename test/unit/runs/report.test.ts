import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { JournalRecord } from '../../../src/runs/journal';
import { describeEnd } from '../../../src/meter/commands/run-plan';
import { disclosureOf } from '../../../src/runs/report/eu-ai-act';
import { escapeLatex } from '../../../src/runs/report/latex';
import { isReportFormat, reportFormats, type ReportFormat } from '../../../src/runs/report/render';
import { summarize, type RunSummary } from '../../../src/runs/summary';
import { assertGolden } from '../golden';
import { startRecord, wholeJournal } from './journal-samples';

function render(format: ReportFormat, records: readonly JournalRecord[] = wholeJournal): string {
  const summary = summarize(records, { meterAlive: false });
  assert.ok(summary !== null);
  return reportFormats[format](summary);
}

/** The cells of CSV text whose cells hold no line breaks. */
const cells = (line: string): string[] =>
  [...`,${line}`.matchAll(/,("(?:[^"]|"")*"|[^,]*)/g)].map((match) =>
    (match[1] ?? '').replace(/^"|"$/g, '').replaceAll('""', '"'),
  );

/** EmissionsData of CodeCarbon 3.3: it moves a file with any others away before it appends to it. */
const codecarbonColumns =
  'timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,cpu_power,gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,water_consumed,country_name,country_iso_code,region,cloud_provider,cloud_region,os,python_version,codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,ram_total_size,tracking_mode,cpu_utilization_percent,gpu_utilization_percent,ram_utilization_percent,ram_used_gb,on_cloud,pue,wue';

const aProgress: NonNullable<RunSummary['progress']> = {
  done: 10,
  total: 100,
  unit: 'step',
  epochs: null,
  from: 'terminal output',
  joulesPerUnit: null,
  joulesPerEpoch: null,
  joulesPerSample: null,
  joulesPerToken: null,
  secondsPerUnit: 1,
  secondsPerEpoch: null,
  forecastJoules: null,
  forecastSeconds: null,
  endsAt: null,
};

describe('a report', () => {
  it('says in text what was measured, what was modelled, and what is not known', () => {
    const text = render('text');
    assert.match(text, /Energy +1\.25 Wh \(1\.13 Wh to 1\.39 Wh\), modelled/);
    assert.match(
      text,
      /CO2e +675 mg \(607 mg to 750 mg\) at 360 g\/kWh \(DE, 2024, a table, average\), PUE 1\.5/,
    );
    assert.match(text, /measured by NVML energy counter, rung 1/);
    assert.match(text, /within cpu:0 and not added again/);
    assert.match(text, /RAPL: not here/);
    assert.match(render('text', [startRecord]), /Energy +–/);
  });

  it('is JSON that parses back to the summary', () => {
    assert.deepEqual(JSON.parse(render('json')), summarize(wholeJournal, { meterAlive: false }));
  });

  it('is Markdown whose tables survive what is in a command', () => {
    const markdown = render('markdown');
    assert.match(markdown, /\| Command \| `` python3 train\.py --text 'a\\\|b`c' `` \|/);
    assert.match(markdown, /\| Energy \(gross\) \| 1\.25 Wh/);
  });

  it('says beside each total what of it the run’s own processes drew, where that is less than half', () => {
    const whole = summarize(wholeJournal, { meterAlive: false });
    assert.ok(whole !== null);
    const progress = { ...aProgress, joulesPerUnit: 45 };
    // Of 4500 J, and of the emissions as of the energy.
    const withShare = (share: number | null): RunSummary => ({
      ...whole,
      progress,
      energyJoules: { ...whole.energyJoules, share },
    });
    const energy = /1\.25 Wh.{0,70}of which the run’s own processes 115 mWh, 9\.2 %/;
    const emissions = /675 mg.{0,90}of which the run’s own processes 62\.1 mg, 9\.2 %/s;
    const remarks: Partial<Record<ReportFormat, readonly RegExp[]>> = {
      text: [/share +115 mWh, 9\.2 % of it/, /12\.5 mWh a step, of which the run’s own processes 9\.2 %/],
      markdown: [energy, emissions, /12\.5 mWh a step, of which the run’s own processes 9\.2 %/],
      html: [energy, emissions],
      latex: [/of which the run\\textquoteright\{\}s own processes 115~mWh, 9\.2 \\%/],
      'model-card': [
        / +source: "Wattlens.*; of all .* drew, of which the run’s own processes 62\.1 mg, 9\.2 %"/,
      ],
      boamps: [/"measurementMethod": "Wattlens: .*drew, of which the run’s own processes 115 mWh, 9\.2 %"/],
      'eu-ai-act': [/Energy in the machines \|.*MWh.*, of which the run’s own processes 9\.2 %/, emissions],
    };
    for (const [format, patterns] of Object.entries(remarks)) {
      const render = reportFormats[format as ReportFormat];
      for (const pattern of patterns) assert.match(render(withShare(414)), pattern, format);
      for (const share of [null, 2300])
        assert.doesNotMatch(render(withShare(share)), /of which the run/, format);
    }
    assert.match(describeEnd(withShare(414), 'a'), energy);
    assert.doesNotMatch(describeEnd(withShare(2300), 'a'), /of which/);
    assert.equal(disclosureOf(withShare(414)).energy.ownShare, 0.092);
    assert.equal(disclosureOf(withShare(null)).energy.ownShare, null);
  });

  it('lets no text of a journal move the cursor or begin a line', () => {
    const hostile = 'a\nRun  forged\u001b[31m\u009b2J\u0007\r';
    const records = wholeJournal.map((record): JournalRecord => {
      if (record.type === 'start') {
        const devices = record.devices.map((device) => ({ ...device, name: hostile, source: hostile }));
        return { ...record, label: hostile, command: [hostile], notes: [hostile], devices };
      }
      return record.type === 'end' ? { ...record, signal: hostile } : record;
    });
    for (const format of ['text', 'markdown', 'html', 'latex'] as const) {
      const text = render(format, records);
      assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}/u);
      assert.equal(text.split('\n').length, render(format).split('\n').length);
    }
  });

  it('is CSV with one line a device and empty cells for what is not known', () => {
    const [head = '', ...rows] = render('csv').split('\n');
    assert.equal(rows.length, 3);
    for (const row of rows) assert.equal(cells(row).length, cells(head).length);
    assert.equal(cells(rows[0] ?? '')[cells(head).indexOf('joules')], '4000');
    const [, unread = ''] = render('csv', [startRecord]).split('\n');
    assert.equal(cells(unread)[cells(head).indexOf('joules')], '');
  });

  it('is a model card block in grams', () => {
    assert.match(
      render('model-card'),
      /^co2_eq_emissions:\n {2}emissions: 0\.675\n {2}source: "Wattlens, energy modelled/,
    );
    assert.match(render('model-card', [startRecord]), /# emissions: not known/);
    assert.match(render('model-card'), /\n {2}geographical_location: "DE"/);
    const carbonIntensity = { ...startRecord.carbonIntensity, place: 'world' };
    assert.match(
      render('model-card', [{ ...startRecord, carbonIntensity }]),
      /# geographical_location: no place was named/,
    );
  });

  it('is a line of CodeCarbon’s emissions.csv in kg and kWh, nothing counted twice', () => {
    const [head = '', row = ''] = render('codecarbon').split('\n');
    const value = (name: string): string | undefined => cells(row)[cells(head).indexOf(name)];
    // CodeCarbon multiplies each device's energy by PUE, 1.5 here, and leaves its power as it is read (emissions_tracker.py).
    const consumed = Number(value('energy_consumed'));
    assert.ok(Math.abs(consumed - (1.5 * 4500) / 3.6e6) < 1e-12);
    assert.ok(Math.abs(Number(value('gpu_energy')) + Number(value('cpu_energy')) - consumed) < 1e-12);
    assert.equal(Number(value('gpu_power')) + Number(value('cpu_power')), 450);
    assert.equal(value('ram_energy'), '');
    assert.ok(Math.abs(Number(value('emissions')) - 0.000675) < 1e-12);
    const grams = (1000 * Number(value('emissions'))) / consumed;
    assert.ok(Math.abs(grams - startRecord.carbonIntensity.gramsPerKwh) < 1e-9);
    assert.equal(Number(value('duration')), 10);
  });

  it('is a line of CodeCarbon’s emissions.csv with its columns, the country by its long code', () => {
    const [head = '', row = ''] = render('codecarbon').split('\n');
    assert.equal(head, codecarbonColumns);
    assert.equal(cells(row).length, cells(head).length);
    const value = (name: string): string | undefined => cells(row)[cells(head).indexOf(name)];
    assert.deepEqual(['country_name', 'country_iso_code', 'pue'].map(value), ['Germany', 'DEU', '1.5']);
    assert.equal(value('on_cloud'), '');
  });

  it('tells the type of training in a model card only where the command does', () => {
    const typeOf = (...command: string[]): string | undefined =>
      /training_type: .*/.exec(render('model-card', [{ ...startRecord, command }]))?.[0];
    assert.equal(typeOf('python', 'run_sft.py'), 'training_type: "fine-tuning"');
    assert.equal(typeOf('python', 'pretrain_gpt.py'), 'training_type: "pre-training"');
    assert.match(typeOf('python', 'train.py') ?? '', /not told by the run/);
    assert.match(typeOf('python', 'train.py', '--init', 'pretrained') ?? '', /not told by the run/);
  });

  it('has the run’s own figures in each line of its CSV', () => {
    const [head = '', ...rows] = render('csv').split('\n');
    for (const row of rows) {
      assert.equal(cells(row)[cells(head).indexOf('run_joules')], '4500');
      assert.equal(cells(row)[cells(head).indexOf('estimated_kwh')], '');
    }
  });

  it('is a page of HTML that stands by itself', () => {
    const html = render('html');
    assertGolden('test/unit/runs', 'report.html.txt', html);
    assert.doesNotMatch(html, /<script|<img|<link|https?:|javascript:|\son\w+=/i);
  });

  it('shows what is in a journal as text in HTML', () => {
    const label = '<img src=x onerror=alert(1)>"\'&\u202Egpj.exe';
    const html = render('html', [{ ...startRecord, label, command: [label], notes: [label] }]);
    assert.doesNotMatch(html, /<img|\u202E/);
    assert.ok(html.includes('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;[U+202E]gpj.exe'));
  });

  it('is a sentence and entries for LaTeX', () => {
    assertGolden('test/unit/runs', 'report.tex.txt', render('latex'));
    assert.match(render('latex', [startRecord]), /is not known/);
  });

  it('escapes any text for LaTeX', () => {
    assert.equal(
      escapeLatex('50% of $x_1 & {a}#~^\\ --- ä 训 😀'),
      '50\\% of \\$x\\_1 \\& \\{a\\}\\#\\textasciitilde{}\\textasciicircum{}\\textbackslash{} -{}-{}- ä 训 [U+1F600]',
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const bare = escapeLatex(text).replace(/\\(?:[a-z]+(?:34)?\{\}|[{}$&#%_])|-\{\}/g, '');
        assert.doesNotMatch(bare, /[\\{}$&#%_^~\p{Cc}]/u);
      }),
    );
  });

  it('knows its formats by name', () => {
    assert.ok(isReportFormat('model-card'));
    assert.ok(!isReportFormat('toString') && !isReportFormat('pdf'));
  });
});
