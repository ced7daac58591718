import assert from 'node:assert/strict';
import { pictureName } from '../../../src/editor/panel/picture-name';
import { RunChoice } from '../../../src/editor/panel/run-choice';

const run = (id: string, isLive = false): { id: string; isLive: boolean } => ({ id, isLive });

describe('the run that the panel shows', () => {
  it('is the newest that lives, else the newest', () => {
    const choice = new RunChoice();
    assert.equal(choice.select<ReturnType<typeof run>>([]), undefined);
    assert.equal(choice.select([run('c'), run('b'), run('a')])?.id, 'c');
    assert.equal(choice.select([run('c'), run('b', true), run('a', true)])?.id, 'b');
  });

  it('stays the one that was chosen while another goes on', () => {
    const choice = new RunChoice();
    const runs = [run('b', true), run('a')];
    choice.select(runs);
    choice.choose('a');
    for (let sample = 0; sample < 3; sample += 1) assert.equal(choice.select(runs)?.id, 'a');
  });

  it('is a run that starts, whatever was chosen before', () => {
    const choice = new RunChoice();
    choice.choose('a');
    assert.equal(choice.select([run('b'), run('a')])?.id, 'a');
    assert.equal(choice.select([run('c', true), run('b'), run('a')])?.id, 'c');
    assert.equal(choice.select([run('c'), run('b'), run('a')])?.id, 'c');
  });

  it('is the same after a reload of the window, also beside one that goes on', () => {
    const choice = new RunChoice();
    const runs = [run('b', true), run('a')];
    choice.select(runs);
    choice.choose('a');
    assert.equal(new RunChoice(choice.kept).select(runs)?.id, 'a');
    assert.equal(new RunChoice(choice.kept).select([run('c', true), ...runs])?.id, 'c');
  });
});

describe('the file of a picture', () => {
  it('is named after what it shows, without what a file can’t be called', () => {
    assert.equal(pictureName('tiny GPT, 基线 / ../x'), 'wattlens-tiny-GPT-基线-x.png');
    assert.equal(pictureName('<>'), 'wattlens-run.png');
  });
});
