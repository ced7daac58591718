import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import ts from 'typescript';
import * as v from 'valibot';
import { serverProcessorShare, virtualMachineShare, workingHoursOf } from '../../../src/carbon/embodied';
import { worldAverage } from '../../../src/carbon/intensity';
import { allPlaces } from '../../../src/carbon/places';
import { originTexts } from '../../../src/carbon/origin-texts';
import { dataCentrePue, givenPue, officePue } from '../../../src/carbon/pue';
import { cloudPueOf } from '../../../src/carbon/site-pue';
import { saidByMeter } from '../../../src/editor/said-by-meter';
import { translated, useTranslator } from '../../../src/editor/translate';
import { diagnosisMarkdown } from '../../../src/editor/diagnosis/diagnosis-document';
import { keptSource, keptText } from '../../../src/editor/runs/kept-text';
import { embodiedParts } from '../../../src/energy/embodied-parts';
import { problemTexts } from '../../../src/grid/problem-texts';
import { accelerators } from '../../../src/hardware/accelerators';
import { readModelConfig } from '../../../src/model/read-config';
import { summarize } from '../../../src/runs/summary';
import { noEstimate, noProgress } from '../../../src/runs/summary-notes';
import { diagnosisTexts } from '../../../src/runs/diagnosis-texts';
import { sourceTexts } from '../../../src/runs/source-texts';
import { wholeJournal } from '../runs/journal-samples';
import { viewTexts } from '../../../webview/texts';

const texts = (file: string): Record<string, string> =>
  v.parse(v.record(v.string(), v.pipe(v.string(), v.minLength(1))), JSON.parse(readFileSync(file, 'utf8')));
const manifestText = readFileSync('package.json', 'utf8');
const english = texts('package.nls.json');
const chinese = texts('package.nls.zh-cn.json');
const bundle = texts('l10n/bundle.l10n.zh-cn.json');

/** What a translation has to keep: `{0}`, code, links and names of settings. */
const kept = (text: string): string[] =>
  [...text.matchAll(/\{\d+\}|`[^`]*`|\(command:[\w.]+\)|\$\([\w-]+\)/g)].map(([match]) => match).sort();

/** Rooms that make texts for the editor to translate. */
const roomsOfMessages = [
  'src/advice',
  'src/carbon',
  'src/energy',
  'src/grid',
  'src/hardware',
  'src/model',
  'src/runs',
];
/** Functions of them that take a text without values as it is, and at which place. */
const takesTexts: ReadonlyMap<string, number> = new Map([
  ['refuse', 1],
  ['broken', 0],
  ['invalid', 0],
]);

/** Every text that the code hands to `l10n.t` or makes a message of, and calls whose text is not told by the code itself. */
function textsOfCode(): { readonly known: Set<string>; readonly unknown: string[] } {
  const known = new Set<string>(viewTexts);
  const unknown: string[] = [];
  const files = ['src/extension.ts', ...['src/editor', ...roomsOfMessages].flatMap(sourcesIn)];
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    // A syntax tree takes its time; most files have no text for people.
    if (!/\b(?:t|message|refuse|broken|invalid|keptTexts)\(|\bsaid`/.test(text)) continue;
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
    const isOfRoom = roomsOfMessages.some((room) => file.startsWith(room));
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && isTranslation(node.expression)) {
        const text = node.arguments[0];
        if (text !== undefined && ts.isStringLiteralLike(text)) known.add(text.text);
        else if (!file.endsWith('units/message.ts')) unknown.push(file);
      } else if (ts.isTaggedTemplateExpression(node) && nameOf(node.tag) === 'said') {
        known.add(textOfTemplate(node.template));
      } else if (ts.isCallExpression(node) && nameOf(node.expression) === 'keptTexts') {
        const { texts, isTold } = elementsOf(node.arguments[0]);
        for (const text of texts) known.add(text);
        if (!isTold) unknown.push(file);
      } else if (isOfRoom && ts.isCallExpression(node)) {
        const argument = node.arguments[takesTexts.get(lastNameOf(node.expression)) ?? -1];
        const { texts, isTold } = argument === undefined ? nothingSaid : literalsOf(argument);
        for (const text of texts) known.add(text);
        if (!isTold) unknown.push(file);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { known, unknown };
}

const isTranslation = (callee: ts.Expression): boolean =>
  ts.isIdentifier(callee)
    ? callee.text === 't' || callee.text === 'message'
    : ts.isPropertyAccessExpression(callee) &&
      callee.name.text === 't' &&
      /(?:^|\.)l10n$/.test(nameOf(callee.expression));

