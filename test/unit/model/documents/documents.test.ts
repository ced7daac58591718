import assert from 'node:assert/strict';
import type { ConfigDocument, DocumentReading } from '../../../../src/model/documents/document';
import { readJson } from '../../../../src/model/documents/json';
import { readPython } from '../../../../src/model/documents/python';
import { readShell } from '../../../../src/model/documents/shell';
import { readToml } from '../../../../src/model/documents/toml';
import { readYaml } from '../../../../src/model/documents/yaml';
import { englishOf } from '../english';

function documentOf<Document extends ConfigDocument>(reading: DocumentReading<Document>): Document {
  assert.ok(reading.kind === 'object', JSON.stringify(reading));
  return reading.document;
}

const plain = (document: ConfigDocument): unknown => JSON.parse(JSON.stringify(document.values));

/** The text that stands where a value is said to be. */
function written(text: string, document: ConfigDocument, path: string): string {
  const span = document.valueSpans.get(path);
  assert.ok(span !== undefined, path);
  return text.slice(span.offset, span.offset + span.length);
}

describe('documents', () => {
  it('JSON: nested places, a byte-order mark, comments, duplicate keys, Python’s NaN', () => {
    const text = '\uFEFF{"a": [{"b": 1}], /* x */ "c": NaN, "d": 1, "d": 2}';
    const document = documentOf(readJson(text));
    assert.equal(written(text, document, 'a.0.b'), '1');
    assert.equal(document.values['c'], NaN);
    assert.equal(document.values['d'], 2);
    assert.deepEqual(
      document.warnings.map(({ span }) => text.slice(span.offset, span.offset + span.length)),
      ['"d"', '/* x */'],
    );
  });

  it('YAML: anchors, merges, references, tags, numbers as Python reads them', () => {
    const text = [
      'base: &base {p: 1, q: 2}',
      'model:',
      '  <<: *base',
      '  q: 1_000',
      '  rate: 3e-4',
      '  r: ${.q}',
      '  s: ${multiply:4,${.q}}',
      '  t: "${base.p}-${.q}"',
      '  u: !new 3',
      '  v: ${not_there}',
      '  w: ${oc.env:NAME,7}',
      '  x: no',
      '---',
      'other: 1',
    ].join('\n');
    const document = documentOf(readYaml(text));
    assert.deepEqual(plain(document), {
      base: { p: 1, q: 2 },
      model: {
        p: 1,
        q: 1000,
        rate: 3e-4,
        r: 1000,
        s: 4000,
        t: '1-1000',
        u: 3,
        v: '${not_there}',
        w: 7,
        x: false,
      },
    });
    assert.equal(written(text, document, 'model.q'), '1_000');
    assert.equal(written(text, document, 'model.p'), '1');
  });

  it('YAML: of thousands of files in a list the first, and every other value in its place', () => {
    const shards = (folder: string): string[] =>
      Array.from(
        { length: 1500 },
        (_, index) => `    - s3://bucket/${folder}/part-${index}-of-01500/tokens.npy`,
      );
    const text = [
      'model:',
      '  d_model: 2048 # wide',
      'data:',
      '  paths:',
      '    # the first source',
      ...shards('web'),
      '    # the second',
      ...shards('code').map((line) => line.replace(/- (.*)/, '- "$1"')),
      '  layers: [1, 2]',
      'optimizer:',
      '  betas:',
      ...Array<string>(80).fill('    - 0.9'),
      'max_duration: 3ep',
    ].join('\n');
    assert.ok(text.length > 96 * 1024);
    const document = documentOf(readYaml(text));
    const { data, optimizer } = document.values as Record<string, Record<string, unknown[]>>;
    assert.equal(data?.['paths']?.[0], 's3://bucket/web/part-0-of-01500/tokens.npy');
    assert.equal(optimizer?.['betas']?.length, 80);
    assert.equal(written(text, document, 'model.d_model'), '2048');
    assert.equal(written(text, document, 'max_duration'), '3ep');
    // Anything else that is as long is refused as before.
    assert.equal(readYaml(text.replaceAll('    - ', '    - name: ')).kind, 'broken');
  });

  it('YAML: references in a circle and aliases without end stop', () => {
    const circle = documentOf(readYaml('a: ${b}\nb: ${a}\n'));
    assert.equal(typeof circle.values['a'], 'string');
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level++)
      bomb.push(
        `a${level}: &a${level} [${Array<string>(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    assert.equal(readYaml(bomb.join('\n')).kind, 'broken');
  });

  it('TOML: tables, arrays of tables, dotted keys', () => {
    const text = 'a = 1_000\n[model]\nname = "x"\nd.e = 2\n[[list]]\nz = 1\n[[list]]\nz = 2\n';
    const document = documentOf(readToml(text));
    assert.deepEqual(plain(document), {
      a: 1000,
      model: { name: 'x', d: { e: 2 } },
      list: [{ z: 1 }, { z: 2 }],
    });
    assert.equal(written(text, document, 'model.d.e'), '2');
    assert.equal(written(text, document, 'list.1.z'), '2');
  });

  it('Python: constants, arithmetic, dictionaries, calls and classes, never run', () => {
    const text = [
      'width = 4 * 256',
      'if unknown():',
      '    layers = 3',
      'else:',
      '    layers = 4',
      '@dataclass',
      'class Sizes:',
      '    depth: int = 2',
      '    rate: float = field(default=0.5)',
      'given = dict(a=1, b=[1, 2])',
      'sizes = Sizes(depth=int(width / 3), other=args.other, **given)',
      "given['c'] = width if width > 3 else -1",
    ].join('\n');
    const document = documentOf(readPython(text));
    const [declared, , called] = document.constructs;
    assert.equal(document.values['width'], 1024);
    assert.ok(!Object.hasOwn(document.values, 'layers'), 'only running would tell');
    assert.equal(declared?.kind, 'class');
    assert.equal(called?.name, 'Sizes');
    assert.deepEqual(called.unresolved, ['other']);
    const values = JSON.parse(JSON.stringify(document.values[called.path])) as Record<string, unknown>;
    assert.deepEqual([values['depth'], values['rate'], values['a'], values['b']], [341, 0.5, 1, [1, 2]]);
    assert.equal(written(text, document, `${called.path}.depth`), 'int(width / 3)');
  });

  it('Python: what is joined to a dictionary and what updates a variable', () => {
    const { values } = documentOf(
      readPython(
        [
          'base = {"a": 1, "b": 2}',
          'joined = base | {"b": 3} | dict(c=4)',
          'base |= {"d": 5}',
          'width = 64',
          'width *= 2',
          'open_ = 3',
          'open_ += unknown()',
          'lost = base | unknown()',
        ].join('\n'),
      ),
    );
    assert.deepEqual(JSON.parse(JSON.stringify([values['joined'], values['base']])), [
      { a: 1, b: 3, c: 4 },
      { a: 1, b: 2, d: 5 },
    ]);
    assert.deepEqual([values['width'], values['open_'], values['lost']], [128, undefined, undefined]);
  });

  it('shell: what prefixes, suffixes and replaced texts leave of a value', () => {
    const reading = readShell(
      [
        'BASE=org/Llama-3.1-8B.json',
        'N=1_000_000',
        'A=${BASE##*/} B=${BASE#*/} C=${BASE%.json} D=${BASE%%-*} E=${N//_/} F=${N/_/} G=${BASE/org/them}',
        'H=${BASE%-*} I=${BASE##*[a-z]} J=${NOBODY##*/} K=${BASE#*x}',
        'L=${BASE/#org/x} M=${BASE#$PREFIX} N2=${BASE#"org/"} O=${BASE%\\.json}',
      ].join('\n'),
    );
    assert.ok(reading.kind === 'object');
    const { A, B, C, D, E, F, G, H, I, J, K, L, M, N2, O } = reading.document.values;
    // What is no plain text is left as it is written, and no guess.
    for (const open of [L, M, N2, O]) assert.match(JSON.stringify(open), /^"\$\{BASE/);
    assert.deepEqual(
      [A, B, C, D, E, F, G, H, I, J, K],
      [
        'Llama-3.1-8B.json',
        'Llama-3.1-8B.json',
        'org/Llama-3.1-8B',
        'org/Llama',
        1_000_000,
        1_000_000,
        'them/Llama-3.1-8B.json',
        'org/Llama-3.1',
        '${BASE##*[a-z]}',
        '${NOBODY##*/}',
        'org/Llama-3.1-8B.json',
      ],
    );
  });

  it('shell: arguments that quotes hold together until a list is expanded, and quotes of what stands instead', () => {
    const text = [
      'KIND=${3:-"MOCK"}',
      'if [[ "$KIND" == "MOCK" ]]; then',
      '  ARGS+=("--vocab-size 128256" "--fp8-format hybrid" "--path=a b")',
      'fi',
      'run.py ${ARGS[@]} --prompt "two words"',
    ].join('\n');
    const document = documentOf(readShell(text));
    assert.equal(document.values['--vocab-size'], 128256);
    assert.equal(document.values['--fp8-format'], 'hybrid');
    assert.equal(document.values['--path'], 'a b');
    assert.equal(document.values['--prompt'], 'two words');
    assert.equal(written(text, document, '--vocab-size'), '128256');
  });

  it('shell: variables, defaults, arithmetic, branches, lists of flags', () => {
    const text = [
      'SIZE=${SIZE:-7B}',
      'if [[ $SIZE == "7B" ]]; then HIDDEN=4096; else HIDDEN=1; fi',
      'case $SIZE in',
      '  1B) HEADS=8 ;;',
      '  7B|8B) HEADS=32 ;;',
      'esac',
      'ARGS=(',
      '  --hidden-size $HIDDEN # wide',
      '  --ffn-hidden-size $((HIDDEN * 4))',
      ')',
      'run.py ${ARGS[@]} --num-attention-heads=$HEADS \\',
      '  --swiglu --name "$1" --train-iters 500 2>&1 | tee -a log.txt',
    ].join('\n');
    const document = documentOf(readShell(text));
    assert.equal(document.values['--hidden-size'], 4096);
    assert.equal(document.values['--ffn-hidden-size'], 16384);
    assert.equal(document.values['--num-attention-heads'], 32);
    assert.equal(document.values['--swiglu'], true);
    assert.equal(document.values['--name'], '$1');
    assert.equal(document.values['--train-iters'], 500);
    assert.equal(written(text, document, '--hidden-size'), '$HIDDEN');
  });

  for (const [syntax, read, text, at] of [
    ['JSON', readJson, '{"a": 1 "b": 2}', '"b"'],
    ['YAML', readYaml, 'a: [1\nb: 2', 'b'],
    ['TOML', readToml, 'a = \nb = 2', 'b'],
  ] as const) {
    it(`${syntax}: says where it is broken`, () => {
      const reading = read(text);
      assert.ok(reading.kind === 'broken');
      const [first] = reading.diagnostics;
      assert.ok(first !== undefined);
      assert.match(englishOf(first), new RegExp(`Not valid ${syntax}: line \\d`));
      assert.equal(text.slice(first.span.offset, first.span.offset + first.span.length), at);
    });
  }

  it('JSON: says a thing once for a line, however many words it has', () => {
    const reading = readJson('{ For this file\n "a": 1 "b": 2, "c": 3 "d": 4,\n for another }');
    assert.ok(reading.kind === 'broken');
    const lines = reading.diagnostics.map((each) => englishOf(each).replace(/^Not valid JSON: /, ''));
    assert.deepEqual(lines, [
      'line 1, a word that JSON does not know.',
      'line 2, a comma is missing.',
      'line 3, a word that JSON does not know.',
    ]);
  });

  it('lets no depth and no length hang or crash it', () => {
    const deep = [
      '['.repeat(50_000),
      '{"a":'.repeat(50_000),
      '- '.repeat(30_000),
      '('.repeat(50_000),
      'A=$A$A$A\n'.repeat(2000),
      'x = 1 + '.repeat(9000),
      'a.b.c.'.repeat(9000),
    ];
    for (const read of [readJson, readYaml, readToml, readPython, readShell])
      for (const text of deep) assert.ok(['object', 'otherValue', 'broken'].includes(read(text).kind));
  });
});
