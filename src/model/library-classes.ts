import { automaticClassesTable, libraryClassesTable } from './library-classes-table';

/** The classes of a model type, and what their names begin with. */
interface TypesClasses {
  readonly begins: string;
  readonly classes: readonly string[];
}

let byType: ReadonlyMap<string, TypesClasses> | null = null;
let byClass: ReadonlyMap<string, string> | null = null;
/** The automatic classes' cells, by what they are for. */
let automatic: ReadonlyMap<string, readonly string[]> | null = null;

/** The table's classes by model type: cut once, when the first is asked for. */
function classesByType(): ReadonlyMap<string, TypesClasses> {
  byType ??= new Map(
    libraryClassesTable.split('\n').map((line) => {
      const [type = '', begins = '', endings = ''] = line.split(' ');
      return [type, { begins, classes: endings.split(',').map((ending) => begins + ending) }];
    }),
  );
  return byType;
}

/** The classes that the library has for a covered model type, as `architectures` names them; undefined where it offers none. */
export const libraryClassesOf = (modelType: string): readonly string[] | undefined =>
  classesByType().get(modelType)?.classes;

const automaticName = /^Auto(?:Model(?=For))?/;

/** Whether a class is one of the library's automatic ones, which build the class of a model's type. */
export const isAutomaticClass = (name: string): boolean => automaticName.test(name);

/**
 * The class that an automatic one (`AutoModelForSequenceClassification`, `AutoModel`) builds of a covered model type; null where it
 * builds none of it.
 */
export function builtByAutomatic(name: string, modelType: string): string | null {
  const wanted = name.replace(automaticName, '');
  automatic ??= new Map(
    automaticClassesTable.split('\n').map((line) => {
      const [purpose = '', ...cells] = line.split(' ');
      return [purpose, cells];
    }),
  );
  const cells = automatic.get(wanted);
  const classes = libraryClassesOf(modelType);
  if (cells === undefined || classes === undefined) return null;
  const [ending = '', kind, ...types] = cells;
  if (types.includes(`-${modelType}`)) return null;
  const another = types.find((each) => each.startsWith(`${modelType}=`));
  if (another !== undefined) {
    const { begins = '' } = classesByType().get(modelType) ?? {};
    return begins + another.slice(modelType.length + 1);
  }
  if (kind === 'of' && !types.includes(modelType)) return null;
  // The shortest: others of the same ending have more in their names (TextModel).
  const ofEnding = classes.filter((name) => name.endsWith(ending));
  return ofEnding.sort((one, other) => one.length - other.length)[0] ?? null;
}

/** Of a class, what it is called by beside what it is for. */
export const stemOf = (name: string): string =>
  name.replace(/(?:For[A-Z]\w*|LMHeadModel|PreTrainedModel|Model|Config)$/, '');

/** Letters and digits in one order: HunYuanDenseV1 is hunyuan_v1_dense. */
const lettersOf = (name: string): string =>
  Array.from(name.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .sort()
    .join('');

/** Whether a class, whatever it is for, has a model type's name. */
export const isCalledAfter = (name: string, modelType: string): boolean =>
  lettersOf(stemOf(name)) === lettersOf(modelType);

/** How the readers of other formats say that a model has no head. */
const bare: ReadonlySet<string> = new Set(['Backbone', 'Model']);

/**
 * Whether the library has a class for the model type, or one for the same purpose under another name: those of some types are
 * another's (InternLM3ForCausalLM is LlamaForCausalLM). True where it offers none of the type.
 */
export function hasLibraryClass(modelType: string, name: string): boolean {
  const classes = libraryClassesOf(modelType);
  if (classes === undefined || classes.includes(name) || bare.has(name)) return true;
  const purpose = name.slice(stemOf(name).length);
  return (
    isCalledAfter(name, modelType) && classes.some((each) => each.slice(stemOf(each).length) === purpose)
  );
}

/** The covered model type of a class of the library, by its exact name; the first of those that share it, null where it is of none. */
export function typeOfLibraryClass(name: string): string | null {
  if (byClass === null) {
    const types = new Map<string, string>();
    for (const [type, { classes }] of classesByType())
      for (const each of classes) if (!types.has(each)) types.set(each, type);
    byClass = types;
  }
  return byClass.get(name) ?? null;
}
