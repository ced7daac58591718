import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd, temporaryFolder } from '../../sim/command-line';
import { gitIn } from '../../sim/git';

const gpt2 = {
  model_type: 'gpt2',
  architectures: ['GPT2LMHeadModel'],
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  n_positions: 1024,
  vocab_size: 50257,
};

interface Compared {
  readonly before: { readonly parameters: { readonly total: number } };
  readonly after: {
    readonly parameters: { readonly total: number };
    readonly training: { readonly co2eKg: { readonly mid: number } };
  };
  readonly change: Readonly<Record<string, number | null>>;
  readonly notes: readonly string[];
}

describe('wattlens diff and check', () => {
  const folder = temporaryFolder('revisions');
  const git = gitIn(folder);
  const config = join(folder, 'models', 'config.json');
  const write = (path: string, values: object): void => {
    writeFileSync(path, JSON.stringify(values, null, 2));
  };
  const tokens = ['--tokens', '1e10', '--gpus', '8'];

  before(() => {
    git('init', '--quiet');
    mkdirSync(join(folder, 'models'));
    write(config, gpt2);
    write(join(folder, 'package.json'), { name: 'x', version: '1.0.0' });
    git('add', '.');
    git('commit', '--quiet', '-m', 'first');
    write(config, { ...gpt2, n_layer: 24 });
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('tell both estimates and the ratio of every figure', () => {
    const { code, stdout, stderr } = runToEnd(['diff', config, '--json', ...tokens]);
    assert.equal(code, 0, stderr);
    const { before: old, after: now, change } = JSON.parse(stdout) as Compared;
    const estimated = JSON.parse(runToEnd(['estimate', config, '--json', ...tokens]).stdout) as typeof now;
    assert.equal(old.parameters.total, 124_439_808);
    assert.deepEqual(now.parameters, estimated.parameters);
    assert.deepEqual(now.training.co2eKg, estimated.training.co2eKg);
    assert.equal(change['parameters.total'], now.parameters.total / old.parameters.total);
    assert.equal(change['flops.attentionPerToken'], 2);
    assert.equal(change['plan.tokens'], 1);
    assert.ok((change['training.energyKwh'] ?? 0) > 1.2);
    // Nobody said how long it trains: the tokens that the present model's size asks for are those of both, and that is told.
    const open = JSON.parse(runToEnd(['diff', config, '--json']).stdout) as Compared;
    assert.equal(open.change['plan.tokens'], 1);
    assert.equal(open.change['plan.gpus'], 1);
    assert.match(
      open.notes.join('\n'),
      /^The plan leaves tokens and accelerators open: both are for the 4\.19B tokens/m,
    );
    assert.match(
      runToEnd(['diff', config, '--gpus', '8']).stdout,
      /^The plan leaves the tokens open: both are/m,
    );
    const checked = runToEnd(['check', config, '--max-increase', '500', '--ref', 'HEAD']);
    assert.match(
      checked.stdout,
      /^Where a plan leaves tokens or accelerators open, both are for those of the present/m,
    );
  });

  it('print a table, also as GitHub takes it', () => {
    const text = runToEnd(['diff', config, ...tokens]).stdout;
    assert.match(text, /Attention, forward, per token +94\.4 MFLOP +189 MFLOP +\+100 %/);
    assert.match(text, /Attention’s share of the forward pass +[\d.]+ % +[\d.]+ % +\+[\d.]+ points$/m);
    assert.match(text, /Training tokens +10B +10B +=/);
    const markdown = runToEnd(['diff', config, '--markdown', ...tokens]).stdout;
    assert.match(
      markdown,
      /^### .*config\\\.json against HEAD\n\n\| {2}\| HEAD \| now \| change \|\n\| --- \| ---: \|/,
    );
    assert.match(markdown, /\| Parameters \| 124M \| 209M \| \+68\.3 % \|/);
    assert.equal(runToEnd(['diff', config, '--format', 'markdown', ...tokens]).stdout, markdown);
  });

  it('say in one line what can’t be compared', () => {
    const refusal = (words: string[], code: number, message: RegExp): void => {
      const finished = runToEnd(words);
      assert.equal(finished.code, code, `${words.join(' ')}: ${finished.stderr}`);
      assert.match(finished.stderr, message);
      if (code === 1) assert.equal(finished.stderr.trim().split('\n').length, 1, finished.stderr);
    };
    const fresh = join(folder, 'models', 'fresh.json');
    write(fresh, gpt2);
    refusal(['diff', fresh], 1, /fresh\.json is not there at HEAD$/m);
    refusal(['diff', config, '--ref', 'nowhere'], 2, /nowhere is not a revision of the repository/);
    refusal(['diff', config, '--ref', '--help'], 2, /is no revision/);
    refusal(
      ['diff', join(folder, 'none.json')],
      1,
      /none\.json can't be read \(ENOENT: no such file or directory\)/,
    );
    refusal(['diff', '-'], 2, /standard input/);
    refusal(['diff'], 2, /missing required argument/);
    refusal(['diff', config, '--seq', 'x'], 2, /--seq[^]*\(wattlens diff --help lists its options\)/);
    refusal(['check', config], 2, /needs --max-co2e-kg or --max-increase/);
    refusal(['check', config, '--max-increase', '5'], 2, /needs --ref/);
    refusal(['diff', config, '--hardware', 'abacus'], 2, /abacus/);
    const outside = temporaryFolder('no-repository');
    write(join(outside, 'config.json'), gpt2);
    refusal(['diff', join(outside, 'config.json')], 1, /is not in a git repository/);
    rmSync(outside, { recursive: true });
    rmSync(fresh);
    const renamed = join(folder, 'models', 'renamed.json');
    renameSync(config, renamed);
    git('add', '--all', 'models');
    const diffed = runToEnd(['diff', renamed, ...tokens]);
    assert.match(diffed.stdout, /^\S+renamed\.json against models\/config\.json at HEAD\n/);
    assert.match(diffed.stdout, /Parameters +124M +209M/);
    const checked = runToEnd(['check', renamed, '--max-increase', '5', '--ref', 'HEAD', ...tokens]);
    assert.match(checked.stderr, /CO2e is more than \+5 %/);
    renameSync(renamed, config);
    git('reset', '--quiet');
    write(config, { ...gpt2, n_head: 7 });
    refusal(['diff', config], 1, /config\.json:\d+:\d+: n_embd \(768\) is not divisible by n_head \(7\)/);
    git('commit', '--quiet', '--all', '-m', 'broken');
    write(config, gpt2);
    refusal(['diff', config], 1, /config\.json at HEAD:\d+:\d+: n_embd \(768\) is not divisible/);
    git('reset', '--quiet', 'HEAD~1');
    write(config, { ...gpt2, n_layer: 24 });
  });

  it('ask the repository of a folder that is named, not the one around it', () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    write(join(own, 'config.json'), gpt2);
    const gitOfOwn = gitIn(own);
    gitOfOwn('init', '--quiet');
    gitOfOwn('add', '.');
    gitOfOwn('commit', '--quiet', '-m', 'own');
    gitOfOwn('tag', 'of-own');
    const checked = (ref: string): ReturnType<typeof runToEnd> =>
      runToEnd(['check', own, '--max-increase', '5', '--ref', ref, ...tokens]);
    const { code, stderr } = checked('of-own');
    assert.equal(code, 0, stderr);
    assert.equal(checked('nowhere').code, 2);
    rmSync(own, { recursive: true });
  });

  it('fail over a budget alone', () => {
    const words = (...more: string[]): string[] => ['check', config, ...tokens, ...more];
    const { co2eKg } = (
      JSON.parse(runToEnd(['estimate', config, '--json', ...tokens]).stdout) as {
        training: { co2eKg: { mid: number } };
      }
    ).training;
    const within = runToEnd(words('--max-co2e-kg', String(co2eKg.mid)));
    assert.equal(within.code, 0, within.stderr);
    assert.match(within.stdout, /config\.json .* within/);
    const over = runToEnd(words('--max-co2e-kg', String(co2eKg.mid * 0.99), '--json'));
    assert.equal(over.code, 1);
    assert.match(over.stderr, /CO2e is more than/);
    const answer = JSON.parse(over.stdout) as { ok: boolean; files: { status: string; co2eKg: object }[] };
    assert.equal(answer.ok, false);
    assert.equal(answer.files[0]?.status, 'over');
    assert.deepEqual(answer.files[0].co2eKg, co2eKg);
    const grown = runToEnd(words('--max-increase', '10', '--ref', 'HEAD', '--markdown'));
    assert.equal(grown.code, 1);
    assert.match(grown.stdout, /^### CO2e of training: .*\n\n\| File \|/);
    assert.match(grown.stdout, /\| OVER \|/);
    assert.equal(runToEnd(words('--max-increase', '1000', '--ref', 'HEAD')).code, 0);
    const broken = join(folder, 'broken.json');
    write(broken, { ...gpt2, n_head: 7 });
    const { code, stderr } = runToEnd(['check', broken, '--max-co2e-kg', '1e9']);
    assert.equal(code, 1);
    assert.match(stderr, /broken\.json:\d+:\d+: n_embd/);
    rmSync(broken);
  });

  it('tell of each model of a source, whichever was put in or taken out', () => {
    const source = (...lines: readonly (readonly [name: string, layers: number])[]): string =>
      lines
        .map(([name, layers]) => `${name} = GPT2Config(n_layer=${layers}, n_head=12, n_embd=768)\n`)
        .join('');
    const file = join(folder, 'models', 'models.py');
    writeFileSync(file, source(['small', 12], ['big', 24]));
    git('add', 'models/models.py');
    git('commit', '--quiet', '-m', 'two');
    writeFileSync(file, source(['small', 12], ['big', 48]));
    const diffed = runToEnd(['diff', file, ...tokens]);
    assert.match(diffed.stdout, /models\.py:1 against HEAD\n[^]*Parameters +124M +124M +=\n/);
    assert.match(diffed.stdout, /models\.py:2 against HEAD\n[^]*Parameters +209M +380M +\+81\.2 %\n/);
    const grown = (): ReturnType<typeof runToEnd> =>
      runToEnd(['check', file, '--max-increase', '5', '--ref', 'HEAD', ...tokens]);
    assert.equal(grown().code, 1);
    assert.match(grown().stdout, /models\.py:1 .* within\n.*models\.py:2 .* OVER\n/);
    assert.match(grown().stderr, /^wattlens: \S*models\.py:2: \+[\d.]+ % CO2e is more than \+5 %\.\n$/);
    writeFileSync(file, source(['big', 24], ['huge', 48]));
    const moved = runToEnd(['diff', file, '--markdown', ...tokens]).stdout;
    assert.match(moved, /models\\\.py:1 against HEAD\n[^]*\| Parameters \| 209M \| 209M \| = \|/);
    assert.match(moved, /models\\\.py:2, new since HEAD\n[^]*\| Parameters \| 380M \|\n/);
    assert.match(moved, /models\\\.py at HEAD:1 is gone\.\n$/);
    assert.equal(grown().code, 0, grown().stderr);
    assert.match(grown().stdout, /models\.py:2 .* new\n/);
    const {
      before: old,
      others,
      gone,
    } = JSON.parse(runToEnd(['diff', file, '--json', ...tokens]).stdout) as Compared & {
      others: { line: number; before: null; change: null }[];
      gone: { line: number }[];
    };
    assert.equal(old.parameters.total, 209_494_272);
    assert.deepEqual(
      others.map(({ line, before, change }) => [line, before, change]),
      [[2, null, null]],
    );
    assert.deepEqual(gone, [{ line: 1 }]);
    git('reset', '--quiet', '--hard', 'HEAD~1');
    write(config, { ...gpt2, n_layer: 24 });
  });

  it('find the models that git tracks', () => {
    const start = process.cwd();
    process.chdir(folder);
    try {
      write(join(folder, 'untracked.json'), gpt2);
      const checked = runToEnd(['check', '--max-co2e-kg', '1e9', '--json']);
      assert.equal(checked.code, 0, checked.stderr);
      const { files } = JSON.parse(checked.stdout) as { files: { file: string }[] };
      assert.deepEqual(
        files.map(({ file }) => file),
        ['models/config.json'],
      );
      git('add', 'untracked.json');
      const since = runToEnd(['check', '--max-increase', '1000', '--ref', 'HEAD']);
      assert.equal(since.code, 0, since.stderr);
      assert.match(since.stdout, /untracked\.json .* new$/m);
      git('reset', '--quiet');
      rmSync(join(folder, 'untracked.json'));
    } finally {
      process.chdir(start);
    }
  });

  it('name what they pass over, and fail where nothing could be checked or the revision is none', () => {
    const start = process.cwd();
    const other = temporaryFolder('passed-over');
    const inOther = gitIn(other);
    inOther('init', '--quiet');
    process.chdir(other);
    try {
      writeFileSync(
        join(other, 'odd.json'),
        '{ "model_type": "never_heard_of", "hidden_size": 8, "ssm_width": 2, "vocab_size": 9, "num_hidden_layers": 2 }',
      );
      writeFileSync(
        join(other, 'plan.yaml'),
        'base_model: nobody/nothing\nmicro_batch_size: 1\ndatasets: [a]\n',
      );
      writeFileSync(
        join(other, 'launcher.yaml'),
        'compute_environment: LOCAL_MACHINE\ndistributed_type: FSDP\n',
      );
      inOther('add', '-A');
      const checked = runToEnd(['check', '--max-co2e-kg', '1e9']);
      assert.equal(checked.code, 1);
      assert.match(checked.stdout, /Passed over: odd\.json: .*not known/);
      assert.match(checked.stdout, /Passed over: plan\.yaml:1: .*"nobody\/nothing" is neither/);
      assert.doesNotMatch(checked.stdout, /launcher/);
      assert.equal(
        (JSON.parse(runToEnd(['check', '--max-co2e-kg', '1e9', '--json']).stdout) as { ok: boolean }).ok,
        false,
      );
      write(join(other, 'known.json'), gpt2);
      inOther('add', '-A');
      const known = runToEnd(['check', '--max-co2e-kg', '1e9', '--json']);
      assert.equal(known.code, 0, known.stderr);
      const { passedOver } = JSON.parse(known.stdout) as { passedOver: { file: string }[] };
      assert.deepEqual(
        passedOver.map(({ file }) => file),
        ['odd.json', 'plan.yaml'],
      );
      const nowhere = runToEnd(['check', '--max-increase', '1', '--ref', 'nope']);
      assert.deepEqual([nowhere.code, nowhere.stdout], [2, '']);
      assert.match(nowhere.stderr, /nope is not a revision/);
    } finally {
      process.chdir(start);
    }
  });

  it('fail where a model’s file was cut or emptied since, and name those that are broken by their names', () => {
    const start = process.cwd();
    const other = temporaryFolder('broken-since');
    const inOther = gitIn(other);
    inOther('init', '--quiet');
    process.chdir(other);
    try {
      for (const name of ['config.json', 'tiny.yaml', 'moved.json', 'whole.json', 'gone.json'])
        write(join(other, name), gpt2);
      writeFileSync(join(other, 'notes.json'), '{"a": 1}');
      inOther('add', '-A');
      inOther('commit', '--quiet', '-m', 'first');
      writeFileSync(join(other, 'config.json'), '{\n');
      writeFileSync(join(other, 'tiny.yaml'), '');
      writeFileSync(join(other, 'moved.json'), '{"now": "elsewhere"}');
      writeFileSync(join(other, 'notes.json'), '{"a": ');
      rmSync(join(other, 'gone.json'));
      inOther('commit', '--quiet', '-am', 'second');
      interface Told {
        readonly ok: boolean;
        readonly files: readonly { readonly file: string; readonly status: string }[];
        readonly passedOver: readonly { readonly file: string; readonly reason: string }[];
      }
      const check = (...words: string[]): { code: number | null; told: Told } => {
        const { code, stdout } = runToEnd(['check', '--max-co2e-kg', '1e9', '--json', ...words]);
        return { code, told: JSON.parse(stdout) as Told };
      };
      const since = check('--ref', 'HEAD~1', '--max-increase', '10');
      assert.deepEqual([since.code, since.told.ok], [1, false]);
      assert.deepEqual(
        since.told.files.map(({ file, status }) => [file, status]),
        [
          ['config.json', 'noEstimate'],
          ['tiny.yaml', 'noEstimate'],
          ['whole.json', 'within'],
        ],
      );
      assert.deepEqual(since.told.passedOver, [
        { file: 'moved.json', reason: 'it describes no model; at HEAD~1 it did.' },
      ]);
      const present = check();
      assert.equal(present.code, 0);
      assert.deepEqual(present.told.passedOver, [{ file: 'config.json', reason: 'it is no whole JSON.' }]);
      inOther('rm', '--quiet', 'whole.json');
      assert.deepEqual([check().code, check().told.files], [1, []]);
      writeFileSync(join(other, 'config.json'), '{}');
      assert.deepEqual(check().told.passedOver, [{ file: 'config.json', reason: 'it is empty.' }]);
    } finally {
      process.chdir(start);
    }
  });
});
