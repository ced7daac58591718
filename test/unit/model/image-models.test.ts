import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { costOf } from '../../../src/model/cost';
import { findKnownModel } from '../../../src/model/known-models';
import { readModelConfig, readModelConfigs } from '../../../src/model/read-config';
import type { ConfigReading } from '../../../src/model/reading';
import { imageModels } from '../../../src/model/image-models';
import { inEnglish, said } from '../../../src/units/message';

interface Counted {
  readonly name: string;
  readonly classes: number;
  readonly side: number;
  readonly parameters: number;
  readonly forward: number;
}
const { models } = JSON.parse(readFileSync(path.join(__dirname, 'image-models.json'), 'utf8')) as {
  models: Record<string, Counted>;
};

type Model = Extract<ConfigReading, { kind: 'model' }>;
function modelOf(text: string): Model {
  const reading = readModelConfig(text);
  assert.equal(reading.kind, 'model', JSON.stringify(reading).slice(0, 400));
  return reading;
}
function figuresOf({ spec }: Pick<Model, 'spec'>): { parameters: number; forward: number } {
  const sequence = spec.tokensPerSample === 'sequence' ? 1 : spec.tokensPerSample;
  const { parameters, forward } = costOf(spec, { batch: 1, sequence });
  return { parameters: parameters.total, forward: forward.matmul };
}
const total = (text: string): number => figuresOf(modelOf(text)).parameters;
const doubtOf = (text: string): string | null => {
  const { approximate } = modelOf(text);
  return approximate === undefined ? null : inEnglish(approximate);
};

const timm = (call: string): string => `import timm\nmodel = timm.create_model(${call})\n`;
const torchvision = (call: string): string => `from torchvision import models\nmodel = models.${call}\n`;

