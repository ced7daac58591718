import type { ConfigDocument } from '../documents/document';
import type { PythonConstruct, PythonDocument } from '../documents/python';
import { imageModel, imageModelName, usualClasses } from '../image-models';
import { isObject, type ConfigObject, type ConfigValue } from '../config-fields';
import { said, type Message } from '../../units/message';
import { approximatedBy, type ModelPart, type TextFormat } from './format';

/** What builds a model by a name. */
type Builder = 'timm' | 'torchvision';

/** Arguments of the builders that change no layer. */
const withoutEffect =
  /^(?:model_name|name|pretrained|pretrained_cfg|pretrained_cfg_overlay|checkpoint_path|cache_dir|scriptable|exportable|no_jit|weights|weights_backbone|progress|drop(?:_path|_block|out|_connect)?(?:_rate)?|attn_drop(?:_rate)?|proj_drop_rate|stochastic_depth_prob|attention_dropout|bn_(?:momentum|eps|tf)|zero_init_residual|init_values|block_size)$/;
/** Models that have no place of their own for each part of the image, and take any size. */
const takesAnySize =
  /^(?:resnet|bit|regnet|convnext|convnextv2|mobilenet_v2|efficientnet|poolformer|pvt_v2|mobilevit|mobilevitv2)$/;

/** Of models that the library pads otherwise: sides at which both count the same are multiples of these. */
const evenSides: Readonly<Partial<Record<string, number>>> = { efficientnet: 32, mobilevitv2: 64 };

const imports = (text: string, pattern: string): boolean => new RegExp(`^[ \\t]*${pattern}`, 'm').test(text);

/** Whose builder a call is, by what the source imports: a `resnet50` of one's own is none of theirs. */
function builderOf(callee: string, text: string): Builder | null {
  const [name = ''] = /\w+$/.exec(callee) ?? [];
  if (name === 'create_model')
    return callee === 'timm.create_model' ||
      imports(text, String.raw`from\s+timm(?:\.\w+)*\s+import\s+(?:\([^)]*?|[^\n(]*?)\bcreate_model\b`)
      ? 'timm'
      : null;
  if (/^torchvision\.models\.\w+$/.test(callee)) return 'torchvision';
  if (/^models\.\w+$/.test(callee))
    return imports(
      text,
      String.raw`(?:import\s+torchvision\.models\s+as\s+models\b|from\s+torchvision\s+import\s+(?:\([^)]*?|[^\n(]*?)\bmodels\b)`,
    )
      ? 'torchvision'
      : null;
  return callee === name &&
    imports(
      text,
      String.raw`from\s+torchvision\.models(?:\.\w+)*\s+import\s+(?:\([^)]*?|[^\n(]*?)\b${name}\b`,
    )
    ? 'torchvision'
    : null;
}

/** The default of a command's argument, as argparse has it: what `args.model` is where nobody says. */
function defaultOfArgument(source: string, text: string): string | null {
  const [, argument] = /^\w+\.(\w+)$/.exec(source) ?? [];
  if (argument === undefined) return null;
  const flag = argument.replaceAll('_', '[-_]');
  const added = new RegExp(
    String.raw`add_argument\(\s*(?:["']-{1,2}[\w-]+["']\s*,\s*){0,3}["']--${flag}["'](?:[^()]|\([^()]*\)){0,200}?default\s*=\s*["']([\w./-]{1,100})["']`,
  ).exec(text);
  return added?.[1] ?? null;
}

/**
 * The classes of a head that the source puts in the place of the model's own: null where they can't be told, undefined without
 * one. What a class calls its own head (`self.head`) is none of the model's that it builds.
 */
