import { execFileSync } from 'node:child_process';

/** Runs git in a folder, by no settings of the machine's own. */
export function gitIn(folder: string): (...words: readonly string[]) => string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  return (...words) =>
    execFileSync('git', ['-C', folder, ...identity, '-c', 'protocol.file.allow=always', ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    });
}
