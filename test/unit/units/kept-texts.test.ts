import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keptTexts } from '../../../src/units/kept-texts';
import { inEnglish, message } from '../../../src/units/message';

const kept = keptTexts([
  '{0} by {1}: not used, because {2}.',
  '{0} by {1} is the sum.',
  'Share of {0}: {1}.',
  'allocated by {0}',
  'at rest',
]);

describe('texts that are kept in English', () => {
  it('are read back as the messages that they were made of, values too', () => {
    assert.deepEqual(kept.read(kept.write('at rest')), message('at rest'));
    assert.deepEqual(
      kept.read(
        kept.write('Share of {0}: {1}.', 'H100', kept.write('allocated by {0}', 'CUDA_VISIBLE_DEVICES=0')),
      ),
      message('Share of {0}: {1}.', 'H100', message('allocated by {0}', 'CUDA_VISIBLE_DEVICES=0')),
    );
    assert.deepEqual(
      kept.read('A board by IPMI: not used, because NVML by itself is the sum.'),
      message('{0} by {1}: not used, because {2}.', 'A board', 'IPMI', 'NVML by itself is the sum'),
    );
  });

  it('are messages without a translation where nobody here wrote them', () => {
    for (const text of [
      '',
      'at',
      'at rest ',
      ' by  is the sum.',
      'Share of : all.',
      'allocated by ',
      '{0}',
      'a {1} b',
    ])
      assert.deepEqual(kept.read(text), message('{0}', text), text);
  });

  it('say in English what was written, whatever that is', () => {
    const words = fc.constantFrom(...kept.texts.flatMap((text) => text.split(/(\{\d+\})/)), 'x', '\n', ': ');
    const texts = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        assert.equal(inEnglish(kept.read(text)), text);
      }),
    );
  });

  it('are looked for in no time in a text that nobody would write', () => {
    const long = ' by : not used, because'.repeat(100_000);
    assert.deepEqual(kept.read(long), message('{0}', long));
  });
});
