import { imageModelsTable } from './image-models-table';
import { parseModelTable, type KnownModel } from './model-table';

/** Classes of ImageNet-1k, which timm's and torchvision's names have where nobody says. */
export const usualClasses = 1000;

/** The models of images that timm and torchvision build by a name. */
export const imageModels: readonly KnownModel[] = parseModelTable(imageModelsTable).map((model) => ({
  ...model,
  values: { ...model.values, num_labels: usualClasses },
}));
const byName: ReadonlyMap<string, KnownModel> = new Map(imageModels.map((model) => [model.name, model]));

/** Data that timm's weights were trained on last, where it is no ImageNet-1k: their classes are others. */
const otherClasses = /in2[12]k$|in12k$|laion|openai|dino|mae|_clip/;

/** A name of timm with what its weights were trained on, `resnet50.a1_in1k`, in its parts. */
export interface ImageModelName {
  /** `resnet50` */
  readonly architecture: string;
  /** Whether the classes of the weights are others than ImageNet-1k's. */
  readonly hasOtherClasses: boolean;
}

export function imageModelName(name: string): ImageModelName {
  const [architecture = '', ...tag] = name
    .replace(/^(?:hf[-_]hub:)?timm\//, '')
    .replace(/@[\w.-]+$/, '')
    .split('.');
  return { architecture, hasOtherClasses: otherClasses.test(tag.join('.')) };
}

/** The image model of a builder's name; null where it is none that is counted. */
export const imageModel = (architecture: string): KnownModel | null => byName.get(architecture) ?? null;

/** Of a name on the hub (`timm/resnet50.a1_in1k`); null for others, and where the weights have classes that the name does not tell. */
export function imageModelOfHub(name: string): KnownModel | null {
  if (!/^timm\//i.test(name)) return null;
  const { architecture, hasOtherClasses } = imageModelName(name.toLowerCase());
  return hasOtherClasses ? null : imageModel(architecture);
}