/** "has {0} entries" of a template with one value. */
const textOfTemplate = (template: ts.TemplateLiteral): string =>
  ts.isTemplateExpression(template)
    ? template.templateSpans.reduce(
        (text, { literal }, index) => `${text}{${index}}${literal.text}`,
        template.head.text,
      )
    : template.text;

const nothingSaid = { texts: [], isTold: true };

/** The texts that an argument may be, and whether none of them is put together from parts. */
function literalsOf(argument: ts.Expression): {
  readonly texts: readonly string[];
  readonly isTold: boolean;
} {
  if (ts.isStringLiteralLike(argument)) return { texts: [argument.text], isTold: true };
  if (ts.isConditionalExpression(argument)) {
    const [one, other] = [literalsOf(argument.whenTrue), literalsOf(argument.whenFalse)];
    return { texts: [...one.texts, ...other.texts], isTold: one.isTold && other.isTold };
  }
  return { texts: [], isTold: !ts.isTemplateExpression(argument) };
}

/** The texts of a list, and whether all of it is texts. */
function elementsOf(list: ts.Expression | undefined): {
  readonly texts: readonly string[];
  readonly isTold: boolean;
} {
  if (list === undefined || !ts.isArrayLiteralExpression(list)) return { texts: [], isTold: false };
  const texts = list.elements.filter(ts.isStringLiteralLike).map(({ text }) => text);
  return { texts, isTold: texts.length === list.elements.length };
}

const lastNameOf = (node: ts.Expression): string => nameOf(node).split('.').at(-1) ?? '';

const nameOf = (node: ts.Expression): string =>
  ts.isIdentifier(node)
    ? node.text
    : ts.isPropertyAccessExpression(node)
      ? `${nameOf(node.expression)}.${node.name.text}`
      : '';

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

describe('translations', () => {
  it('of package.json have every key, in both languages, and no other', () => {
    const used = [...manifestText.matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key ?? '');
    assert.ok(used.length > 100);
    assert.deepEqual(Object.keys(english).sort(), [...new Set(used)].sort());
    assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
  });

  it('of package.json keep code, links and placeholders', () => {
    for (const [key, text] of Object.entries(english))
      assert.deepEqual(kept(chinese[key] ?? ''), kept(text), key);
  });

  it('leave no text for people in package.json itself', () => {
    const named =
      /"(?:title|description|markdownDescription|userDescription|altText)": "(?!%|Wattlens"|"|\$)([^"]*)"/g;
    const left = [...manifestText.replace(/"inputSchema": \{[\s\S]*?\n {8}\}/g, '').matchAll(named)];
    assert.deepEqual(
      left.map(([, text]) => text),
      [],
    );
  });

  it('leave no description of a choice in package.json itself', () => {
    const lists = [...manifestText.matchAll(/"enumDescriptions": (\[[^\]]*\])/g)];
    assert.ok(lists.length > 5);
    for (const [, list = ''] of lists)
      for (const text of v.parse(v.array(v.string()), JSON.parse(list))) assert.match(text, /^%[\w.-]+%$/);
  });

  it('of the code have every text, and no other', () => {
    const { known, unknown } = textsOfCode();
    assert.deepEqual(unknown, []);
    assert.ok(known.size > 20);
    assert.deepEqual(
      {
        untranslated: [...known].filter((text) => !Object.hasOwn(bundle, text)).sort(),
        leftOver: Object.keys(bundle)
          .filter((text) => !known.has(text))
          .sort(),
      },
      { untranslated: [], leftOver: [] },
    );
    for (const [text, translated] of Object.entries(bundle))
      assert.deepEqual(kept(translated), kept(text), text);
  });
});

/** Documents, and what is said to language models, are in English. */
const inEnglishAlone = /^src\/editor\/(?:agents\/|runs\/choose-report\.ts$)/;
/** Calls whose arguments are translated, or are for whoever develops the extension. */
const translating = /(?:^|\.)(?:t|message|write|keptTexts)$/;
const logging = /(?:^|\.)log\.\w+$/;
/** Where a person looks up in the log why a run that was to start at night did not. */
const logIsRead = 'src/editor/carbon/';
/** Calls and properties that show their text. */
const showing =
  /^(?:from|reportProblem|problem|show(?:Error|Warning|Information)Message|placeHolder|placeholder|title|prompt|label|detail|tooltip|message|error|reason|openLabel|saveLabel)$/;
