import { homedir, userInfo } from 'node:os';

/** The user's home folder: that of `HOME`, which if empty is none, else that of the system's list of users. */
export function homeFolder(): string {
  const named = homedir();
  return named === '' ? userInfo().homedir : named;
}
