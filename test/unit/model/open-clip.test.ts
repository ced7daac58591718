import assert from 'node:assert/strict';
import { costOf, type ModelCost } from '../../../src/model/cost';
import { readModelConfig, type ConfigReading } from '../../../src/model/read-config';

const read = (embed_dim: number, vision_cfg: object, text_cfg: object, more: object = {}): ConfigReading =>
  readModelConfig(JSON.stringify({ embed_dim, vision_cfg, text_cfg, ...more }));
function cost(reading: ConfigReading): ModelCost {
  assert.equal(reading.kind, 'model', JSON.stringify(reading));
  assert.equal(reading.format, 'open_clip');
  return costOf(reading.spec, { batch: 2, sequence: 77 });
}
const text = (width: number, heads: number, layers = 12, more: object = {}): object => ({
  context_length: 77,
  vocab_size: 49408,
  width,
  heads,
  layers,
  ...more,
});
const image = (layers: number | number[], width: number, more: object = {}): object => ({
  image_size: 224,
  layers,
  width,
  ...more,
});

describe('open_clip configs', () => {
  // Parameters and products as open_clip 3.3 and torch 2.15 count them on the meta device, for 2 images with their texts.
  const counted = [
    {
      name: 'ViT-B/32',
      reading: read(512, image(12, 768, { patch_size: 32 }), text(512, 8)),
      parameters: 151_277_313,
      flops: 29_554_327_552,
    },
    {
      name: 'RN50',
      reading: read(1024, image([3, 4, 6, 3], 64, { patch_size: null }), text(512, 8)),
      parameters: 102_007_137,
      flops: 36_366_008_320,
    },
    {
      name: 'ViT-L/14',
      reading: read(768, image(24, 1024, { patch_size: 14 }), text(768, 12)),
      parameters: 427_616_513,
      flops: 350_650_441_728,
    },
    {
      name: 'ViT-H/14',
      reading: read(1024, image(32, 1280, { patch_size: 14, head_width: 80 }), text(1024, 16, 24)),
      parameters: 986_109_441,
      flops: null,
    },
    {
      name: 'ViT-bigG/14',
      reading: read(
        1280,
        image(48, 1664, { patch_size: 14, head_width: 104, mlp_ratio: 4.9231 }),
        text(1280, 20, 32),
      ),
      parameters: 2_539_567_105,
      flops: null,
    },
  ];
  for (const { name, reading, parameters, flops } of counted) {
    it(`cost ${name} as the library counts`, () => {
      const found = cost(reading);
      assert.equal(found.parameters.total, parameters);
      if (flops !== null) assert.equal(found.forward.matmul, flops);
    });
  }

  it('with a tower of another library are not known, by its name', () => {
    const reading = read(
      768,
      { timm_model_name: 'vit_so400m_patch14_siglip_224', image_size: 224 },
      text(1152, 16),
    );
    assert.equal(
      reading.kind === 'unknownArchitecture' && reading.modelType,
      'timm vit_so400m_patch14_siglip_224',
    );
  });

  it('that are wrong are told at the value’s place', () => {
    const written =
      '{"embed_dim": 512,\n"vision_cfg": {"image_size": 224, "layers": 12, "width": "wide"},\n"text_cfg": {"heads": 7}}';
    const reading = readModelConfig(written);
    assert.equal(reading.kind, 'invalid');
    const places = reading.diagnostics.map(({ span }) =>
      written.slice(span.offset, span.offset + span.length),
    );
    assert.ok(places.includes('"wide"'), JSON.stringify(reading));
    for (const layers of [[], [1, 2, 3, 1e9], [3, 4, -6, 3], 'x', 1e300, -1, null])
      assert.notEqual(read(512, { layers, width: 64 }, text(512, 8)).kind, 'notModel');
  });
});
