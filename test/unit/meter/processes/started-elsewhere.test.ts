import assert from 'node:assert/strict';
import { ElsewhereWatch, startedElsewhere } from '../../../../src/meter/processes/started-elsewhere';

describe('a command whose processes a service starts', () => {
  for (const [command, expected] of [
    ['docker run --rm --gpus all image python train.py', 'docker run'],
    ['/usr/bin/docker --context remote exec -it trainer python train.py', 'docker exec'],
    ['docker compose -f compose.yaml up trainer', 'docker compose up'],
    ['docker-compose run trainer', 'docker-compose run'],
    ['docker buildx build .', 'docker buildx build'],
    ['nerdctl run image', 'nerdctl run'],
    ['incus exec box -- python train.py', 'incus exec'],
    ['systemd-run --user --pty python train.py', 'systemd-run'],
    ['systemd-run --user --scope python train.py', null],
    ['docker ps -a', null],
    ['docker pull image', null],
    // They start what they run themselves.
    ['podman run image python train.py', null],
    ['apptainer exec --nv image.sif python train.py', null],
    ['python docker run', null],
    ['', null],
  ] as const)
    it(`is told by its name: ${command}`, () => {
      assert.equal(startedElsewhere(command.split(' ')), expected);
    });

  it('is found where the process has just been forked, and not asked for again and again', () => {
    const commands: Record<number, string[]> = { 7: ['bash', 'train.sh'], 8: ['bash', 'train.sh'] };
    let asked = 0;
    const watch = new ElsewhereWatch((pid) => {
      asked += 1;
      return commands[pid] ?? [];
    });
    watch.look(new Set([7, 8]));
    assert.equal(watch.found, null);
    commands[8] = ['docker', 'run', 'image'];
    watch.look(new Set([7, 8]));
    assert.equal(watch.found, 'docker run');
    watch.look(new Set([7, 8, 9]));
    assert.equal(asked, 4);
  });
});