const severalWords = /[a-z]{2}\W* \W*[a-z]{2}/i;
const wholeSentence = /^[A-Z][^<]* [^<]* [^<]*\.\s*$/;

/** Texts of the editor that people would see in English, whatever their language. */
function untranslated(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node, isShown: boolean): void => {
    const called = ts.isCallExpression(node) ? nameOf(node.expression) : '';
    const isLogged = logging.test(called);
    if (translating.test(called) || (isLogged && !file.startsWith(logIsRead))) return;
    if (ts.isTaggedTemplateExpression(node) || ts.isThrowStatement(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const words = textWithoutValues(node);
      if (wholeSentence.test(words) || (isShown && severalWords.test(words)))
        found.push(`${file}: ${node.getText(source)}`);
    }
    const shows =
      isLogged ||
      (ts.isCallExpression(node) && showing.test(lastNameOf(node.expression))) ||
      (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && showing.test(node.name.text)) ||
      (ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        showing.test(lastNameOf(node.left)));
    // What a function in it does is not its text.
    const goesOn = isShown && !ts.isBlock(node) && !ts.isComputedPropertyName(node);
    ts.forEachChild(node, (child) => {
      visit(child, shows || goesOn);
    });
  };
  visit(source, false);
  return found;
}

describe('texts that the editor shows', () => {
  it('are translated', () => {
    const files = ['src/extension.ts', ...sourcesIn('src/editor')].filter(
      (file) => !inEnglishAlone.test(file),
    );
    assert.deepEqual(
      files.flatMap((file) => untranslated(file, readFileSync(file, 'utf8'))),
      [],
    );
  });

  it('are found where they are not', () => {
    const found = [
      'reportProblem({ message: `There is no folder ${path} to run in.` });',
      "void vscode.window.showWarningMessage('Wattlens: no such run');",
      "const why = () => ({ ok: false, error: 'No Python was found' });",
      "pick.placeholder = 'Type the arguments';",
      "function reasonOf() { return 'It is not the configuration of a model.'; }",
      "show({ title: isNew ? 'A new run' : vscode.l10n.t('An old run') });",
    ];
    for (const code of found) assert.equal(untranslated('some.ts', code).length, 1, code);
    const none = [
      "reportProblem({ message: vscode.l10n.t('There is no folder {0} to run in.', path) });",
      "log.info('The meter has not begun yet.');",
      'show({ title: `${name}: ${size}` });',
    ];
    for (const code of none) assert.deepEqual(untranslated('some.ts', code), [], code);
    const logged = 'this.log.warn(`The delayed run ${id} is still in ${folder}`);';
    assert.equal(untranslated('src/editor/carbon/delayed-runs.ts', logged).length, 1);
  });

  it('are those that the meter’s program prints of why it does not begin, in Chinese', () => {
    for (const file of ['src/meter/commands/attach.ts', 'src/meter/power-options.ts']) {
      // That the editor itself is metered, nobody can ask for.
      const text = readFileSync(file, 'utf8').replace("refuse('that is this meter itself')", '');
      assert.doesNotMatch(text, /\b(?:refuse\(|wrong: )\s*['`]/, file);
    }
    const told = (printed: string): string =>
      inChinese(() => translated(saidByMeter(printed) ?? assert.fail()));
    assert.equal(told('wattlens: there is no process 17 that can be seen\n'), '看不到进程 17');
    assert.equal(
      told('wattlens: --power-command names no program, or has a quote that is not closed: "a b\n'),
      '--power-command 没有指定程序，或有未闭合的引号："a b',
    );
    assert.equal(
      told('wattlens: the runs folder /a can’t be written (permission denied: /a)\n'),
      '无法写入运行文件夹 /a（权限不足：/a）',
    );
    assert.equal(saidByMeter(' \n'), null);
  });
});

describe('why a provider of live intensity gave nothing', () => {
  it('is one of the texts that are read back, in Chinese too', () => {
    for (const file of sourcesIn('src/grid'))
      assert.doesNotMatch(readFileSync(file, 'utf8'), /\bfailed\(\s*'[^']+',\s*[`']/, file);
    const told = (written: string): string => inChinese(() => translated(problemTexts.read(written)));
    assert.equal(
      told('Electricity Maps does not accept the key (401: no such token)'),
      'Electricity Maps 不接受该密钥（401: no such token）',
    );
    assert.equal(
      told('ENTSO-E was asked as often as it allows; it may be asked again in 1 min 05 s'),
      '对 ENTSO-E 的询问已达到其允许的次数；1 min 05 s后可再次询问',
    );
    assert.equal(told('countries of Europe'), '欧洲各国');
  });
});

function inChinese<Told>(tell: () => Told): Told {
  useTranslator((key, ...values) => fill(bundle[key] ?? `untranslated: ${key}`, values));
  try {
    return tell();
  } finally {
    useTranslator((key, ...values) => fill(key, values));
  }
}

const fill = (text: string, values: readonly unknown[]): string =>
  text.replace(/\{(\d+)\}/g, (_whole, index: string) => String(values[Number(index)]));

describe('notes of a run', () => {
  it('are texts of note-texts.ts, so that each has a translation', () => {
    const files = ['src/runs', 'src/meter'].flatMap(sourcesIn).filter((file) => !ownWords.test(file));
    assert.deepEqual(files.flatMap(unkeptNotes), []);
  });

  it('are told in Chinese, as old journals have them; what is none of them stays as it is', () => {
    const summary = summarize(wholeJournal, { meterAlive: false });
    assert.ok(summary !== null && summary.notes.length > 3);
    const methods = summary.devices.flatMap(({ shareMethod }) => shareMethod ?? []);
    const notes = summary.notes.filter((note) => !['RAPL: not here', 'a note'].includes(note));
    const chinese = [...notes, ...methods].map((note) => inChinese(() => keptText(note)));
    for (const note of chinese) assert.match(note, /\p{Script=Han}/u);
    assert.equal(
      inChinese(() => keptText('Share of NVIDIA H100: allocated by CUDA_VISIBLE_DEVICES=0.')),
      'NVIDIA H100 的份额：由 CUDA_VISIBLE_DEVICES=0 分配。',
    );
    assert.equal(
      inChinese(() =>
        keptText(
          'Electricity Maps for 80 % of the energy, Electricity Maps, by way of CO2.js (DE) for the rest',
        ),
      ),
      'Electricity Maps 用于 80 % 的能耗，Electricity Maps（经由 CO2.js）（DE）用于其余',
    );
    // An option of the command line is no remedy in the editor.
    const said = summary.notes.map(keptText);
    assert.doesNotMatch(said.join('\n'), /(?<![\w-])--[a-z]|wattlens run/);
    assert.match(keptText(noProgress), /began before it was metered/);
    assert.match(keptText(noEstimate), /beside the script/);
    assert.equal(
      inChinese(() => keptText('NVML: no permission.')),
      'NVML: no permission.',
    );
  });
});

/** What a source says of its own device is told in its own words; reports are documents, in English. */
const ownWords = /^src\/(?:meter\/sources|runs\/report)\//;
/** Calls that make a note of their arguments, and functions that return notes. */
const noting = /(?:^|\.)(?:notes\.(?:push|unshift)|note|takeNote)$/;
const noteMakers = /^(?:notes?(?:On|Of)\w*|describe(?:Place|Pue|Missed|Budget)?|shareOfDevice)$/;

/** Sentences in a file that become a note of a run without `write`. */
function unkeptNotes(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  if (!/\bnote|\bdescribe|\bshareOfDevice/i.test(text)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && lastNameOf(node.expression) === 'write') return;
    if (ts.isTaggedTemplateExpression(node)) return;
    if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) ts.forEachChild(node, collect);
    else if (/[a-z]{2}.* [a-z]{2}/i.test(textWithoutValues(node)))
      found.push(`${file}: ${node.getText(source)}`);
  };
  const visit = (node: ts.Node): void => {
    const isMaker =
      (ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node)) &&
      node.name !== undefined &&
      ts.isIdentifier(node.name) &&
      noteMakers.test(node.name.text);
    if (isMaker) collect(node);
    else if (ts.isCallExpression(node) && noting.test(nameOf(node.expression)))
      node.arguments.forEach(collect);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const textWithoutValues = (node: ts.StringLiteralLike | ts.TemplateExpression): string =>
  ts.isTemplateExpression(node) ? textOfTemplate(node).replace(/\{\d+\}/g, '') : node.text;

describe('what power sources call themselves', () => {
  /** Names of programs and libraries, and of what the kernel calls its own. */
  const names = /^(?:[\w-]+|NVML|RAPL)$/;

  it('is said in Chinese around the names of programs and libraries', () => {
    const told = sourcesIn('src/meter/sources').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(namings)].map(([, text = '']) =>
        text.replaceAll(/\$\{[^}]*\}/g, 'NVML'),
      ),
    );
    assert.ok(told.length > 20);
    for (const text of told.filter((each) => !names.test(each)))
      assert.match(bundle[sourceTexts.read(text).text] ?? '', /\p{Script=Han}/u, text);
  });
});
describe('why a power source reads nothing, and what mends it', () => {
  const files = [
    ...sourcesIn('src/meter/sources'),
    'src/meter/open-sources.ts',
    'src/meter/prove-counters.ts',
  ];

  it('are texts of diagnosis-texts.ts, so that each has a translation', () => {
    assert.deepEqual(
      files.flatMap((file) => undiagnosed(file, readFileSync(file, 'utf8'))),
      [],
    );
  });

  it('are found where they are not', () => {
    const code = "const a = absent(`there is no ${name} here, by ${how}`, 'Install it.\\n  apt install it');";
    assert.deepEqual(undiagnosed('a.ts', code), ['a.ts: there is no {0} here, by {1}', 'a.ts: Install it.']);
  });

  it('are told in Chinese in the document, commands and codes as they are', () => {
    const rows = [
      {
        source: 'RAPL',
        rung: 1,
        usable: false,
        why: "reads package-0; dram:package-0 can't be read (EACCES)",
        fix: 'Until the next boot:\n  sudo chmod a+r /sys/class/powercap/*/energy_uj',
        used: [],
      },
      {
        source: 'NVML energy counter',
        rung: 1,
        usable: false,
        isAbsent: true,
        why: 'libnvidia-ml.so.1 was not found: no NVIDIA driver here, or none visible in this container',
        fix: null,
        used: [],
      },
    ];
    const told = inChinese(() => diagnosisMarkdown(rows));
    assert.doesNotMatch(told, /untranslated/);
    assert.match(told, /^# 此计算机的功率来源$/m);
    assert.match(told, /读取 package-0; 无法读取 dram:package-0（EACCES）/);
    assert.match(told, /^在下次启动之前有效：$/m);
    assert.match(told, /^sudo chmod a\+r \/sys\/class\/powercap\/\*\/energy_uj$/m);
    assert.match(told, /NVML 能耗计数器.*未找到 libnvidia-ml\\\.so\.1：这里没有 NVIDIA 驱动程序/);
  });
});

/** Names of devices and libraries, declarations of C, and what is told of a device in its own words: notes of a run. */
const noDiagnosis =
  /^[A-Z](?:.*[^.:])?$|^(?:AMD )?\{0\}.*\.$|; not in the sum\.$|^node:|__stdcall|\b(?:u?int\w*|bool|long|void)\b [*\w{}]+\(/;
/** Files whose lower-case words are names of fields, or code. */
const ofFields = /(?:amd-json|xpu-smi-lines|driver-worker|driver-thread-program)\.ts$/;
const fieldNames = new Set(['power total', 'average power']);

/** What the sources say of themselves in words that are none of the kept texts, lines to be copied apart. */
function undiagnosed(file: string, text: string): string[] {
  if (ofFields.test(file)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const isKept = (line: string): boolean => {
    const read = diagnosisTexts.read(line.replace(/(?:\{\d+\})+/g, 'x')).text;
    // What is kept for any two texts beside one another tells nothing of these.
    return read !== '{0}' && (read !== '{0}: {1}' || line === read);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isThrowStatement(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const whole = ts.isTemplateExpression(node) ? textOfTemplate(node) : node.text;
      for (const line of whole.split('\n')) {
        const isShown = severalWords.test(line.replace(/\{\d+\}/g, '')) && !/^\s/.test(line);
        const isName = noDiagnosis.test(line) || fieldNames.has(line);
        if (isShown && !isName && !isKept(line)) found.push(`${file}: ${line}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const namings = /(?:\b(?:source|module|both)Name = |\b(?:counter|instantaneous|averaged): )['`]([^'`]+)['`]/g;

describe('origins of a Python, and where nothing is translated that no text is made of', () => {
  it('are told in Chinese, with the folder as it is', () => {
    const told = inChinese(() =>
      [
        '.venv in /srv/my project',
        'Poetry’s environment of /srv/a',
        'the conda environment of environment.yml',
      ].map(keptText),
    );
    assert.deepEqual(told, [
      '/srv/my project 中的 .venv',
      '/srv/a 的 Poetry 环境',
      'environment.yml 的 conda 环境',
    ]);
    assert.equal(
      inChinese(() => keptSource('NVML energy counter')),
      'NVML 能耗计数器',
    );
    assert.equal(
      inChinese(() => keptSource('NVIDIA H100 80GB HBM3')),
      'NVIDIA H100 80GB HBM3',
    );
  });
});

describe('what is wrong with a configuration', () => {
  const wrongOf = (text: string): string[] => {
    const reading = readModelConfig(text);
    assert.equal(reading.kind, 'invalid', text);
    return inChinese(() => reading.diagnostics.map(({ message }) => translated(message)));
  };

  it('is said in the editor’s language, keys and values as the file has them', () => {
    assert.deepEqual(
      wrongOf('{"model_type": "llama", "num_attention_heads": 32, "num_key_value_heads": 5}'),
      ['num_key_value_heads （5）不能整除注意力头数（32）。'],
    );
    assert.deepEqual(wrongOf('{"model_type": "gpt2",\n"n_embd": 64 "n_layer": 2}'), [
      '不是有效的 JSON：第 2 行，缺少逗号。',
    ]);
    assert.deepEqual(wrongOf('{"model_type": "gpt2", "n_embd": "wide"}'), [
      'n_embd 必须是整数，而不是 "wide"。',
    ]);
  });
});

describe('where a figure comes from', () => {
  /** Titles of works, cited as they are. */
  const titles = [
    /^Google Cloud, carbon free energy for Google Cloud regions( \([\w-]+\))?$/,
    /^Microsoft, Measuring datacenter energy and water use$/,
    /^Amazon, AWS Cloud: increasing efficiency$/,
    /^Google, Data centers: efficiency$/,
  ];

  it('is said in Chinese around the names of the publishers', () => {
    const places = allPlaces.flatMap(({ code, fact }) => [
      fact?.source ?? '',
      fact?.scope ?? '',
      cloudPueOf(code)?.source ?? '',
    ]);
    const told = new Set([
      ...places,
      worldAverage.source,
      dataCentrePue.source,
      officePue.source,
      givenPue(1.2).source,
    ]);
    for (const years of [undefined, 4])
      for (const usePercent of [undefined, 60]) told.add(workingHoursOf({ years, usePercent }).source);
    for (const accelerator of accelerators)
      for (const { source } of embodiedParts(accelerator, 2)) told.add(source);
    told.add(virtualMachineShare(8).source).add(serverProcessorShare.source);
    told.delete('');
    assert.ok(told.size > 20);
    for (const source of told) {
      if (titles.some((title) => title.test(source))) continue;
      const { text } = originTexts.read(source);
      assert.match(bundle[text] ?? '', /\p{Script=Han}/u, `${source} is no text of origin-texts.ts`);
    }
  });
});

describe('settings', () => {
  const { contributes } = v.parse(
    v.object({
      contributes: v.object({
        configuration: v.object({
          properties: v.record(
            v.string(),
            v.looseObject({
              type: v.union([v.string(), v.array(v.string())]),
              scope: v.string(),
              order: v.number(),
              markdownDescription: v.string(),
              enum: v.optional(v.array(v.string())),
              enumDescriptions: v.optional(v.array(v.string())),
            }),
          ),
        }),
        walkthroughs: v.array(
          v.object({ steps: v.array(v.object({ media: v.record(v.string(), v.unknown()) })) }),
        ),
      }),
    }),
    JSON.parse(manifestText),
  );

  it('have a description, a scope, a place, a description of each choice, and a range', () => {
    for (const [key, setting] of Object.entries(contributes.configuration.properties)) {
      assert.equal(setting.enumDescriptions?.length, setting.enum?.length, key);
      if (![setting.type].flat().some((type) => type === 'number' || type === 'integer')) continue;
      assert.ok('minimum' in setting || 'exclusiveMinimum' in setting, `${key} has no least value`);
      assert.ok('maximum' in setting, `${key} has no largest value`);
    }
  });

  it('are led to by a walkthrough of four steps, each with a picture that is there', () => {
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.equal(steps.length, 4);
    for (const { media } of steps) {
      const files = Object.entries(media).flatMap(([kind, value]) =>
        kind === 'altText'
          ? []
          : typeof value === 'string'
            ? [value]
            : Object.values(value as Record<string, unknown>),
      );
      assert.ok(files.length > 0);
      for (const file of files) assert.ok(existsSync(String(file)), String(file));
    }
  });
});
