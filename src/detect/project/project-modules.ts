import { factsIn, noFacts } from '../collect-facts';
import type { Facts } from '../facts';
import { frameworkOf, rootModule } from '../frameworks';
import { runNotebooks } from '../imports';
import { mayTrain } from '../may-train';
import { oncePerFile } from '../once';
import { isStatistics } from '../training-calls';
import { folderOf, foldersAbove, slashed } from './folders';
import { isStandardModule } from './standard-modules';

/** The files of a project, as far as imports lead to them. Paths have forward slashes. */
export interface ProjectFiles {
  /** The text of a file; null where there is none, or it is too large to be one that a person wrote. */
  readonly read: (path: string) => string | null;
  readonly isFolder: (path: string) => boolean;
  /** Names of what is in a folder; none where it is not there. */
  readonly namesIn: (folder: string) => readonly string[];
}

/** A Python file of the project, read because another one imports it. */
export interface ProjectModule {
  readonly path: string;
  readonly text: string;
  readonly facts: Facts;
}

/** What an imported name stands for: a file, and what is named in it; empty for the file itself. */
export interface Definition {
  readonly module: ProjectModule;
  readonly names: readonly string[];
}

/** `from .trainer import Trainer` of a package, of a package, ... */
const deepestReexport = 5;
/** A script that imports a module that imports one that trains; further down it is a library's. */
const deepestLead = 4;
const largestModule = 256 * 1024;
/** Syntax trees are large: those of the files used last are kept. */
const mostModules = 400;
const mostJudged = 64;

/**
 * Finds what the files of a project import from one another, and reads only those that may lead to training. What was read is
 * kept until it is told to be forgotten.
 */
export class ProjectModules {
  private readonly modules = new Map<string, ProjectModule>();
  /** Files that were judged, with what was found in them. */
  private readonly judged = new Map<string, ProjectModule>();
  private readonly missing = new Set<string>();
  private readonly leads = new Map<string, boolean>();
  private readonly roots = new Map<string, boolean>();
  /** Where imports have led: the folder of the file with what it imports → a file, and what is named in it. */
  private readonly places = new Map<
    string,
    { readonly path: string; readonly names: readonly string[] } | null
  >();
  private readonly above = new Map<string, readonly string[]>();
  private readonly answers = new Map<
    string,
    { readonly answer: boolean; readonly used: ReadonlySet<string> }
  >();
  private used = new Set<string>();

  /** `root` is the folder above which nothing is looked for. */
  constructor(
    private readonly files: ProjectFiles,
    private readonly root: string | null = null,
  ) {}

  /**
   * What `imported` (`engine.train_one_epoch`, `.trainer.Trainer`) names in a file at `from`; null where it is none of the project's,
   * or of a file that has nothing to do with training; a method of a base may train by what is derived from it (`isOfBase`).
   */
  find(imported: string, from: string, isOfBase = false): Definition | null {
    return this.findFrom(imported, slashed(from), 0, isOfBase);
  }

  /** The same of any file of the project whose text has `words`, also of one that leads to no training. */
  findAny(imported: string, from: string, words: RegExp): Definition | null {
    const file = this.fileOf(imported, slashed(from));
    const [name = ''] = file?.names ?? [];
    // What the file defines itself is found without a tree of it.
    if (file === null || (definesAtTop(file.module, name) && !words.test(file.module.text))) return null;
    const found = this.definedIn(file.module, file.names, 0);
    return words.test(found.module.text) ? found : null;
  }

  /** What a name stands for that a file has from `from module import *`. */
  findInStarImports(names: readonly string[], module: ProjectModule): Definition | null {
    return this.starImport(names, module, 0);
  }

  /** The file that a module is, as `python -m` names it in a file's folder or one above. */
  pathOf(imported: string, from: string): string | null {
    const found = this.fileOf(imported, slashed(from));
    return found === null || found.names.length > 0 ? null : found.module.path;
  }

  /** Whether an import leads to a file that may train, by its text alone. */
  mayTrain(imported: string, from: string): boolean {
    const module = this.fileOf(imported, slashed(from))?.module;
    return module !== undefined && this.mayLead(module, 0);
  }

  /**
   * What a file that is judged says, with this text; null where that is nested too deeply to be parsed. Others import it, too: it
   * isn't parsed twice.
   */
  factsOf(path: string, text: string): Facts | null {
    const place = slashed(path);
    const judged = this.judged.get(place);
    if (judged?.text === text) return judged.facts;
    const imported = this.modules.get(place);
    const facts = imported?.text === text ? imported.facts : factsIn(text);
    if (facts === null) return null;
    if (this.judged.size >= mostJudged) this.judged.clear();
    this.judged.set(place, { path: place, text, facts });
    return facts;
  }

