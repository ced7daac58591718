import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readEnvironmentFile, terminalVariables } from '../../../src/editor/launch/environment-file';

describe('a file of environment variables', () => {
  const outer = { HOME: '/home/u', DATA: '/outer', PATH: '/usr/bin:/bin' };
  const read = (...lines: string[]): Record<string, string> => readEnvironmentFile(lines.join('\n'), outer);

  it('is read as people write it', () => {
    assert.deepEqual(
      read(
        '# said',
        '',
        'PLAIN=two words  # not this',
        'export LR=3e-4',
        `QUOTED="a # b"`,
        `SINGLE='c "d"'`,
        'EMPTY=',
        'EQUALS=a=b',
        'no variable',
      ),
      { PLAIN: 'two words', LR: '3e-4', QUOTED: 'a # b', SINGLE: 'c "d"', EMPTY: '', EQUALS: 'a=b' },
    );
  });

  it('has values over several lines, keys with a # in them, and quotes that are no quotes', () => {
    assert.deepEqual(
      read(
        '\uFEFFTOKEN=ab#cd',
        'URL=postgres://u:p#s@host/db # where',
        'KEY="-----BEGIN',
        'x#y=',
        'END-----" # the key\r',
        "NOTE='a",
        "b'",
        'SAID="say \\"x\\", then\\nend"',
        'FOLDER="C:\\data\\train"',
        'DOUBLED="C:\\\\new"',
        "APOSTROPHE=it's 5 o'clock",
        'OPEN="no end',
        'AFTER=1',
        'BOTH="a" b',
        'HASH=#none',
        'UNICODE=üñ “q”',
        'export SPACED = "x"',
        'TOKEN=again',
      ),
      {
        TOKEN: 'again',
        URL: 'postgres://u:p#s@host/db',
        KEY: '-----BEGIN\nx#y=\nEND-----',
        NOTE: 'a\nb',
        SAID: 'say "x", then\nend',
        FOLDER: 'C:\\data\\train',
        DOUBLED: 'C:\\\\new',
        APOSTROPHE: "it's 5 o'clock",
        OPEN: '"no end',
        AFTER: '1',
        BOTH: '"a" b',
        HASH: '',
        UNICODE: 'üñ “q”',
        SPACED: 'x',
      },
    );
  });

  it('refers to what stands above, before what was there already', () => {
    assert.deepEqual(read('CACHE=${HOME}/cache', 'DATA=/own', 'RUNS=${DATA}/runs', 'GONE=<${NOBODY}>'), {
      CACHE: '/home/u/cache',
      DATA: '/own',
      RUNS: '/own/runs',
      GONE: '<>',
    });
    assert.deepEqual(read('ROOT=/r', 'A=${ROOT}/a', '  export B = "${A}/b"'), {
      ROOT: '/r',
      A: '/r/a',
      B: '/r/a/b',
    });
    assert.deepEqual(read('EARLY=${DATA}', 'DATA=/own'), { EARLY: '/outer', DATA: '/own' });
    assert.deepEqual(read('PRICE=\\${HOME} \\$5 $HOME'), { PRICE: '${HOME} $5 $HOME' });
  });

  it('adds folders to search, and takes none away', function () {
    if (process.platform === 'win32') this.skip();
    assert.deepEqual(read('PATH=/opt/tools', 'PYTHONPATH=src'), {
      PATH: '/opt/tools:/usr/bin:/bin',
      PYTHONPATH: 'src',
    });
    assert.deepEqual(read('PATH=/opt/tools:${PATH}'), { PATH: '/opt/tools:/usr/bin:/bin' });
    assert.deepEqual(readEnvironmentFile('PYTHONPATH=src', { PYTHONPATH: '/site' }), {
      PYTHONPATH: 'src:/site',
    });
  });

  it('is never an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const value of Object.values(readEnvironmentFile(text, outer)))
          assert.equal(typeof value, 'string');
      }),
    );
  });
});

describe('the variables of a terminal', () => {
  it('are those of the setting over those of the process, less what the setting takes away', () => {
    assert.deepEqual(
      terminalVariables(
        { A: 'process', B: 'process', C: 'process', D: undefined, E: 'process' },
        { B: 'setting', C: null, E: 5, F: 'setting' },
      ),
      { A: 'process', B: 'setting', E: 'process', F: 'setting' },
    );
  });
});
