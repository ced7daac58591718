import { isObject, type ConfigObject } from '../../model/config-fields';
import { valueAt } from '../../model/documents/document';
import { imageModel, imageModelName, usualClasses } from '../../model/image-models';
import { said } from '../../units/message';
import { takeOptimizer, takePrecision } from './common-options';
import { takeDevices } from './framework-sections';
import { takeAccumulation } from './accumulation';
import { isLightningTrainer, takeLightningTrainer } from './lightning';
import type { PlanFields } from './plan-fields';
import type { PlanFormat } from './plan-format';

/** Where scripts that train image models name theirs. */
const modelPaths = [
  'model',
  'arch',
  'architecture',
  'model_name',
  'backbone',
  'model.name',
  'model.arch',
  'model.model_name',
];
const batchPaths = [
  'batch_size',
  'train_batch_size',
  'data.batch_size',
  'train.batch_size',
  'training.batch_size',
];
const epochPaths = [
  'epochs',
  'num_epochs',
  'max_epochs',
  'train.epochs',
  'training.epochs',
  'trainer.max_epochs',
];
const classPaths = ['num_classes', 'model.num_classes', 'data.num_classes'];
const sidePaths = [
  'img_size',
  'image_size',
  'input_size',
  'model.img_size',
  'data.img_size',
  'data.image_size',
];

const namesImageModel = (values: ConfigObject, path: string): boolean => {
  const name = valueAt(values, path);
  return typeof name === 'string' && imageModel(imageModelName(name).architecture) !== null;
};

/** The value of the first of the paths that is a whole number of 1 or more. */
function whole(fields: PlanFields, paths: readonly string[]): number | null {
  const found = paths.map((path) => fields.number(path)).find((value) => value !== null);
  return typeof found === 'number' && Number.isInteger(found) && found >= 1 ? found : null;
}

/** Scripts that train an image model of timm or torchvision by its name: the arguments of those libraries' own, and files with the same keys. */
export const imageTraining: PlanFormat = {
  name: 'image training',
  anchors: modelPaths,
  recognises: (values) =>
    modelPaths.some((path) => namesImageModel(values, path)) &&
    [...batchPaths, ...epochPaths].some((path) => typeof (valueAt(values, path) ?? null) === 'number'),
  read(fields) {
    const isNamed = (candidate: string): boolean =>
      imageModel(imageModelName(fields.textAt(candidate) ?? '').architecture) !== null;
    const path = modelPaths.find(isNamed) ?? '';
    const name = fields.textAt(path) ?? '';
    const { architecture, hasOtherClasses } = imageModelName(name);
    const [classes, side] = [whole(fields, classPaths), whole(fields, sidePaths)];
    const values = {
      ...(classes === null ? {} : { num_labels: classes }),
      ...(side === null ? {} : { image_size: side }),
    };
    fields.baseModel = { name: `timm/${architecture}`, place: fields.place(path), values };
    if (classes === null)
      fields.notes.push(
        hasOtherClasses
          ? said`The classes of these weights are not told by the name: ${usualClasses} are counted.`
          : said`How many classes the data has is not said here: ImageNet’s ${usualClasses} are counted.`,
      );
    fields.count('batchSize', ...batchPaths);
    const trainer = fields.value('trainer');
    if (isObject(trainer ?? null) && isLightningTrainer(trainer as ConfigObject))
      takeLightningTrainer(fields, 'trainer.');
    fields.count('epochs', ...epochPaths);
    fields.count('gradientAccumulation', 'grad_accum_steps', 'accum_iter');
    takeAccumulation(fields, 'accumulate_grad_batches');
    takePrecision(fields, 'amp_dtype', 'precision', 'dtype');
    takeOptimizer(fields, 'opt', 'optimizer', 'optim', 'optimizer.name', 'train.optimizer');
    takeDevices(fields, 'nproc_per_node', 'nnodes');
    fields.takeJob();
  },
};