  /** A file has changed, or is there now, or is gone. */
  forget(path: string): void {
    const place = slashed(path);
    const before = this.modules.get(place);
    const text = before === undefined ? null : this.files.read(place);
    this.modules.delete(place);
    this.judged.delete(place);
    for (const [question, { used }] of this.answers) if (used.has(place)) this.answers.delete(question);
    // Most edits change neither what a file imports nor whether it may train: what leads where stays as it is.
    if (before !== undefined && text !== null && leadsOn(text) === leadsOn(before.text)) return;
    this.missing.clear();
    this.leads.clear();
    this.roots.clear();
    this.places.clear();
    this.answers.clear();
  }

  /** What an answer hangs on: the files that were found while it was worked out. */
  collect<T>(work: () => T): { readonly result: T; readonly used: ReadonlySet<string> } {
    const outer = this.used;
    const own = new Set<string>();
    this.used = own;
    try {
      return { result: work(), used: own };
    } finally {
      this.used = outer;
      for (const path of own) outer.add(path);
    }
  }

  /** The answer that is being worked out hangs on this file. */
  note(path: string): void {
    this.used.add(path);
  }

  /** Works an answer out once, until a file is forgotten. */
  answer(question: string, work: () => boolean): boolean {
    const known = this.answered(question);
    if (known !== undefined) return known;
    const { result, used } = this.collect(work);
    this.answers.set(question, { answer: result, used });
    return result;
  }

  /** An answer that was worked out before. */
  answered(question: string): boolean | undefined {
    const known = this.answers.get(question);
    if (known !== undefined) for (const path of known.used) this.used.add(path);
    return known?.answer;
  }

  /** Keeps no for an answer, which hangs on these files. */
  denied(question: string, used: ReadonlySet<string>): void {
    this.answers.set(question, { answer: false, used });
  }

  private findFrom(imported: string, from: string, depth: number, isOfBase = false): Definition | null {
    const file = this.fileOf(imported, from);
    if (file === null) return null;
    this.used.add(file.module.path);
    if (!isOfBase && !this.mayLead(file.module, 0)) return null;
    // `from .trainer import trainer` of a package: the function hides the module that it is of.
    const [stem = ''] = /[^/]+(?=\.py$)/.exec(file.module.path) ?? [];
    const names = file.names.length === 0 && definesAtTop(file.module, stem) ? [stem] : file.names;
    return this.definedIn(file.module, names, depth, isOfBase);
  }

  private fileOf(imported: string, from: string): Definition | null {
    if (isOfLibrary(imported)) return null;
    const question = `${folderOf(from)} ${imported}`;
    const known = this.places.get(question);
    if (known === undefined) {
      const found = this.searchFile(imported, from);
      this.places.set(question, found === null ? null : { path: found.module.path, names: found.names });
      return found;
    }
    const module = known === null ? null : this.moduleAt(known.path);
    return known === null || module === null ? null : { module, names: known.names };
  }

  private searchFile(imported: string, from: string): Definition | null {
    const parts = imported
      .replace(/^\.+/, '')
      .split('.')
      .filter((part) => part !== '');
    const shortest = imported.startsWith('.') ? 0 : 1;
    for (const folder of this.foldersFor(imported, from)) {
      for (let length = parts.length; length >= shortest; length -= 1) {
        const place = [folder, ...parts.slice(0, length)].join('/');
        const module =
          (length > 0 ? this.moduleAt(`${place}.py`) : null) ?? this.moduleAt(`${place}/__init__.py`);
        if (module !== null) return { module, names: parts.slice(length) };
      }
    }
    return null;
  }

  private mayLead(module: ProjectModule, depth: number): boolean {
    const { path, text } = module;
    // Also one that leads nowhere: once it is changed it may.
    this.used.add(path);
    const known = this.leads.get(path);
    if (known !== undefined || depth > deepestLead) return known ?? false;
    // In a circle of imports, another one of them has to lead on.
    this.leads.set(path, false);
    const leads =
      mayTrain.test(text) ||
      importsOf(text).some((imported) => {
        const found = this.fileOf(imported, path)?.module;
        return found !== undefined && this.mayLead(found, depth + 1);
      });
    this.leads.set(path, leads);
    return leads;
  }

  /** Follows a name that the module itself has only imported. */
  private definedIn(
    module: ProjectModule,
    names: readonly string[],
    depth: number,
    isOfBase = false,
  ): Definition {
    const [name, ...rest] = names;
    // What a text doesn't name, it doesn't define: no tree is needed to tell.
    const isNamed = name !== undefined && (module.text.includes(name) || module.text.includes('import *'));
    if (!isNamed || depth >= deepestReexport || definesAtTop(module, name) || defines(module.facts, name))
      return { module, names };
    const imported = module.facts.imports.get(name);
    if (imported !== undefined) {
      const path = [imported, ...rest].join('.');
      return this.findFrom(path, module.path, depth + 1, isOfBase) ?? { module, names };
    }
    return this.starImport(names, module, depth) ?? { module, names };
  }

