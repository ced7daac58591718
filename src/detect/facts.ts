import type { Decorator } from './decorators';
import type { Argument } from './python-syntax';
import type { PythonNode } from './python-tree';

/** A stretch of code that runs when it is called: a function or method, or the module itself (`name` null). */
export interface Scope {
  readonly name: string | null;
  /** The class that the function is a method of. */
  readonly className: string | null;
  /** Not run here when it is called: a step that a service runs in a container of its own. */
  readonly runsElsewhere: boolean;
  /** What makes a command-line library or a launcher run it without being named elsewhere: `@app.command()`, `@hydra.main()`. */
  readonly entryPoint: Decorator | null;
  /** Names that the code uses (attributes with a dot before them), and whether it uses them within a loop. */
  readonly references: Map<string, boolean>;
  /** Names of its parameters, which hide functions of the same name. */
  readonly parameters: Set<string>;
  /** Its variables, each with the path of the call that it was last assigned from in it. */
  readonly constructors: Map<string, string>;
}

export interface Call {
  readonly scope: Scope;
  readonly inLoop: boolean;
  /** What is called, as written: `trainer.fit`. */
  readonly written: string;
  /** With the root name replaced by what it was imported as: `lightning.pytorch.Trainer`. */
  readonly path: string;
  /** The last name of the path: `fit`. */
  readonly name: string;
  /** What is before it as written (`self.trainer`), or empty for a plain function. */
  readonly receiver: string;
  readonly arguments: readonly Argument[];
  /** As written, with its parentheses. */
  readonly argumentText: string;
  readonly from: number;
}

/** An assignment, or a `return` of an expression. */
export interface Assignment {
  readonly scope: Scope;
  readonly inLoop: boolean;
  /** Empty for a `return`. */
  readonly targets: readonly string[];
  readonly operator: string;
  readonly value: PythonNode;
  /** The value as written; empty where it is too long to be an update of a parameter. */
  readonly valueText: string;
  readonly from: number;
}

/** What one walk over a file's syntax tree has found. */
export interface Facts {
  readonly module: Scope;
  readonly scopes: readonly Scope[];
  readonly calls: readonly Call[];
  readonly assignments: readonly Assignment[];
  /** Name in this file → full path: `F` → `torch.nn.functional`. A relative import keeps its dots. */
  readonly imports: ReadonlyMap<string, string>;
  /** Class of this file → what its first base resolves to, or null. */
  readonly classes: ReadonlyMap<string, string | null>;
  /** Variable → the path of the call that the file last assigned it from: `trainer` → `transformers.Trainer()`; see `makerOf`. */
  readonly constructors: ReadonlyMap<string, string>;
  /** Keys read as `os.environ["KEY"]`, without a default. */
  readonly requiredEnvironment: ReadonlySet<string>;
  /** Offset of the first place that is no Python as the parser knows it; null where there is none. */
  readonly brokenAt: number | null;
}

/** What a variable was last assigned from, as the code that uses it sees it: in its own function, else elsewhere in the file. */
export const makerOf = (
  variable: string,
  { scope }: { readonly scope: Scope },
  { constructors }: Pick<Facts, 'constructors'>,
): string | undefined => scope.constructors.get(variable) ?? constructors.get(variable);