function classesOfOwnHead(text: string, document: ConfigDocument): number | null | undefined {
  const heads = [
    ...text.matchAll(
      /^[ \t]*(?!self\.(?:fc|heads?|classifier)\b)[\w.]+\.(?:fc|head|heads|classifier)(?:\.head|\.fc|\.classifier|\[-?\d+\])?[ \t]*=(?!=)[ \t]*([^\n#]*)/gm,
    ),
  ];
  if (heads.length === 0) return undefined;
  const classes = heads.map(([, made = '']) => {
    const [, outputs = ''] =
      /^(?:torch\.)?(?:nn\.)?Linear\([^,]+,\s*(?:out_features\s*=\s*)?(\w+)\s*(?:,\s*bias\s*=\s*True\s*)?\)\s*$/.exec(
        made,
      ) ?? [];
    const value = /^\d+$/.test(outputs) ? Number(outputs) : document.values[outputs];
    return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
  });
  const [first = null] = classes;
  return classes.every((each) => each === first) ? first : null;
}

interface ImageSide {
  readonly side: number | null;
  readonly note: Message | null;
}

/** The side of the images that a source crops or scales its data to; null where it does not say, or several. */
function imageSideOf(text: string, document: ConfigDocument): ImageSide {
  const sides = new Set<number | null>();
  for (const [, argument = ''] of text.matchAll(
    /\b(?:RandomResizedCrop|CenterCrop|RandomCrop)\(\s*(?:size\s*=\s*)?[([]?\s*(\w+)/g,
  )) {
    const value: ConfigValue | undefined = /^\d+$/.test(argument)
      ? Number(argument)
      : document.values[argument];
    sides.add(
      typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 4096 ? value : null,
    );
  }
  const [first] = sides;
  if (sides.size === 1 && typeof first === 'number')
    return { side: first, note: said`Images are of the side that the source crops its data to.` };
  if (sides.size === 0 && /\bCIFAR10{1,2}\(|["']cifar-?10{1,2}["']/i.test(text) && !/\bResize\(/.test(text))
    return { side: 32, note: said`Images are those of CIFAR, of 32 x 32.` };
  return {
    side: null,
    note: said`The size of an image is the usual one of the name: what the source reads is not told.`,
  };
}

/** What is not known of the call, in sentences. */
function doubtsOf(values: ConfigObject, unresolved: readonly string[]): Message[] {
  const others = Object.keys(values).filter(
    (key) =>
      !withoutEffect.test(key) &&
      !/^(?:num_classes|in_chans|img_size|image_size|fc|heads?|classifier)$/.test(key),
  );
  const open = unresolved.filter((key) => /^(?:num_classes|in_chans|img_size|image_size|\*\*)$/.test(key));
  return [
    ...(others.length === 0
      ? []
      : [said`Not counted, and perhaps of effect on the layers: ${others.slice(0, 4).join(', ')}.`]),
    ...(open.length === 0
      ? []
      : [said`Only running the code would tell ${open.join(', ')}: the usual value is taken.`]),
  ];
}

/** Whether a call stands in a class that keeps what it builds: a model around it has layers of its own. */
const isPartOfClass = (text: string, offset: number): boolean =>
  /^[ \t]*self\.\w+[ \t]*=[^\n]*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)) &&
  /^[ \t]*class[ \t]+\w+\([^)]*\bModule\b/m.test(text.slice(0, offset));

function partOf(construct: PythonConstruct, document: ConfigDocument, text: string): ModelPart | null {
  const { builder, path, name, unresolved, span } = construct;
  const given = document.values[path];
  if (builder === undefined || !isObject(given)) return null;
  const library = builderOf(builder.callee, text);
  if (library === null) return null;
  const doubts: Message[] = [];
  let named: ConfigValue | undefined = name;
  if (/^(?:create_model|get_model)$/.test(name)) {
    const key = ['model_name', 'name'].find((candidate) => Object.hasOwn(given, candidate));
    const written = key === undefined ? builder.first?.source : given[key];
    const source = typeof written === 'string' ? written : '';
    named = key === undefined || unresolved.includes(key) ? builder.first?.value : given[key];
    if (typeof named !== 'string') {
      const usual = defaultOfArgument(source, text);
      if (usual === null) return null;
      named = usual;
      doubts.push(said`The model is the default of ${source}, ${usual}.`);
    }
  }
  const { architecture, hasOtherClasses } = imageModelName(named);
  const known = imageModel(architecture);
  if (known === null) return { kind: 'unknown', name: `${library} ${architecture}`, key: path };
  const values: Record<string, ConfigValue> = { ...known.values };
  const ownKeys: Record<string, string> = {};
  const take = (own: string, key: string): boolean => {
    const value = given[own];
    if (value === undefined || value === null || unresolved.includes(own)) return false;
    values[key] = value;
    ownKeys[key] = own;
    return true;
  };
  const notes: Message[] = [];
  if (!take('num_classes', 'num_labels')) {
    const own = classesOfOwnHead(text, document);
    if (typeof own === 'number') values['num_labels'] = own;
    else if (own === null)
      doubts.push(
        said`The source replaces the classifier: that of ${usualClasses} classes is counted in its place.`,
      );
    else if (hasOtherClasses)
      doubts.push(said`The classes of these weights are not told by the name: ${usualClasses} are counted.`);
  } else if (values['num_labels'] === 0) {
    // timm's way to leave the classifier out.
    values['num_labels'] = usualClasses;
    values['architectures'] = ['Backbone'];
    delete ownKeys['num_labels'];
  }
  take('in_chans', 'num_channels');
  const isSizeGiven = take('img_size', 'image_size') || take('image_size', 'image_size');
  if (!isSizeGiven && takesAnySize.test(known.modelType)) {
    const { side, note } = imageSideOf(text, document);
    if (side !== null) values['image_size'] = side;
    if (side !== null && side % (evenSides[known.modelType] ?? 1) !== 0)
      doubts.push(
        said`Images of ${side} pixels are padded otherwise than the library’s ${known.modelType} does.`,
      );
    if (note !== null) notes.push(note);
  }
  doubts.push(...doubtsOf(given, unresolved));
  if (isPartOfClass(text, span.offset))
    doubts.push(
      said`The model stands within a class of the source: what that adds around it is not counted.`,
    );
  if (/\.requires_grad\s*=\s*False|\.requires_grad_\(\s*False/.test(text))
    notes.push(
      said`The source freezes parameters (requires_grad): which is not told, and all are taken to be trained.`,
    );
  return {
    kind: 'library',
    modelType: known.modelType,
    prefix: `${path}.`,
    values,
    ownKeys,
    notes,
    ...approximatedBy(doubts),
  };
}

const partsOf = (document: ConfigDocument, text: string): ModelPart[] => {
  const parts = (document as PythonDocument).constructs.flatMap(
    (construct) => partOf(construct, document, text) ?? [],
  );
  const isUnknown = ({ kind }: ModelPart): boolean => kind === 'unknown';
  // A file is read by the first of its models: what is not known is told where nothing is.
  return [...parts.filter((part) => !isUnknown(part)), ...parts.filter(isUnknown)];
};

/** Image models that a source builds by name: timm's create_model and torchvision's models. */
export const imageBuilders: TextFormat = {
  name: 'python',
  syntax: 'python',
  telling: [
    /\b(?:timm|torchvision)\b/,
    /\bcreate_model\s*\(|\bmodels\s*\.\s*[a-z]\w*\s*\(|\bget_model\s*\(|\b(?:vit_[blh]|swin|convnext|resnet|efficientnet|mobilenet)\w*\s*\(/,
  ],
  find: (document, text) => partsOf(document, text)[0] ?? null,
  findAll: partsOf,
};