  private starImport(names: readonly string[], module: ProjectModule, depth: number): Definition | null {
    for (const [written, source] of module.facts.imports) {
      if (!written.startsWith('* ')) continue;
      const found = this.findFrom(join(source, names), module.path, depth + 1);
      if (found !== null && defines(found.module.facts, found.names[0] ?? '')) return found;
    }
    return null;
  }

  /** The folders that hold the first part of an imported name. */
  private foldersFor(imported: string, from: string): string[] {
    const dots = /^\.*/.exec(imported)?.[0].length ?? 0;
    if (dots > 0) {
      let folder = folderOf(from);
      for (let level = 1; level < dots; level += 1) folder = folder === '.' ? '..' : folderOf(folder);
      return [folder];
    }
    const [first = ''] = imported.split('.');
    if (first === '') return [];
    return this.foldersAbove(from)
      .flatMap((folder) => [folder, `${folder}/src`])
      .filter((folder) => this.holds(folder, first));
  }

  private foldersAbove(path: string): readonly string[] {
    const folder = folderOf(path);
    let above = this.above.get(folder);
    if (above === undefined) {
      above = foldersAbove(path, this.root, this.files);
      this.above.set(folder, above);
    }
    return above;
  }

  private holds(folder: string, name: string): boolean {
    const place = `${folder}/${name}`;
    let known = this.roots.get(place);
    if (known === undefined) {
      known = this.files.isFolder(place) || this.moduleAt(`${place}.py`) !== null;
      this.roots.set(place, known);
    }
    return known;
  }

  private moduleAt(path: string): ProjectModule | null {
    if (this.missing.has(path)) return null;
    const known = this.modules.get(path);
    if (known !== undefined) {
      // The one used last stands last: a Map keeps the order in which it was filled.
      this.modules.delete(path);
      this.modules.set(path, known);
      return known;
    }
    const text = this.files.read(path);
    if (text === null || text.length > largestModule) {
      this.missing.add(path);
      return null;
    }
    const judged = this.judged.get(path);
    const module = judged?.text === text ? judged : parsedWhenAsked(path, text);
    const [oldest] = this.modules.keys();
    if (this.modules.size >= mostModules && oldest !== undefined) this.modules.delete(oldest);
    this.modules.set(path, module);
    return module;
  }
}

/** Most of what a file imports is none of its project's: no folder is looked into for that. */
const isOfLibrary = (imported: string): boolean => {
  const first = rootModule(imported);
  return isStandardModule(first) || frameworkOf(first) !== null || isStatistics(first);
};

/** Parsed when it is first asked about: most of what a package holds never is. */
function parsedWhenAsked(path: string, text: string): ProjectModule {
  let facts: Facts | undefined;
  return {
    path,
    text,
    get facts() {
      facts ??= factsIn(text) ?? noFacts();
      return facts;
    },
  };
}

/** Whether a name is given a meaning by the file itself: a class, a function, a variable. */
export const defines = (facts: Facts, name: string): boolean =>
  facts.classes.has(name) || functionsOf(facts).has(name) || facts.constructors.has(name);

const functionsOf = oncePerFile(
  ({ scopes }): ReadonlySet<string | null> =>
    new Set(scopes.filter(({ className }) => className === null).map(({ name }) => name)),
);

/** Whether a text has the function or class among those of its module, as far as that is told without a tree. */
const definesAtTop = (module: ProjectModule, name: string): boolean => {
  let names = atTop.get(module);
  if (names === undefined) {
    const found = module.text.matchAll(/^(?:(?:async +)?def|class) +(\w+)/gm);
    names = new Set(Array.from(found, ([, defined = '']) => defined));
    atTop.set(module, names);
  }
  return names.has(name);
};
const atTop = new WeakMap<ProjectModule, ReadonlySet<string>>();

/** What of a text decides on where it leads. */
const leadsOn = (text: string): string => `${mayTrain.test(text)} ${importsOf(text).join()}`;

const join = (source: string, names: readonly string[]): string =>
  (source.endsWith('.') ? source : `${source}.`) + names.join('.');

/** What a text imports, read without a syntax tree: modules, and what could be modules of a package. */
export function importsOf(text: string): string[] {
  const statements = text.matchAll(
    /^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]*)|import[ \t]+([\w.]+))/gm,
  );
  const imported = [...statements].flatMap(([, from, names, plain]) => {
    if (from === undefined) return plain === undefined ? [] : [plain];
    const parts = (names ?? '').match(/(?:^|[(,])\s*\w+/g) ?? [];
    return [from, ...parts.map((part) => join(from, [part.replace(/\W+/g, '')]))];
  });
  imported.push(...runNotebooks(text));
  if (!text.includes('import_module') && !text.includes('__import__')) return imported;
  const called = text.matchAll(/\b(?:import_module|__import__)\(\s*["']([\w.]+)["']\s*\)/g);
  return [...imported, ...[...called].map(([, module = '']) => module)];
}