describe('an image model that a source builds by its name', () => {
  it('is what PyTorch counts of it, of every name that is known', () => {
    assert.ok(imageModels.length > 70);
    for (const { name } of imageModels)
      assert.ok(
        Object.values(models).some((counted) => counted.name === name),
        name,
      );
    for (const [key, { name, classes, side, parameters, forward }] of Object.entries(models)) {
      const crop = `\nscaled = transforms.CenterCrop(${side})\n`;
      const text = key.startsWith('timm')
        ? timm(`"${name}", pretrained=True, num_classes=${classes}`) + crop
        : torchvision(`${name}(weights=None, num_classes=${classes})`) + crop;
      assert.deepEqual(figuresOf(modelOf(text)), { parameters, forward }, key);
      assert.equal(doubtOf(text), null, key);
    }
  });

  const resnet18 = 11_689_512;
  const ofClasses = (classes: number): number => resnet18 - (1000 - classes) * 513;

  it('has the classes that the source says, in the call or by a head of its own', () => {
    for (const text of [
      timm(`'resnet18', num_classes=10`),
      timm(`model_name='resnet18', num_classes=10`),
      `CLASSES = 10\n${timm(`'resnet18.a1_in1k', num_classes=CLASSES`)}`,
      `from timm import create_model\nmodel = create_model("resnet18", num_classes=10)\n`,
      torchvision('resnet18(num_classes=10)'),
      `${torchvision('resnet18(weights="DEFAULT")')}model.fc = nn.Linear(model.fc.in_features, 10)\n`,
      `from torchvision.models import (\n    ResNet18_Weights,\n    resnet18,\n)\nmodel = nn.DataParallel(resnet18())\nmodel.module.fc = torch.nn.Linear(512, 10)\n`,
      `import torchvision\nmodel = torchvision.models.get_model("resnet18", num_classes=10)\n`,
    ]) {
      assert.equal(total(text), ofClasses(10), text);
      assert.equal(doubtOf(text), null, text);
    }
    const another =
      'class Net(nn.Module):\n    def __init__(self):\n        self.head = nn.Linear(128, 64)\n';
    assert.equal(total(`${torchvision('resnet18()')}${another}`), resnet18);
    assert.equal(total(timm(`'resnet18', num_classes=0`)), resnet18 - 513_000);
    assert.equal(total(timm(`'resnet18', in_chans=1`)), resnet18 - 2 * 64 * 49);
  });

  it('is approximate where the source says what is not counted, and tells what', () => {
    for (const [text, doubt] of [
      [timm(`'resnet18', num_classes=len(names)`), /only running the code would tell num_classes/i],
      [timm(`'resnet18', features_only=True`), /features_only/],
      [
        `${torchvision('resnet18()')}model.fc = nn.Sequential(nn.Linear(512, 64), nn.ReLU())\n`,
        /replaces the classifier/,
      ],
      [timm(`'vit_base_patch16_224.augreg_in21k'`), /classes of these weights/],
      [
        `from torchvision import models\nclass Net(nn.Module):\n    def __init__(self):\n        self.body = models.resnet18()\n`,
        /within a class/,
      ],
      [
        `import timm\np.add_argument('--model', '-m', default="resnet18", type=str)\nmodel = timm.create_model(args.model)\n`,
        /default of args\.model, resnet18/,
      ],
      [`${torchvision('resnet18()')}model.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)\n`, /conv1/],
      [`${timm(`'efficientnet_b0'`)}t = transforms.CenterCrop(240)\n`, /padded otherwise/],
    ] as const)
      assert.match(doubtOf(text) ?? '', doubt, text);
  });

  it('takes images of the side that the source crops its data to, where the layers take any', () => {
    const forward = (text: string): number => figuresOf(modelOf(text)).forward;
    const usual = forward(torchvision('resnet18()'));
    assert.ok(forward(`${torchvision('resnet18()')}t = T.RandomResizedCrop(112)\n`) < usual / 3.5);
    assert.ok(forward(`${torchvision('resnet18()')}d = datasets.CIFAR10(root)\n`) < usual / 40);
    assert.equal(forward(`${torchvision('resnet18()')}t = [Resize(224)]\nd = CIFAR10(root)\n`), usual);
    assert.ok(
      forward(timm(`'vit_base_patch16_224', img_size=384`)) > 3 * forward(timm(`'vit_base_patch16_224'`)),
    );
  });

  it('is not known by other names, and is none of another module’s', () => {
    for (const name of ['densenet121', 'vit_base_patch16_224_mine'])
      assert.equal(readModelConfig(timm(`"${name}"`)).kind, 'unknownArchitecture', name);
    for (const text of [
      'import torchvision\nfrom models import resnet18\nmodel = resnet18(num_classes=10)\n',
      'import torchvision\nimport models\nmodel = models.resnet18()\n',
      'import torchvision\nfrom torchvision import transforms\nfrom nets import models\nmodel = models.resnet18()\n',
      'import timm\nmodel = timm.create_model(name)\n',
      '# import torchvision: models.resnet18()\n',
      'import timm\n"""timm.create_model("resnet18")"""\n',
    ])
      assert.equal(readModelConfig(text).kind, 'notModel', text);
  });

  it('is refused at the value that it can’t have', () => {
    const text = timm(`"resnet18", num_classes=-5`);
    const reading = readModelConfig(text);
    assert.equal(reading.kind, 'invalid');
    const [problem] = reading.diagnostics;
    assert.equal(text.slice(problem?.span.offset).slice(0, problem?.span.length), '-5');
    assert.match(inEnglish(problem?.message ?? said``), /num_classes/);
  });

  it('shows no Infinity and no null where a number is none', () => {
    const reading = readModelConfig(timm(`"resnet18", num_classes=1e400`));
    assert.ok(reading.kind === 'invalid');
    const told = reading.diagnostics.map(({ message }) => inEnglish(message)).join(' ');
    assert.equal(told, 'num_classes must be a whole number, not a number that is none or too large.');
  });

  it('is one of several, known ones first', () => {
    const text = `import timm\na = timm.create_model("densenet121")\nb = timm.create_model("resnet18")\nc = timm.create_model("resnet50")\n`;
    assert.deepEqual(
      readModelConfigs(text).map((reading) => reading.kind),
      ['model', 'model', 'unknownArchitecture'],
    );
  });

  it('is found by its name on the hub', () => {
    const found = findKnownModel('timm/resnet18.a1_in1k');
    assert.ok(found.kind === 'known');
    assert.equal(figuresOf(found).parameters, resnet18);
    assert.equal(findKnownModel('timm/vit_base_patch16_224.augreg_in21k').kind, 'unknown');
  });
});

describe('the library’s wrapper of timm’s models', () => {
  const wrapped = (values: object): string => JSON.stringify({ model_type: 'timm_wrapper', ...values });

  it('is the model that timm builds by its name, with the classes of the file or no head', () => {
    // As transformers' TimmWrapperForImageClassification and TimmWrapperModel count their parameters.
    const cases = [
      [{ architecture: 'resnet18', num_classes: 10 }, 11_181_642],
      [{ architecture: 'resnet50.a1_in1k' }, 25_557_032],
      [{ architecture: 'vit_base_patch16_224', architectures: ['TimmWrapperModel'] }, 85_798_656],
    ] as const;
    for (const [values, parameters] of cases) {
      assert.equal(total(wrapped(values)), parameters);
      assert.equal(doubtOf(wrapped(values)), null);
    }
  });

  it('is approximate where its file changes what timm builds, and not known under another name', () => {
    const vit = { architecture: 'vit_base_patch16_224', num_classes: 10 };
    assert.match(doubtOf(wrapped({ ...vit, model_args: { depth: 6 } })) ?? '', /model_args: depth/);
    const larger = { ...vit, pretrained_cfg: { input_size: [3, 384, 384] } };
    assert.match(doubtOf(wrapped(larger)) ?? '', /images of 224 pixels; the file says 384/);
    assert.equal(readModelConfig(wrapped({ architecture: 'unheard_of' })).kind, 'unknownArchitecture');
  });

  it('leaves the head of a source’s model out as a fact', () => {
    const source = "import timm\nmodel = timm.create_model('resnet50', num_classes=0)\n";
    assert.equal(doubtOf(source), null);
  });
});
